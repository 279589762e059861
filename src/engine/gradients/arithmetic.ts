// Gradients of elementwise arithmetic. Piecewise constant operators have none.
import type { Value } from '../graph/graph.ts';
import {
  and,
  cos,
  div,
  equal,
  exp,
  greater,
  less,
  log,
  mul,
  neg,
  pow,
  sign,
  sin,
  sub,
  sum,
  where,
} from '../graph/operators/index.ts';
import { isFloat } from '../graph/tensor-type.ts';
import { castLike, type GradientRule, type GradientRules, type RuleNode } from './rule.ts';

/** Equal extremes share the gradient in equal parts, as in pooling. */
const extreme: GradientRule = ({ inputs, outputs: [y] }, dy) => {
  if ((inputs as readonly Value[]).length === 1) return [dy];
  const reached = inputs.map((x) => castLike(equal(x, y), dy));
  const share = div(dy, sum(...reached));
  return reached.map((mask) => mul(mask, share));
};

const flat: GradientRule = () => [undefined];

/**
 * Clip passes the gradient on for elements strictly between the bounds, as Relu and PyTorch's ReLU6 do; a
 * bound receives the gradient of the other elements on its side. The result alone decides, so that the
 * operand need not be kept.
 */
const clipRule: GradientRule = ({ inputs: [, low, high], outputs: [y] }, dy) => {
  const mask = (value: Value) => castLike(value, dy);
  const above = (low as Value | undefined) && greater(y, low);
  const below = (high as Value | undefined) && less(y, high);
  const inside = above && below ? mask(and(above, below)) : (above ?? below) && mask((above ?? below)!);
  const outside = (side: Value | undefined) => side && where(side, 0, dy);
  return [inside ? mul(dy, inside) : dy, outside(above), outside(below)];
};

const isNeverZero = ({ data }: Value): boolean =>
  data !== undefined && Array.from<number | bigint>(data).every(Boolean);

function powRule({ inputs: [base, given], outputs: [y] }: RuleNode, dy: Value): (Value | undefined)[] {
  const exponent = castLike(given, base);
  const formula = mul(exponent, pow(base, sub(exponent, 1)));
  // With an exponent of 0 the slope is 0, even at a base of 0, where the formula gives 0 · ∞.
  const slope = isNeverZero(given) ? formula : where(equal(exponent, 0), 0, formula);
  const logarithm = where(greater(base, 0), log(base), 0);
  const byExponent = castLike(mul(dy, mul(y, logarithm)), given);
  return [mul(dy, slope), isFloat(given.dtype) ? byExponent : undefined];
}

export const arithmeticRules: GradientRules = {
  Add: (_, dy) => [dy, dy],
  Sub: (_, dy) => [dy, neg(dy)],
  Mul: ({ inputs: [a, b] }, dy) => [mul(dy, b), mul(dy, a)],
  Div: ({ inputs: [, b], outputs: [y] }, dy) => {
    const da = div(dy, b);
    return [da, neg(mul(da, y))];
  },
  Pow: powRule,
  Max: extreme,
  Min: extreme,
  Sum: ({ inputs }, dy) => inputs.map(() => dy),
  Neg: (_, dy) => [neg(dy)],
  Abs: ({ inputs: [x] }, dy) => [mul(dy, sign(x))],
  Exp: ({ outputs: [y] }, dy) => [mul(dy, y)],
  Log: ({ inputs: [x] }, dy) => [div(dy, x)],
  Sqrt: ({ outputs: [y] }, dy) => [div(mul(dy, 0.5), y)],
  Reciprocal: ({ outputs: [y] }, dy) => [neg(mul(dy, mul(y, y)))],
  Erf: ({ inputs: [x] }, dy) => [mul(dy, mul(exp(neg(mul(x, x))), 2 / Math.sqrt(Math.PI)))],
  Sign: flat,
  Floor: flat,
  Ceil: flat,
  Round: flat,
  Sin: ({ inputs: [x] }, dy) => [mul(dy, cos(x))],
  Cos: ({ inputs: [x] }, dy) => [neg(mul(dy, sin(x)))],
  Where: ({ inputs: [condition] }, dy) => [undefined, where(condition, dy, 0), where(condition, 0, dy)],
  Clip: clipRule,
};
