// Pooling over height and width.
import { z } from 'zod';
import type { Value } from '../../engine/graph/graph.ts';
import { averagePool, flatten, globalAveragePool, maxPool } from '../../engine/graph/operators/index.ts';
import { defineLayer, expectPictures, type Layer } from '../layer.ts';
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

function windowAttributes(type: string, x: Value, { poolSize, strides, padding }: PoolConfig) {
  const { height, width } = expectPictures(type, x);
  const pads = padsFor(`${type}: poolSize`, padding, [height, width], poolSize, strides);
  return { kernel_shape: poolSize, strides, pads };
}

const definedMax = defineLayer('maxPooling2d', poolSchema, (_, x, config) =>
  maxPool(x, windowAttributes('maxPooling2d', x, config)),
);
const definedAverage = defineLayer('averagePooling2d', poolSchema, (_, x, config) =>
  averagePool(x, windowAttributes('averagePooling2d', x, config)),
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

const definedGlobal = defineLayer('globalAveragePooling2d', z.strictObject({}), (_, x) => {
  expectPictures('globalAveragePooling2d', x);
  return flatten(globalAveragePool(x));
});

/** The mean of each channel: `[batch, channels, height, width]` to `[batch, channels]`. */
export const globalAveragePooling2d = Object.assign(
  (options: Record<string, never> = {}): Layer => definedGlobal(options),
  { type: definedGlobal.type },
);
