// All layers, and making them again from JSON.
import { didYouMean } from '../../did-you-mean.ts';
import { InputError } from '../../errors.ts';
import type { Layer, LayerJSON } from '../layer.ts';
import { activation } from './activation.ts';
import { batchNormalization } from './batch-normalization.ts';
import { concatenate } from './concatenate.ts';
import { conv2d } from './conv2d.ts';
import { dense } from './dense.ts';
import { depthwiseConv2d } from './depthwise-conv2d.ts';
import { dropout } from './dropout.ts';
import { flatten } from './flatten.ts';
import { groupNormalization } from './group-normalization.ts';
import { layerNormalization } from './layer-normalization.ts';
import { averagePooling2d, globalAveragePooling2d, globalMaxPooling2d, maxPooling2d } from './pooling.ts';
import { prelu } from './prelu.ts';
import { residual } from './residual.ts';
import { separableConv2d } from './separable-conv2d.ts';
import { spatialDropout2d } from './spatial-dropout2d.ts';
import { squeezeAndExcitation } from './squeeze-and-excitation.ts';
import { stochasticDepth } from './stochastic-depth.ts';

export {
  activation,
  averagePooling2d,
  batchNormalization,
  concatenate,
  conv2d,
  dense,
  depthwiseConv2d,
  dropout,
  flatten,
  globalAveragePooling2d,
  globalMaxPooling2d,
  groupNormalization,
  layerNormalization,
  maxPooling2d,
  prelu,
  residual,
  separableConv2d,
  spatialDropout2d,
  squeezeAndExcitation,
  stochasticDepth,
};

export type { ActivationOptions } from './activation.ts';
export type { BatchNormalizationOptions } from './batch-normalization.ts';
export type { ConcatenateOptions } from './concatenate.ts';
export type { Conv2dOptions } from './conv2d.ts';
export type { DenseOptions } from './dense.ts';
export type { DepthwiseConv2dOptions } from './depthwise-conv2d.ts';
export type { DropoutOptions } from './drop.ts';
export type { GroupNormalizationOptions } from './group-normalization.ts';
export type { LayerNormalizationOptions } from './layer-normalization.ts';
export type { PoolingOptions } from './pooling.ts';
export type { PreluOptions } from './prelu.ts';
export type { ResidualOptions } from './residual.ts';
export type { SeparableConv2dOptions } from './separable-conv2d.ts';
export type { SqueezeAndExcitationOptions } from './squeeze-and-excitation.ts';

type FromOptions = (options: never) => Layer;

const factories = new Map<string, FromOptions>(
  [
    activation,
    averagePooling2d,
    batchNormalization,
    concatenate,
    conv2d,
    dense,
    depthwiseConv2d,
    dropout,
    flatten,
    globalAveragePooling2d,
    globalMaxPooling2d,
    groupNormalization,
    layerNormalization,
    maxPooling2d,
    prelu,
    residual,
    separableConv2d,
    spatialDropout2d,
    squeezeAndExcitation,
    stochasticDepth,
  ].map((factory) => [factory.type, factory as FromOptions]),
);

/** The types of all layers. */
export const layerTypes: readonly string[] = [...factories.keys()];

/**
 * Makes a layer from the result of `layer.toJSON()`. Throws an InputError for an unknown type or a wrong
 * option.
 */
export const layerFromJSON = ({ type, ...options }: LayerJSON): Layer => layerOf(type, options);

/**
 * Makes a layer of a type from the argument of its function: options, or a number or word instead of them.
 * Layers within the options may be data or already made. Throws an InputError for an unknown type and a
 * ConfigError for a wrong option.
 *
 * @example layerOf('maxPooling2d', 2)
 */
export function layerOf(type: string, options: unknown): Layer {
  const factory = factories.get(type);
  if (!factory) {
    const hint = didYouMean(type, layerTypes);
    throw new InputError(`there is no layer ${type}: expected ${layerTypes.join(', ')}${hint}`);
  }
  return factory(withLayers(options) as never);
}

/**
 * Options with the layers in their lists made. Everything else stays, for the layer's own check to refuse.
 */
function withLayers(options: unknown): unknown {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return options;
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, layersIn(value)]));
}

function layersIn(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((item: unknown) => (isLayerJSON(item) ? layerFromJSON(item) : layersIn(item)));
}

const isLayerJSON = (value: unknown): value is LayerJSON => {
  const { type, apply } = (value ?? {}) as Partial<Layer>;
  return typeof type === 'string' && typeof apply !== 'function';
};
