// The roles of a convolution while it computes the gradient of another one's weights: pictures and channels
// swap, and the output's gradient is the kernel (see docs/engine.md).
import type { Node, Value } from '../../graph/graph.ts';
import { blockedConv, fromBlocked, toBlocked } from '../../graph/operators/blocked.ts';
import { reduceSum, reshape } from '../../graph/operators/index.ts';
import { kernelShapeOf, slide, type Window, windowOf } from '../../graph/operators/window.ts';
import { sizeOf, staticShape } from '../../graph/tensor-type.ts';
import { swapOuterAxes } from './rows.ts';

type Shape4 = [number, number, number, number];

export const isPoint = (kernel: readonly number[]): boolean => kernel.every((size) => size === 1);

/**
 * The window of the gradient's convolution; undefined if the last rows or columns of the input would have to
 * be cropped, or if the kernel's columns are dilated, which interleaving does not allow.
 */
export function swapped(node: Node, x: Value, dy: Value): Window | undefined {
  const kernel = kernelShapeOf(node);
  const { strides, dilations, pads } = windowOf(node, kernel);
  const places = staticShape(dy.shape.slice(2));
  // For a kernel of 1×1, the skipped rows and columns are left out beforehand.
  if (isPoint(kernel)) {
    const ones = [1, 1];
    return pads.every((size) => size === 0)
      ? { kernel: places, strides: ones, dilations: ones, pads }
      : undefined;
  }
  const ends = kernel.map((size, axis) => {
    const read = (size - 1) * dilations[axis]! + (places[axis]! - 1) * strides[axis]! + 1;
    return read - pads[axis]! - (x.shape[axis + 2] as number);
  });
  if (ends.some((size) => size < 0) || dilations[1] !== 1) return undefined;
  return { kernel: places, strides: dilations, dilations: strides, pads: [...pads.slice(0, 2), ...ends] };
}

/**
 * Pictures in the role of channels. The memory of a picture, plain or blocked, is so many runs: one for each
 * channel, or for each block of channels, which lie side by side, column by column. From `[pictures, ...]` to
 * `[runs, pictures, height, width of a run]` in blocks of pictures.
 */
export function picturesAsChannels(x: Value, runs: number, block: number): Value {
  const [pictures, channels, height, width] = staticShape(x.shape) as Shape4;
  const blocks = pictures / block;
  const byPicture = toBlocked(reshape(x, [blocks, block, channels * height * width, 1]));
  const shape = [runs, pictures, height, (channels / runs) * width];
  return reshape(swapOuterAxes(byPicture, blocks, runs), shape);
}

/**
 * The convolution of pictures in the role of channels, with the output's gradient as its kernel. Each block
 * of pictures is a group, and the results of the groups are added afterwards. So `dy` moves less in memory,
 * and there is work for every thread. If these results are larger than `dy`, the convolution adds them.
 */
export function convolveWithGradient(input: Value, dy: Value, window: Window, block: number): Value {
  const { kernel: kernel_shape, ...rest } = window;
  const attributes = { kernel_shape, ...rest };
  const [pictures, filters] = staticShape(dy.shape) as Shape4;
  const [batch, , ...sizes] = staticShape(input.shape) as Shape4;
  const found = staticShape(slide(sizes, window));
  const groups = pictures / block;
  if (groups === 1 || batch * groups * filters * sizeOf(found) > sizeOf(dy.shape))
    return blockedConv(input, picturesInWeights(dy, block), undefined, attributes);
  const inBlocks = reshape(dy, [groups, block * block, filters / block, sizeOf(kernel_shape)]);
  const kernel = reshape(fromBlocked(inBlocks, true), [groups * filters, block, ...kernel_shape]);
  const apart = blockedConv(input, kernel, undefined, { ...attributes, group: groups });
  const summed = reduceSum(reshape(apart, [batch, groups, -1]), { axes: [1] });
  return reshape(summed, [batch, filters, ...found]);
}

/**
 * Converts the gradient `[pictures, filters, ...]` in blocks of filters to weights
 * `[filters, pictures, ...]`.
 */
function picturesInWeights(dy: Value, block: number): Value {
  const [pictures, filters, height, width] = staticShape(dy.shape) as Shape4;
  const byFilter = swapOuterAxes(dy, pictures, filters / block);
  const blocks = reshape(byFilter, [(filters / block) * (pictures / block), block * block, height, width]);
  return reshape(fromBlocked(blocks, true), [filters, pictures, height, width]);
}
