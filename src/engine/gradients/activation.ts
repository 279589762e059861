// Gradients of activations, computed from the output if that saves work.
import type { Value } from '../graph/graph.ts';
import {
  readAttributes,
  type AttributeDefinitions,
  type Attributes,
  type AttributeValues,
} from '../graph/operator.ts';
import {
  abs,
  add,
  and,
  cast,
  Celu,
  div,
  Elu,
  erf,
  exp,
  Gelu,
  greater,
  HardSigmoid,
  LeakyRelu,
  less,
  mul,
  reduceSum,
  Selu,
  sigmoid,
  Softmax,
  softplus,
  sub,
  tanh,
  ThresholdedRelu,
  where,
} from '../graph/operators/index.ts';
import type { GradientRule, GradientRules } from './rule.ts';

const axisOf = (node: { attributes: Attributes }): number[] => [
  readAttributes(Softmax.attributes, node).axis,
];

/** A rule for `y = f(x)` on each element, from its derivative. */
const elementwise =
  (derivative: (x: Value, y: Value) => Value): GradientRule =>
  ({ inputs: [x], outputs: [y] }, dy) => [mul(dy, derivative(x, y))];

/** A rule for an elementwise operator with attributes. */
const elementwiseWith =
  <D extends AttributeDefinitions>(
    { attributes }: { readonly attributes: D },
    derivative: (x: Value, y: Value, attributes: AttributeValues<D>) => Value,
  ): GradientRule =>
  (node, dy) => [mul(dy, derivative(node.inputs[0], node.outputs[0], readAttributes(attributes, node)))];

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

/** The derivative of the approximation 0.5·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))). */
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
  // On the CPU, multiplying by the mask is several times as fast as Where or Sign, which are not vectorised
  // there.
  Relu: ({ outputs: [y] }, dy) => [mul(dy, cast(positive(y), dy.dtype))],
  LeakyRelu: (node, dy) => {
    const { alpha } = readAttributes(LeakyRelu.attributes, node);
    return [where(positive(node.inputs[0]), dy, mul(dy, alpha))];
  },
  ThresholdedRelu: (node, dy) => {
    const { alpha } = readAttributes(ThresholdedRelu.attributes, node);
    return [where(greater(node.inputs[0], alpha), dy, 0)];
  },
  PRelu: ({ inputs: [x, slope] }, dy) => [
    where(positive(x), dy, mul(dy, slope)),
    where(positive(x), 0, mul(dy, x)),
  ],
  Elu: elementwiseWith(Elu, (x, y, { alpha }) => where(positive(x), 1, add(y, alpha))),
  Celu: elementwiseWith(Celu, (x, y, { alpha }) => where(positive(x), 1, add(div(y, alpha), 1))),
  Selu: elementwiseWith(Selu, (x, y, { alpha, gamma }) => where(positive(x), gamma, add(y, alpha * gamma))),
  Gelu: elementwiseWith(Gelu, (x, _, { approximate }) =>
    approximate === 'tanh' ? geluTanhDerivative(x) : geluDerivative(x),
  ),
  Mish: elementwise(mishDerivative),
  Sigmoid: elementwise((_, y) => mul(y, sub(1, y))),
  HardSigmoid: elementwiseWith(HardSigmoid, (_, y, { alpha }) =>
    where(and(greater(y, 0), less(y, 1)), y.graph.scalar(alpha, y.dtype), 0),
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
