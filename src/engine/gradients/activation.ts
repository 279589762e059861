// Gradients of activations, from their outputs where that saves work. Defaults of attributes are ONNX's.
import type { Value } from '../graph/graph.ts';
import type { Attributes } from '../graph/operator.ts';
import {
  abs,
  add,
  and,
  cast,
  div,
  erf,
  exp,
  greater,
  less,
  mul,
  reduceSum,
  sigmoid,
  softplus,
  sub,
  tanh,
  where,
} from '../graph/operators/index.ts';
import { unbroadcast, type GradientRule, type GradientRules } from './rule.ts';

const attribute = ({ attributes }: { attributes: Attributes }, name: string, otherwise: number): number =>
  (attributes[name] as number | undefined) ?? otherwise;

const axisOf = (node: { attributes: Attributes }): number[] => [attribute(node, 'axis', -1)];

/** A rule for `y = f(x)` on each element, from its derivative. */
const elementwise =
  (derivative: (x: Value, y: Value, node: { attributes: Attributes }) => Value): GradientRule =>
  (node, dy) => [mul(dy, derivative(node.inputs[0], node.outputs[0], node))];

const positive = (x: Value): Value => greater(x, 0);
const square = (x: Value): Value => mul(x, x);

/** 1 - x². */
const oneMinusSquare = (x: Value): Value => sub(1, square(x));

/** Hendrycks & Gimpel (2016): d x·Φ(x) = Φ(x) + x·φ(x). */
function geluDerivative(x: Value): Value {
  const cumulative = mul(add(erf(mul(x, Math.SQRT1_2)), 1), 0.5);
  const density = mul(exp(mul(square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
  return add(cumulative, mul(x, density));
}

/** The same for the approximation 0.5·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))). */
function geluTanhDerivative(x: Value): Value {
  const scale = Math.sqrt(2 / Math.PI);
  const t = tanh(mul(mul(x, add(mul(square(x), 0.044715), 1)), scale));
  const inner = mul(add(mul(square(x), 3 * 0.044715), 1), scale);
  return mul(add(add(t, 1), mul(mul(x, oneMinusSquare(t)), inner)), 0.5);
}

/** Misra (2019): y = x·tanh(softplus(x)). */
function mishDerivative(x: Value): Value {
  const t = tanh(softplus(x));
  return add(t, mul(mul(x, oneMinusSquare(t)), sigmoid(x)));
}

export const activationRules: GradientRules = {
  // A product with the mask is several times as fast on the CPU as Where or Sign, which are not vectorised there.
  Relu: ({ outputs: [y] }, dy) => [mul(dy, cast(positive(y), dy.dtype))],
  LeakyRelu: (node, dy) => [where(positive(node.inputs[0]), dy, mul(dy, attribute(node, 'alpha', 0.01)))],
  ThresholdedRelu: (node, dy) => [where(greater(node.inputs[0], attribute(node, 'alpha', 1)), dy, 0)],
  PRelu: ({ inputs: [x, slope] }, dy) => [
    where(positive(x), dy, mul(dy, slope)),
    unbroadcast(where(positive(x), 0, mul(dy, x)), slope),
  ],
  Elu: elementwise((x, y, node) => where(positive(x), 1, add(y, attribute(node, 'alpha', 1)))),
  Celu: elementwise((x, y, node) => where(positive(x), 1, add(div(y, attribute(node, 'alpha', 1)), 1))),
  Selu: elementwise((x, y, node) => {
    const alpha = attribute(node, 'alpha', 1.6732632423543772);
    const gamma = attribute(node, 'gamma', 1.0507009873554805);
    return where(positive(x), gamma, add(y, alpha * gamma));
  }),
  Gelu: elementwise((x, _, node) =>
    node.attributes['approximate'] === 'tanh' ? geluTanhDerivative(x) : geluDerivative(x),
  ),
  Mish: elementwise(mishDerivative),
  Sigmoid: elementwise((_, y) => mul(y, sub(1, y))),
  HardSigmoid: elementwise((_, y, node) =>
    where(and(greater(y, 0), less(y, 1)), y.graph.scalar(attribute(node, 'alpha', 0.2), y.dtype), 0),
  ),
  HardSwish: elementwise((x) => where(greater(x, -3), where(less(x, 3), add(div(x, 3), 0.5), 1), 0)),
  Tanh: elementwise((_, y) => oneMinusSquare(y)),
  Softplus: elementwise((x) => sigmoid(x)),
  Softsign: elementwise((x) => div(1, square(add(abs(x), 1)))),
  Softmax: (node, dy) => {
    const [y] = node.outputs;
    return [mul(y, sub(dy, reduceSum(mul(dy, y), { axes: axisOf(node) })))];
  },
  LogSoftmax: (node, dy) => [sub(dy, mul(exp(node.outputs[0]), reduceSum(dy, { axes: axisOf(node) })))],
};
