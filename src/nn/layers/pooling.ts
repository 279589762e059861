// Pooling over height and width.
import { z } from 'zod';
import type { Value } from '../../engine/graph/graph.ts';
import {
  averagePool,
  flatten,
  globalAveragePool,
  maxPool,
  reduceMax,
} from '../../engine/graph/operators/index.ts';
import { defineLayer, expectPictures, type Layer, type LayerContext, withType } from '../layer.ts';
import { padding, padsFor, pair, positiveInteger } from './options.ts';

const poolSchema = z
  .strictObject({
    /** The size of the window: one number for both axes, or `[height, width]`; 2 by default. */
    poolSize: pair(positiveInteger).default([2, 2]),
    /** The step of the window; `poolSize` by default. */
    strides: pair(positiveInteger).optional(),
    /** `same` pads, so the output has ⌈size / stride⌉ positions; `valid`, the default, does not pad. */
    padding: padding.default('valid'),
  })
  .transform((config) => ({ ...config, strides: config.strides ?? config.poolSize }));

/** The options of `maxPooling2d` and `averagePooling2d`. */
export interface PoolingOptions extends z.input<typeof poolSchema> {}
type PoolConfig = z.output<typeof poolSchema>;

function windowAttributes(context: LayerContext, x: Value, { poolSize, strides, padding }: PoolConfig) {
  const { height, width } = expectPictures(context, x);
  const pads = padsFor(`${context.name}: poolSize`, padding, [height, width], poolSize, strides);
  return { kernel_shape: poolSize, strides, pads };
}

const definedMax = defineLayer('maxPooling2d', poolSchema, (context, x, config) =>
  maxPool(x, windowAttributes(context, x, config)),
);
const definedAverage = defineLayer('averagePooling2d', poolSchema, (context, x, config) =>
  averagePool(x, windowAttributes(context, x, config)),
);

const toConfig = (options: number | PoolingOptions) =>
  typeof options === 'number' ? { poolSize: options } : options;

/**
 * The largest element of each window.
 *
 * @function
 * @example maxPooling2d(2)
 */
export const maxPooling2d = withType(definedMax.type, (options: number | PoolingOptions = {}): Layer =>
  definedMax(toConfig(options)),
);

/**
 * The mean of each window, without padding.
 *
 * @function
 * @example averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' })
 */
export const averagePooling2d = withType(
  definedAverage.type,
  (options: number | PoolingOptions = {}): Layer => definedAverage(toConfig(options)),
);

const definedGlobalAverage = defineLayer('globalAveragePooling2d', z.strictObject({}), (context, x) => {
  expectPictures(context, x);
  return flatten(globalAveragePool(x));
});

/**
 * The mean of each channel: `[batch, channels, height, width]` to `[batch, channels]`.
 *
 * @function
 * @example globalAveragePooling2d()
 */
export const globalAveragePooling2d = withType(
  definedGlobalAverage.type,
  (options: Record<string, never> = {}): Layer => definedGlobalAverage(options),
);

const definedGlobalMax = defineLayer('globalMaxPooling2d', z.strictObject({}), (context, x) => {
  expectPictures(context, x);
  return reduceMax(x, { axes: [2, 3], keepDims: false });
});

/**
 * The largest element of each channel: `[batch, channels, height, width]` to `[batch, channels]`.
 *
 * @function
 * @example globalMaxPooling2d()
 */
export const globalMaxPooling2d = withType(
  definedGlobalMax.type,
  (options: Record<string, never> = {}): Layer => definedGlobalMax(options),
);
