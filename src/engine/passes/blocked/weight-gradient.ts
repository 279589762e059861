// The gradient of a convolution's weights, as a convolution: pictures and channels swap roles, and the
// output's gradient is the kernel. So nothing is copied into patches:
//   dw[o, c, k] = Σ over n, p of dy[n, o, p] · x[n, c, p·stride + k·dilation - pad]
// Strides and dilations swap roles too. The padding at the left and right is written out, because the kernels
// are several times as fast away from the border. A row of the result is only as long as the weights are
// wide, so the channels of a block lie side by side, column by column, which makes it longer.
import type { Node, Value } from '../../graph/graph.ts';
import { BlockedMaxPool, blockedScaleShift, fromBlocked } from '../../graph/operators/blocked.ts';
import { groupsOf, reshape } from '../../graph/operators/index.ts';
import { kernelShapeOf, type Window, windowOf } from '../../graph/operators/window.ts';
import { staticShape } from '../../graph/tensor-type.ts';
import { depthwiseWeightGradient, isDepthwise } from './depthwise.ts';
import type { Rule } from './layouts.ts';
import { gradientOfFewChannels } from './few-channels.ts';
import { gradientByPatches } from './patches.ts';
import { swapOuterAxes } from './rows.ts';
import { convolveWithGradient, isPoint, picturesAsChannels, swapped } from './swapped-roles.ts';

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
  const [[top, , bottom], [rows, columns]] = [window.pads as Shape4, window.dilations as [number, number]];
  const gradient = convolveWithGradient(
    picturesAsChannels(read(layouts.blocked(x), node, window), (x.shape[1] as number) / blockSize, blockSize),
    layouts.blocked(dy),
    { ...window, pads: [top, 0, bottom, 0], dilations: [rows, blockSize * columns] },
    blockSize,
  );
  return { plain: channelsApart(fromBlocked(gradient), blockSize) };
};

/**
 * From `[channels / block, filters, rows, columns · block]` to `[filters, channels, rows, columns]`. Each
 * block of channels is in the last axis, so it is taken apart like a blocked picture.
 */
function channelsApart(gradient: Value, block: number): Value {
  const [blocks, filters, rows, width] = staticShape(gradient.shape) as Shape4;
  const columns = width / block;
  const apart = fromBlocked(reshape(gradient, [blocks * filters, block, rows, columns]));
  return reshape(swapOuterAxes(apart, blocks, filters), [filters, blocks * block, rows, columns]);
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
