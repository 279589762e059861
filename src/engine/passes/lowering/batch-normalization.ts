// Batch normalisation in training and its gradients, written as sums, scales and shifts for each channel
// (Ioffe & Szegedy, 2015, section 3). The sums are grouped to need few passes over memory. Both directions
// use the centred input: a large mean then costs the variance and the gradient no precision, and a later pass
// merges the two.
import type { Node, Value } from '../../graph/graph.ts';
import {
  add,
  BatchNormalization,
  div,
  mul,
  neg,
  reciprocal,
  reduceSum,
  scaleShift,
  sqrt,
} from '../../graph/operators/index.ts';
import { sizeOf } from '../../graph/tensor-type.ts';
import { readAttributes } from '../../graph/operator.ts';

interface Moments {
  readonly mean: Value;
  readonly variance: Value;
  /** The input minus the mean of its channel. */
  readonly centred: Value;
  /** 1 / √(variance + ε) */
  readonly inverse: Value;
}

const epsilonOf = ({ attributes }: Node): number =>
  readAttributes(BatchNormalization.attributes, { attributes }).epsilon;

/** The sum over all axes but the channels, `[channels]`. */
function sumPerChannel(x: Value): Value {
  const axes = [...x.shape.keys()].filter((axis) => axis !== 1);
  return reduceSum(x, { axes, keepDims: false });
}

/** The number of elements of a channel. */
const countPerChannel = ({ shape }: Value): number => sizeOf(shape.filter((_, axis) => axis !== 1));

function momentsOf(x: Value, epsilon: number): Moments {
  const mean = div(sumPerChannel(x), countPerChannel(x));
  const centred = scaleShift(x, undefined, neg(mean));
  const variance = div(sumPerChannel(mul(centred, centred)), countPerChannel(x));
  return { mean, variance, centred, inverse: reciprocal(sqrt(add(variance, epsilon))) };
}

/** The factor of each channel: scale / √(variance + ε). */
export const slopeOf = (node: Node, scale: Value, variance: Value): Value =>
  mul(scale, reciprocal(sqrt(add(variance, epsilonOf(node)))));

/** The output and, in training, the new running mean and variance. */
export function lowerBatchNormalization(node: Node, [x, scale, bias, ...running]: readonly Value[]): Value[] {
  const { momentum, training_mode } = readAttributes(BatchNormalization.attributes, node);
  if (training_mode === 0) {
    const centred = scaleShift(x!, undefined, neg(running[0]!));
    return [scaleShift(centred, slopeOf(node, scale!, running[1]!), bias)];
  }
  const { mean, variance, centred, inverse } = momentsOf(x!, epsilonOf(node));
  const next = (old: Value, now: Value) => add(mul(old, momentum), mul(now, 1 - momentum));
  return [
    scaleShift(centred, mul(scale!, inverse), bias),
    next(running[0]!, mean),
    next(running[1]!, variance),
  ];
}

/** The gradients with respect to x, scale and bias. */
export function lowerBatchNormalizationGradient(node: Node, [x, scale, dy]: readonly Value[]): Value[] {
  const { centred, inverse } = momentsOf(x!, epsilonOf(node));
  const slope = mul(scale!, inverse);
  const dBias = sumPerChannel(dy!);
  const dScale = mul(sumPerChannel(mul(dy!, centred)), inverse);
  const perElement = div(neg(slope), countPerChannel(x!));
  const throughMean = mul(perElement, dBias);
  const throughVariance = mul(perElement, mul(inverse, dScale));
  return [add(scaleShift(dy!, slope, throughMean), scaleShift(centred, throughVariance)), dScale, dBias];
}
