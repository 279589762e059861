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
import { gradientOfFewChannels } from './few-channels.ts';
import { gradientByPatches } from './patches.ts';
import { reorderRows, swapOuterAxes } from './rows.ts';
import { isPoint, picturesInWeights, swapped } from './swapped-roles.ts';

type Shape4 = [number, number, number, number];

export const weightGradient: Rule = (node, layouts) => {
  const [x, dy] = node.inputs as readonly [Value, Value];
  if (isDepthwise(node, layouts, x.shape[1]!, dy.shape[1]!)) return depthwiseWeightGradient(node, layouts);
  const isPlain = x.shape.length === 4 && groupsOf(node) === 1 && x.dtype === 'float32';
  if (!isPlain) return undefined;
  if (!layouts.fits(x.shape[1]!))
    return gradientOfFewChannels(node, layouts) ?? gradientByPatches(node, layouts);
  const window = swapped(node, x, dy);
  if (!window || ![x.shape[0]!, dy.shape[1]!].every((size) => layouts.fits(size))) return undefined;
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
