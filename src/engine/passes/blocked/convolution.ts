// Convolutions in the blocked layout, and their gradients with respect to the input, which are convolutions
// with a flipped kernel.
import { blockedConv, fromBlocked } from '../../graph/operators/blocked.ts';
import { Conv, ConvTranspose, groupsOf } from '../../graph/operators/index.ts';
import { readAttributes } from '../../graph/operator.ts';
import type { Node, Value } from '../../graph/graph.ts';
import { windowOf } from '../../graph/operators/window.ts';
import { sizeOf, staticShape } from '../../graph/tensor-type.ts';
import { isDepthwise } from './depthwise.ts';
import { filledUp, missingFilters } from './filling.ts';
import type { Layouts, Rewritten, Rule } from './layouts.ts';
import { stridedGradient } from './strided-gradient.ts';
import { backwardWeights, forwardWeights } from './weights.ts';

const isPlain = (node: Node): boolean => node.inputs[0]!.shape.length === 4 && groupsOf(node) === 1;

export const convolution: Rule = (node, layouts) => {
  const [x, weights, bias] = node.inputs;
  const [filters, channels] = weights!.shape;
  // The runtime itself handles constant weights.
  if (weights!.data) return undefined;
  const perChannel = isDepthwise(node, layouts, x!.shape[1]!, filters!);
  if (!perChannel && !isPlain(node)) return undefined;
  const isBlocked = perChannel || layouts.fits(channels!);
  // Of inputs that do not fill whole blocks, the kernels take only plain ones with fewer channels than a
  // block.
  if (!isBlocked && (channels as number) >= layouts.blockSize) return undefined;
  if (!layouts.fits(filters!)) return isBlocked ? undefined : withIdleFilters(node, layouts);
  // The weights are in blocks of filters only if each filter has one channel.
  const kernel = forwardWeights(layouts.plain(weights!), layouts.blockSize, isBlocked && !perChannel);
  const input = isBlocked ? layouts.blocked(x!) : layouts.plain(x!);
  return { blocked: blockedConv(input, kernel, bias && layouts.plain(bias), node.attributes) };
};

/**
 * Handles filters that do not fill a block, on an input of few channels: adds filters of zeros and drops
 * their results.
 */
function withIdleFilters(node: Node, layouts: Layouts): Rewritten {
  const [x, weights, bias] = node.inputs;
  const filters = weights!.shape[0] as number;
  const missing = missingFilters(filters, layouts.blockSize);
  if (missing === undefined) return undefined;
  const filled = (value: Value) => filledUp(layouts.plain(value), 0, missing);
  const kernel = forwardWeights(filled(weights!), layouts.blockSize, false);
  const y = blockedConv(layouts.plain(x!), kernel, bias && filled(bias), node.attributes);
  return { plain: fromBlocked(y, false, filters) };
}

/** The gradient of a convolution with respect to its input. */
export const transposedConvolution: Rule = (node, layouts) => {
  const [dy, weights, bias] = node.inputs;
  const [filters, channels] = weights!.shape;
  if (bias || weights!.data) return undefined;
  const perChannel = isDepthwise(node, layouts, dy!.shape[1]!, node.outputs[0]!.shape[1]!);
  if (!perChannel && !(isPlain(node) && layouts.fits(channels!) && layouts.fits(filters!))) return undefined;
  const isStrided = readAttributes(Conv.attributes, node).strides?.some((size) => size > 1);
  const gradient = isStrided ? stridedGradient(node, layouts) : plainGradient(node, layouts);
  return gradient && { blocked: gradient };
};

/** The gradient of a convolution of stride 1: a convolution with the flipped kernel. */
function plainGradient(node: Node, layouts: Layouts): Value | undefined {
  const [dy, weights] = node.inputs as readonly [Value, Value];
  const kernel = staticShape(weights.shape.slice(2));
  const { dilations, pads } = windowOf(node, kernel);
  const turnedPads = pads.map((size, i) => (kernel[i % 2]! - 1) * dilations[i % 2]! - size);
  const isSimple =
    (readAttributes(ConvTranspose.attributes, node).output_padding ?? []).every((size) => size === 0) &&
    turnedPads.every((size) => size >= 0);
  if (!isSimple) return undefined;
  const backwards = [...Array(sizeOf(kernel)).keys()].reverse();
  const turned = backwardWeights(layouts.plain(weights), layouts.blockSize, backwards, kernel);
  const group = groupsOf(node);
  const attributes = { kernel_shape: kernel, dilations, pads: turnedPads, group };
  return blockedConv(layouts.blocked(dy), turned, undefined, attributes);
}
