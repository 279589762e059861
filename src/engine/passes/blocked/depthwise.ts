// Depthwise convolutions in the blocked layout: the runtime has a special kernel for one channel per filter
// and one filter per channel.
import type { Node, Value } from '../../graph/graph.ts';
import { blockedConv, fromBlocked } from '../../graph/operators/blocked.ts';
import { groupsOf, reduceSum, reshape, slice } from '../../graph/operators/index.ts';
import { kernelShapeOf, windowOf } from '../../graph/operators/window.ts';
import { staticShape } from '../../graph/tensor-type.ts';
import type { Layouts, Rule } from './layouts.ts';

type Shape4 = [number, number, number, number];

/**
 * Whether a convolution, or one of its gradients, is depthwise and fills whole blocks. `channels` are those
 * of its operands and its result.
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
 * The gradient of the weights is a depthwise convolution too. Each channel of each picture is a group, and
 * the gradient of the output is the kernel (see docs/engine.md). Both are already in the memory order that
 * the runtime needs. The gradients of all pictures are added at the end.
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
  // The result is larger than the kernel if the strides skipped some rows or columns.
  const all = fromBlocked(summed);
  const isWhole = found.every((size, axis) => size === kernel[axis]);
  const gradient = isWhole ? all : slice(all, { starts: [0, 0], ends: kernel, axes: [2, 3] });
  return { plain: reshape(gradient, [channels, 1, ...kernel]) };
};
