// Finds the options of a layer worth showing: those that differ from their defaults. It leaves out each
// option in turn, so no list of defaults is needed.
import { InputError } from '../errors.ts';
import type { Layer } from './layer.ts';
import { layerFromJSON } from './layers/index.ts';

/** The sizes of windows are always shown. */
const alwaysTold = ['kernelSize', 'poolSize'];

/**
 * The options of a layer without those that equal their defaults (except the sizes of windows) and without
 * inner layers. If the layer's type is unknown here, all options.
 *
 * @example tellingOptions(conv2d({ filters: 8, kernelSize: 3 })) // { filters: 8, kernelSize: [3, 3] }
 */
export function tellingOptions(layer: Layer): Record<string, unknown> {
  const { type, ...options } = layer.toJSON();
  const entries = Object.entries(options);
  const telling = entries.filter(([name, value]) => {
    if (holdsLayers(value)) return false;
    if (alwaysTold.includes(name)) return true;
    const others = Object.fromEntries(entries.filter(([other]) => other !== name));
    return JSON.stringify(valueWithout(name, type, others)) !== JSON.stringify(value);
  });
  return Object.fromEntries(telling);
}

/** The default of an option; undefined if it has none, or if the layer can't be made here. */
function valueWithout(name: string, type: string, others: Record<string, unknown>): unknown {
  try {
    return layerFromJSON({ ...others, type }).toJSON()[name];
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

const holdsLayers = (value: unknown): boolean =>
  Array.isArray(value) && (value.length === 0 || value.some((item) => typeof item === 'object'));
