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
import { defineLayer, expectPictures, type Layer, type LayerContext } from '../layer.ts';
import { padding, padsFor, pair, positiveInteger } from './options.ts';

const poolSchema = z
  .strictObject({
    poolSize: pair(positiveInteger).default([2, 2]),
    /** The pool size where none is given. */
    strides: pair(positiveInteger).optional(),
    padding: padding.default('valid'),
  })
  .transform((config) => ({ ...config, strides: config.strides ?? config.poolSize }));
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

type PoolOptions = number | z.input<typeof poolSchema>;
const toConfig = (options: PoolOptions) => (typeof options === 'number' ? { poolSize: options } : options);

/**
 * The largest of each window.
 *
 * @example maxPooling2d(2)
 */
export const maxPooling2d = Object.assign(
  (options: PoolOptions = {}): Layer => definedMax(toConfig(options)),
  {
    type: definedMax.type,
  },
);

/** The mean of each window; padding does not count. */
export const averagePooling2d = Object.assign(
  (options: PoolOptions = {}): Layer => definedAverage(toConfig(options)),
  {
    type: definedAverage.type,
  },
);

const definedGlobalAverage = defineLayer('globalAveragePooling2d', z.strictObject({}), (context, x) => {
  expectPictures(context, x);
  return flatten(globalAveragePool(x));
});

/** The mean of each channel: `[batch, channels, height, width]` to `[batch, channels]`. */
export const globalAveragePooling2d = Object.assign(
  (options: Record<string, never> = {}): Layer => definedGlobalAverage(options),
  { type: definedGlobalAverage.type },
);

const definedGlobalMax = defineLayer('globalMaxPooling2d', z.strictObject({}), (context, x) => {
  expectPictures(context, x);
  return reduceMax(x, { axes: [2, 3], keepDims: false });
});

/** The largest of each channel: `[batch, channels, height, width]` to `[batch, channels]`. */
export const globalMaxPooling2d = Object.assign(
  (options: Record<string, never> = {}): Layer => definedGlobalMax(options),
  { type: definedGlobalMax.type },
);
