// Elementwise and channelwise operators continue the blocked layout where it has begun.
import type { Value } from '../../graph/graph.ts';
import { blockedConv, blockedScaleShift, fromBlocked } from '../../graph/operators/blocked.ts';
import { Add, Mul, permutationOf, reduceSum, reshape } from '../../graph/operators/index.ts';
import { reducedAxes } from '../../graph/operators/reduction.ts';
import { sameShape, staticShape } from '../../graph/tensor-type.ts';
import { copyNode } from '../rewrite.ts';
import type { Rule } from './layouts.ts';

/**
 * Continues the layout if one operand is blocked, the others can be converted, and only scalars are
 * broadcast.
 */
export const elementwise: Rule = (node, layouts) => {
  if (!['float32', 'bool'].includes(node.outputs[0]!.dtype)) return undefined;
  return onEachElement(node, layouts) ?? plusPerChannel(node, layouts);
};

const onEachElement: Rule = (node, layouts) => {
  const inputs = node.inputs.flatMap((value) => value ?? []);
  const pictures = inputs.filter((value) => value.shape.length > 0);
  const fit = pictures.every(
    (value) =>
      sameShape(value.shape, node.outputs[0]!.shape) &&
      (layouts.isBlocked(value) || layouts.canBeBlocked(value)),
  );
  if (!fit || !pictures.some((value) => layouts.isBlocked(value))) return undefined;
  const translate = (value: Value) =>
    value.shape.length > 0 ? layouts.blocked(value) : layouts.plain(value);
  return { blocked: copyNode(node, layouts.graph, translate)[0]! };
};

/** Adds a bias of `[1, channels, 1, 1]`; the runtime's Add is slow for it. */
const plusPerChannel: Rule = (node, layouts) => {
  const x = node.inputs.find((value) => layouts.isBlocked(value));
  const bias = node.inputs.find((value) => value !== x);
  const channels = x?.shape[1] as number;
  if (node.operator !== Add || !x || !bias || !sameShape(bias.shape, [1, channels, 1, 1])) return undefined;
  const shift = reshape(layouts.plain(bias), [channels]);
  return { blocked: blockedScaleShift(layouts.blocked(x), undefined, shift) };
};

export const scaleShift: Rule = (node, layouts) => {
  const [x, scale, shift] = node.inputs;
  if (!layouts.isBlocked(x)) return undefined;
  const [plainScale, plainShift] = [scale, shift].map((value) => value && layouts.plain(value));
  return { blocked: blockedScaleShift(layouts.blocked(x!), plainScale, plainShift) };
};

/** Sums for each channel, such as the gradient of a bias. */
export const sumPerChannel: Rule = (node, layouts) => {
  const [x] = node.inputs;
  if (!layouts.isBlocked(x) || reducedAxes(node).join() !== '0,2,3') return undefined;
  const [batch, channels, height, width] = staticShape(x!.shape) as [number, number, number, number];
  const shape = staticShape(node.outputs[0]!.shape);
  const factors = factorsOf(x!);
  if (factors) {
    const [a, b] = factors;
    return { plain: reshape(sumOfProducts(layouts.blocked(a), layouts.blocked(b)), shape) };
  }
  const { blockSize } = layouts;
  const places = reshape(layouts.blocked(x!), [batch, channels / blockSize, height * width, blockSize]);
  // In two steps, because the runtime reduces one axis many times as fast as two that are not adjacent.
  const perPicture = reduceSum(places, { axes: [2] });
  return { plain: reshape(reduceSum(perPicture, { axes: [0] }), shape) };
};

/** The factors of a product of two pictures. */
function factorsOf({ producer, shape }: Value): readonly [Value, Value] | undefined {
  if (producer?.operator !== Mul) return undefined;
  const [a, b] = producer.inputs as readonly [Value, Value];
  return sameShape(a.shape, shape) && sameShape(b.shape, shape) ? [a, b] : undefined;
}

/**
 * The sums for each channel of the products of two blocked pictures: a depthwise convolution of one with the
 * other as its kernel, for each channel of each picture. So the products are never written.
 */
function sumOfProducts(x: Value, y: Value): Value {
  const [pictures, channels, ...sizes] = staticShape(x.shape) as [number, number, number, number];
  const group = pictures * channels;
  const perPicture = blockedConv(
    reshape(x, [1, group, ...sizes]),
    reshape(y, [group, 1, ...sizes]),
    undefined,
    { kernel_shape: sizes, group },
  );
  return reduceSum(reshape(perPicture, [pictures, channels]), { axes: [0] });
}

export const toChannelsLast: Rule = (node, layouts) => {
  const [x] = node.inputs;
  if (!layouts.isBlocked(x) || permutationOf(node).join() !== '0,2,3,1') return undefined;
  return { plain: fromBlocked(layouts.blocked(x!), true) };
};
