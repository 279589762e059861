// Shared by the layers that slide a kernel over pictures: their options and the convolution itself.
import { z } from 'zod';
import type { Value } from '../../engine/graph/graph.ts';
import { conv } from '../../engine/graph/operators/index.ts';
import { staticShape } from '../../engine/graph/tensor-type.ts';
import { expectPictures, type LayerContext } from '../layer.ts';
import { kernelOptions } from './kernel.ts';
import { activationOption, padding, padsFor, pair, positiveInteger, type Padding } from './options.ts';

export const convolutionOptions = {
  /** The size of the kernel: one number for both axes, or `[height, width]`. */
  kernelSize: pair(positiveInteger),
  /** The step of the kernel; 1 by default. */
  strides: pair(positiveInteger).default([1, 1]),
  /**
   * `same` pads with zeros, so the output has ⌈size / stride⌉ positions; `valid`, the default, does not pad.
   */
  padding: padding.default('valid'),
  /** The distance between neighbouring elements of the kernel; 1 by default. */
  dilationRate: pair(positiveInteger).default([1, 1]),
  /** The activation; `linear`, which does nothing, by default. */
  activation: activationOption,
  /** Whether each filter has a bias; true by default. */
  useBias: z.boolean().default(true),
  ...kernelOptions,
};

interface SlidingConfig {
  readonly strides: readonly [number, number];
  readonly padding: Padding;
  readonly dilationRate: readonly [number, number];
}

/**
 * Convolves pictures with a kernel `[filters, channels / groups, height, width]`. Throws an InputError if it
 * does not fit.
 */
export function slideKernel(
  context: LayerContext,
  x: Value,
  kernel: Value,
  { strides, padding, dilationRate }: SlidingConfig,
  { bias, groups = 1 }: { bias?: Value | undefined; groups?: number } = {},
): Value {
  const { height, width } = expectPictures(context, x);
  const reach = staticShape(kernel.shape.slice(2)).map((size, axis) => (size - 1) * dilationRate[axis]! + 1);
  const pads = padsFor(
    `${context.name}: kernelSize`,
    padding,
    [height, width],
    reach as [number, number],
    strides,
  );
  return conv(x, kernel, bias, { strides, pads, dilations: dilationRate, group: groups });
}
