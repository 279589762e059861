// Convolutions of each channel by itself in the blocked layout: the runtime has a kernel of its own for them,
// where a filter has one channel and a channel one filter.
import type { Node, Value } from '../../graph/graph.ts';
import { blockedConv, fromBlocked } from '../../graph/operators/blocked.ts';
import { groupsOf, reduceSum, reshape, slice } from '../../graph/operators/index.ts';
import { kernelShapeOf, windowOf } from '../../graph/operators/window.ts';
import { staticShape } from '../../graph/tensor-type.ts';
import type { Layouts, Rule } from './layouts.ts';

type Shape4 = [number, number, number, number];

/**
 * Whether a convolution, or the gradient of one by its input or its weights, is of each channel by itself, in
 * whole blocks:
 * `channels` of what comes in and of what goes out.
 */
export function isDepthwise(
  node: Node,
  layouts: Layouts,
  ...channels: readonly (number | string)[]
): boolean {
  const groups = groupsOf(node);
  const isPicture = node.inputs[0]!.shape.length === 4;
  return isPicture && groups > 1 && layouts.fits(groups) && channels.every((count) => count === groups);
}

/**
 * The gradient by the weights is such a convolution as well, in which each channel of each picture is one by
 * itself, and the output's gradient the kernel (see docs/engine.md). Both lie in memory as the runtime wants
 * them. Pictures are added up at the end.
 */
export const depthwiseWeightGradient: Rule = (node, layouts) => {
  const [x, dy] = node.inputs as readonly [Value, Value];
  const [pictures, channels, ...sizes] = staticShape(x.shape) as Shape4;
  const places = staticShape(dy.shape.slice(2));
  const kernel = kernelShapeOf(node);
  const { strides, dilations, pads } = windowOf(node, kernel);
  const group = pictures * channels;
  const perPicture = blockedConv(
    reshape(layouts.blocked(x), [1, group, ...sizes]),
    reshape(layouts.blocked(dy), [group, 1, ...places]),
    undefined,
    { kernel_shape: places, strides: dilations, dilations: strides, pads, group },
  );
  const found = staticShape(perPicture.shape.slice(2));
  const summed = reduceSum(reshape(perPicture, [pictures, channels, ...found]), { axes: [0] });
  // More places than the kernel has come from what its strides had passed over.
  const all = fromBlocked(summed);
  const isWhole = found.every((size, axis) => size === kernel[axis]);
  const gradient = isWhole ? all : slice(all, { starts: [0, 0], ends: kernel, axes: [2, 3] });
  return { plain: reshape(gradient, [channels, 1, ...kernel]) };
};
