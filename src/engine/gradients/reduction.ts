// Gradients of reductions.
import type { Value } from '../graph/graph.ts';
import { div, equal, cast, expand, max, mul, reduceSum, reshape } from '../graph/operators/index.ts';
import { reducedAxes } from '../graph/operators/reduction.ts';
import { sizeOf, staticShape } from '../graph/tensor-type.ts';
import type { GradientRule, GradientRules, RuleNode } from './rule.ts';

/** A reduced value, with the reduced axes restored at size 1. */
function withAxes(value: Value, node: RuleNode): Value {
  const axes = reducedAxes(node);
  const kept = staticShape(node.inputs[0].shape).map((size, axis) => (axes.includes(axis) ? 1 : size));
  return value.shape.length === kept.length ? value : reshape(value, kept);
}

const spread = (dy: Value, node: RuleNode): Value =>
  expand(withAxes(dy, node), staticShape(node.inputs[0].shape));

/** Equal extremes share the gradient in equal parts. */
const extreme: GradientRule = (node, dy) => {
  const [x] = node.inputs;
  if (reducedAxes(node).length === 0) return [dy];
  const reached = cast(equal(x, withAxes(node.outputs[0], node)), x.dtype);
  const share = div(withAxes(dy, node), reduceSum(reached, { axes: reducedAxes(node) }));
  return [mul(reached, share)];
};

/** Smaller lengths are replaced by this, so that a vector of zeros has a gradient of zeros. */
const leastLength = 1e-30;

export const reductionRules: GradientRules = {
  ReduceSum: (node, dy) => [spread(dy, node)],
  ReduceMean: (node, dy) => {
    const count = sizeOf(node.inputs[0].shape) / sizeOf(dy.shape);
    return [spread(mul(dy, 1 / count), node)];
  },
  ReduceMax: extreme,
  ReduceMin: extreme,
  ReduceL2: (node, dy) => {
    const length = max(withAxes(node.outputs[0], node), leastLength);
    return [mul(div(node.inputs[0], length), withAxes(dy, node))];
  },
};
