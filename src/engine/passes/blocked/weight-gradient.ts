// The gradient of a convolution's weights, as a convolution: pictures and channels swap roles, and the
// output's gradient is the kernel. So nothing is copied into patches:
//   dw[o, c, k] = Σ over n, p of dy[n, o, p] · x[n, c, p·stride + k·dilation - pad]
// Strides and dilations swap roles too. The padding at the left and right is written out, because the kernels
// are several times as fast away from the border. A row of the result is only as long as the weights are
// wide, so two channels are interleaved, column by column, to double its length.
import type { Node, Value } from '../../graph/graph.ts';
import {
  blockedConv,
  BlockedMaxPool,
  blockedScaleShift,
  fromBlocked,
  toBlocked,
} from '../../graph/operators/blocked.ts';
import { groupsOf, reshape, transpose } from '../../graph/operators/index.ts';
import { kernelShapeOf, type Window, windowOf } from '../../graph/operators/window.ts';
import { staticShape } from '../../graph/tensor-type.ts';
import { depthwiseWeightGradient, isDepthwise } from './depthwise.ts';
import type { Rule } from './layouts.ts';
import { gradientByPatches } from './patches.ts';
import { reorderRows, swapOuterAxes } from './rows.ts';

type Shape4 = [number, number, number, number];

export const weightGradient: Rule = (node, layouts) => {
  const [x, dy] = node.inputs as readonly [Value, Value];
  if (isDepthwise(node, layouts, x.shape[1]!, dy.shape[1]!)) return depthwiseWeightGradient(node, layouts);
  const isPlain = x.shape.length === 4 && groupsOf(node) === 1;
  if (!isPlain || !layouts.fits(dy.shape[1]!)) return undefined;
  if (!layouts.fits(x.shape[1]!)) return gradientByPatches(node, layouts);
  if (!layouts.fits(x.shape[0]!)) return undefined;
  const window = swapped(node, x, dy);
  if (!window) return undefined;
  const { blockSize } = layouts;
  const pictures = picturesAsChannels(read(layouts.blocked(x), node, window), blockSize);
  const kernel = picturesInWeights(layouts.blocked(dy), blockSize);
  const { kernel: kernel_shape, strides, dilations, pads } = window;
  const gradient = blockedConv(pictures, kernel, undefined, {
    kernel_shape,
    strides,
    dilations: [dilations[0]!, sideBySide * dilations[1]!],
    pads: [pads[0]!, 0, pads[2]!, 0],
  });
  return { plain: channelsApart(fromBlocked(gradient)) };
};

/** How many channels are interleaved. */
const sideBySide = 2;

/**
 * From `[channels / 2, filters, rows, columns · 2]` to `[filters, channels, rows, columns]`, in two steps
 * that the runtime does fast: a transposed matrix takes the two channels apart, then whole kernels change
 * places.
 */
function channelsApart(gradient: Value): Value {
  const [pairs, filters, rows, width] = staticShape(gradient.shape) as Shape4;
  const columns = width / sideBySide;
  const apart = transpose(reshape(gradient, [-1, sideBySide]), [1, 0]); // [2, pairs, filters, rows, columns]
  const order = Array.from({ length: filters }, (_, filter) =>
    Array.from(
      { length: pairs * sideBySide },
      (_, channel) => ((channel % sideBySide) * pairs + Math.floor(channel / sideBySide)) * filters + filter,
    ),
  );
  const kernels = reorderRows(apart, rows * columns, Int32Array.from(order.flat()));
  return reshape(kernels, [filters, pairs * sideBySide, rows, columns]);
}

const isPoint = (kernel: readonly number[]): boolean => kernel.every((size) => size === 1);

/**
 * The window of the gradient's convolution; undefined if the last rows or columns of the input would have to
 * be cropped, or if the kernel's columns are dilated, which interleaving does not allow.
 */
function swapped(node: Node, x: Value, dy: Value): Window | undefined {
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
 * The part of the input that is read: padded at the left and right, or, for a kernel of 1×1, without the rows
 * and columns that its strides skip.
 */
function read(x: Value, node: Node, { pads }: Window): Value {
  const kernel = kernelShapeOf(node);
  const { strides } = windowOf(node, kernel);
  if (isPoint(kernel)) {
    const attributes = { kernel_shape: kernel, strides };
    return isPoint(strides) ? x : x.graph.add(BlockedMaxPool, [x], attributes)[0]!;
  }
  const [, left, , right] = pads as Shape4;
  return left + right > 0 ? blockedScaleShift(x, undefined, undefined, { pads: [0, left, 0, right] }) : x;
}

/**
 * From `[pictures, channels, ...]` in blocks of channels to `[channels / 2, pictures, ...]` in blocks of
 * pictures.
 */
function picturesAsChannels(x: Value, block: number): Value {
  const [pictures, channels, height, width] = staticShape(x.shape) as Shape4;
  const byPicture = toBlocked(reshape(fromBlocked(x), [1, pictures, channels, height * width]));
  const blocks = pictures / block;
  const pairs = channels / sideBySide;
  const beside = fromBlocked(reshape(byPicture, [blocks * pairs, sideBySide * block, height, width]), true);
  return reshape(swapOuterAxes(beside, blocks, pairs), [pairs, pictures, height, width * sideBySide]);
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
