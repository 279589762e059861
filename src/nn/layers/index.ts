// All layers, and how one is made again from its JSON.
import { InputError } from '../../errors.ts';
import type { Layer, LayerJSON } from '../layer.ts';
import { activation } from './activation.ts';
import { batchNormalization } from './batch-normalization.ts';
import { conv2d } from './conv2d.ts';
import { dense } from './dense.ts';
import { dropout } from './dropout.ts';
import { flatten } from './flatten.ts';
import { averagePooling2d, globalAveragePooling2d, maxPooling2d } from './pooling.ts';
import { residual, type ResidualOptions } from './residual.ts';

export {
  activation,
  averagePooling2d,
  batchNormalization,
  conv2d,
  dense,
  dropout,
  flatten,
  globalAveragePooling2d,
  maxPooling2d,
  residual,
};

type FromOptions = (options: never) => Layer;

const factories = new Map<string, FromOptions>(
  [
    activation,
    averagePooling2d,
    batchNormalization,
    conv2d,
    dense,
    dropout,
    flatten,
    globalAveragePooling2d,
    maxPooling2d,
  ].map((factory) => [factory.type, factory as FromOptions]),
);

/** Makes a layer from what `layer.toJSON()` gave; throws an InputError for an unknown type or a wrong option. */
export function layerFromJSON({ type, ...options }: LayerJSON): Layer {
  if (type === residual.type) {
    const made = Object.entries(options).map(([name, list]) => [name, layersFromJSON(list)]);
    return residual(Object.fromEntries(made) as ResidualOptions);
  }
  const factory = factories.get(type);
  if (!factory)
    throw new InputError(
      `there is no layer ${type}: expected ${[...factories.keys(), residual.type].join(', ')}`,
    );
  return factory(options as never);
}

/** The layers of a list; anything else stays as it is, for the layer's own check to refuse. */
const layersFromJSON = (list: unknown): unknown =>
  Array.isArray(list) ? list.map((layer: LayerJSON) => layerFromJSON(layer)) : list;
