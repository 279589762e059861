// Which options of a layer are worth telling: those without which it would be another layer. Found by leaving
// each out in turn, so that no list of defaults has to be kept.
import { InputError } from '../errors.ts';
import type { Layer } from './layer.ts';
import { layerFromJSON } from './layers/index.ts';

/** Sizes of windows: what one looks for first, be it as usual or not. */
const alwaysTold = ['kernelSize', 'poolSize'];

/**
 * The options of a layer, without those that would be the same if nobody gave them (but for the sizes of
 * windows), and without the layers inside it. Of a layer whose type is not known here, all options.
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

/**
 * What an option becomes where it is not given; undefined where it has to be, or the layer can't be made
 * here.
 */
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
