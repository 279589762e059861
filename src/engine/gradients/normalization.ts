// Gradients of batch normalisation and dropout.
import type { Value } from '../graph/graph.ts';
import { GraphError, readAttributes } from '../graph/operator.ts';
import {
  add,
  BatchNormalization,
  batchNormalizationGradient,
  div,
  InstanceNormalization,
  LayerNormalization,
  mul,
  neg,
  reduceMean,
  reciprocal,
  reduceSum,
  reshape,
  scaleShift,
  sqrt,
  sub,
  where,
} from '../graph/operators/index.ts';
import { normalizeAxis } from '../graph/operators/reduction.ts';
import { castLike, type GradientRule, type GradientRules, type RuleNode } from './rule.ts';

/**
 * In training, the statistics depend on the input too; a pass writes that gradient out. In inference they are
 * inputs like any other.
 */
const batchNormalizationRule: GradientRule = (node, dy) => {
  const [x, scale] = node.inputs;
  const { epsilon, training_mode } = readAttributes(BatchNormalization.attributes, node);
  return training_mode === 1
    ? batchNormalizationGradient(x, scale, dy, { epsilon })
    : givenMoments(node, dy, epsilon);
};

function givenMoments(node: RuleNode, dy: Value, epsilon: number): readonly Value[] {
  const [x, scale, , mean, variance] = node.inputs;
  const axes = [...x.shape.keys()].filter((axis) => axis !== 1);
  const sum = (value: Value) => reduceSum(value, { axes, keepDims: false });
  const inverse = reciprocal(sqrt(add(variance, epsilon)));
  const slope = mul(scale, inverse);
  const [dScale, dBias] = [mul(sum(mul(dy, scaleShift(x, undefined, neg(mean)))), inverse), sum(dy)];
  const dVariance = mul(mul(dScale, mul(slope, inverse)), -0.5);
  return [scaleShift(dy, slope), dScale, dBias, neg(mul(dBias, slope)), dVariance];
}

/** Dropped elements get no gradient; kept ones were scaled by 1 / (1 - ratio). */
const dropoutRule: GradientRule = (node, dy) => {
  const [, ratio, training] = node.inputs as readonly (Value | undefined)[];
  const mask = node.outputs.at(1);
  if (!training || training.data?.[0] === 0) return [dy];
  if (!mask || !training.data) {
    throw new GraphError(
      `Dropout ${node.name}: its gradient needs the mask output and a constant training_mode`,
    );
  }
  const scaled = ratio ? div(dy, sub(1, castLike(ratio, dy))) : mul(dy, 2); // ONNX's default ratio is 0.5
  return [where(mask, scaled, 0)];
};

/**
 * The gradient, with respect to x, of normalising over some axes by their own mean and variance. With g the
 * gradient of the normalised x̂, it is (g - mean(g) - x̂ · mean(g · x̂)) / σ.
 */
function throughOwnMoments(
  x: Value,
  axes: readonly number[],
  epsilon: number,
): { normalized: Value; back: (g: Value) => Value } {
  const centred = sub(x, reduceMean(x, { axes }));
  const inverse = div(1, sqrt(add(reduceMean(mul(centred, centred), { axes }), epsilon)));
  const normalized = mul(centred, inverse);
  const mean = (value: Value) => reduceMean(value, { axes });
  const back = (g: Value) => mul(sub(sub(g, mean(g)), mul(normalized, mean(mul(g, normalized)))), inverse);
  return { normalized, back };
}

const layerNormalizationRule: GradientRule = (node, dy) => {
  const [x, scale] = node.inputs;
  const { axis, epsilon } = readAttributes(LayerNormalization.attributes, node);
  const axes = [...x.shape.keys()].slice(normalizeAxis(axis, x.shape.length));
  const { normalized, back } = throughOwnMoments(x, axes, epsilon);
  return [back(mul(dy, scale)), mul(dy, normalized), dy];
};

const instanceNormalizationRule: GradientRule = (node, dy) => {
  const [x, scale] = node.inputs;
  const { epsilon } = readAttributes(InstanceNormalization.attributes, node);
  const axes = [...x.shape.keys()].slice(2);
  const { normalized, back } = throughOwnMoments(x, axes, epsilon);
  const sum = (value: Value) => reduceSum(value, { axes: [0, ...axes], keepDims: false });
  return [back(mul(dy, reshape(scale, [1, -1, ...axes.map(() => 1)]))), sum(mul(dy, normalized)), sum(dy)];
};

export const normalizationRules: GradientRules = {
  BatchNormalization: batchNormalizationRule,
  Dropout: dropoutRule,
  InstanceNormalization: instanceNormalizationRule,
  LayerNormalization: layerNormalizationRule,
};
