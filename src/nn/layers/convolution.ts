// What layers share that slide a kernel over pictures: their options, and the sliding.
import { z } from 'zod';
import type { Value } from '../../engine/graph/graph.ts';
import { conv } from '../../engine/graph/operators/index.ts';
import { staticShape } from '../../engine/graph/tensor-type.ts';
import { expectPictures, type LayerContext } from '../layer.ts';
import { kernelOptions } from './kernel.ts';
import { activationOption, padding, padsFor, pair, positiveInteger, type Padding } from './options.ts';

export const convolutionOptions = {
  kernelSize: pair(positiveInteger),
  strides: pair(positiveInteger).default([1, 1]),
  padding: padding.default('valid'),
  /** How far places of the kernel that are neighbours reach from each other. */
  dilationRate: pair(positiveInteger).default([1, 1]),
  activation: activationOption,
  useBias: z.boolean().default(true),
  ...kernelOptions,
};

interface SlidingConfig {
  readonly strides: readonly [number, number];
  readonly padding: Padding;
  readonly dilationRate: readonly [number, number];
}

/** Pictures by a kernel `[filters, channels / groups, height, width]`; throws an InputError where it does not fit. */
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
