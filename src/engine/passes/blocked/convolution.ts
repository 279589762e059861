// Convolutions in the blocked layout, and the gradients by their input: convolutions as well, with the kernel turned round.
import { blockedConv } from '../../graph/operators/blocked.ts';
import { intAttribute, intsAttribute } from '../../graph/operator.ts';
import type { Node } from '../../graph/graph.ts';
import { windowOf } from '../../graph/operators/window.ts';
import { sizeOf, staticShape } from '../../graph/tensor-type.ts';
import type { Rule } from './layouts.ts';
import { backwardWeights, forwardWeights } from './weights.ts';

const isPlain = (node: Node): boolean =>
  node.inputs[0]!.shape.length === 4 && intAttribute(node, 'group', 1) === 1;

export const convolution: Rule = (node, layouts) => {
  const [x, weights, bias] = node.inputs;
  const [filters, channels] = weights!.shape;
  // Constant weights are the runtime's own business.
  if (!isPlain(node) || weights!.data || !layouts.fits(filters!)) return undefined;
  const isBlocked = layouts.fits(channels!);
  const kernel = forwardWeights(layouts.plain(weights!), layouts.blockSize, isBlocked);
  const input = isBlocked ? layouts.blocked(x!) : layouts.plain(x!);
  return { blocked: blockedConv(input, kernel, bias && layouts.plain(bias), node.attributes) };
};

/** The gradient of a convolution of stride 1 with respect to its input. */
export const transposedConvolution: Rule = (node, layouts) => {
  const [x, weights, bias] = node.inputs;
  const [filters, channels, ...kernel] = staticShape(weights!.shape);
  const { strides, dilations, pads } = windowOf(node, kernel);
  const isSimple =
    isPlain(node) &&
    [...strides, ...dilations].every((size) => size === 1) &&
    intsAttribute(node, 'output_padding', []).every((size) => size === 0) &&
    pads.every((size, i) => size < kernel[i % 2]!);
  if (!isSimple || bias || weights!.data || !layouts.fits(channels!) || !layouts.fits(filters!))
    return undefined;
  const backwards = [...Array(sizeOf(kernel)).keys()].reverse();
  const turned = backwardWeights(layouts.plain(weights!), layouts.blockSize, backwards, kernel);
  const attributes = { kernel_shape: kernel, pads: pads.map((size, i) => kernel[i % 2]! - 1 - size) };
  return { blocked: blockedConv(layouts.blocked(x!), turned, undefined, attributes) };
};
