// Gradients of batch normalisation and dropout.
import type { Value } from '../graph/graph.ts';
import { GraphError, intAttribute } from '../graph/operator.ts';
import {
  add,
  div,
  mul,
  neg,
  reduceMean,
  reduceSum,
  reshape,
  sqrt,
  sub,
  where,
} from '../graph/operators/index.ts';
import { castLike, type GradientRule, type GradientRules, type RuleNode } from './rule.ts';

/** Ioffe & Szegedy (2015), section 3, with the sums gathered; the batch's statistics are taken anew from the input. */
const batchNormalizationRule: GradientRule = (node, dy) => {
  const [x, scale] = node.inputs;
  const axes = [...x.shape.keys()].filter((axis) => axis !== 1);
  const perChannel = (value: Value) => reshape(value, [1, -1, ...axes.slice(1).map(() => 1)]);
  const epsilon = (node.attributes['epsilon'] as number | undefined) ?? 1e-5;
  const training = intAttribute(node, 'training_mode', 0) === 1;
  const [mean, variance] = training ? batchMoments(x, axes) : runningMoments(node, perChannel);
  const inverse = div(1, sqrt(add(variance, epsilon)));
  const normalized = mul(sub(x, mean), inverse);
  const slope = mul(perChannel(scale), inverse);
  const sum = (value: Value) => reduceSum(value, { axes, keepDims: false });
  const dScale = sum(mul(dy, normalized));
  const centred = training
    ? sub(sub(dy, reduceMean(dy, { axes })), mul(normalized, reduceMean(mul(dy, normalized), { axes })))
    : dy;
  const gradients = [mul(centred, slope), dScale, sum(dy)];
  if (training) return gradients;
  const dVariance = sum(mul(mul(dy, normalized), mul(mul(slope, inverse), -0.5)));
  return [...gradients, sum(neg(mul(dy, slope))), dVariance];
};

function batchMoments(x: Value, axes: number[]): [mean: Value, variance: Value] {
  const mean = reduceMean(x, { axes });
  const centred = sub(x, mean);
  return [mean, reduceMean(mul(centred, centred), { axes })];
}

function runningMoments(node: RuleNode, perChannel: (value: Value) => Value): [mean: Value, variance: Value] {
  return [perChannel(node.inputs[3]), perChannel(node.inputs[4])];
}

/** What was dropped gets nothing; what was kept had been scaled by 1 / (1 - ratio). */
const dropoutRule: GradientRule = (node, dy) => {
  const [, ratio, training] = node.inputs as readonly (Value | undefined)[];
  const mask = node.outputs.at(1);
  if (!training || training.data?.[0] === 0) return [dy];
  if (!mask || !training.data) {
    throw new GraphError(
      `Dropout ${node.name}: its gradient needs its mask, and to know that it is in training`,
    );
  }
  return [where(mask, div(dy, sub(1, ratio ? castLike(ratio, dy) : 0.5)), 0)];
};

export const normalizationRules: GradientRules = {
  BatchNormalization: batchNormalizationRule,
  Dropout: dropoutRule,
};
