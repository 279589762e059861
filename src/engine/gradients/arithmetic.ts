// Gradients of element-wise arithmetic. Piecewise constant operators have none.
import type { Value } from '../graph/graph.ts';
import {
  and,
  div,
  equal,
  exp,
  greater,
  log,
  mul,
  neg,
  pow,
  sign,
  sub,
  sum,
  where,
} from '../graph/operators/index.ts';
import { greaterOrEqual, lessOrEqual } from '../graph/operators/index.ts';
import { isFloat } from '../graph/tensor-type.ts';
import { castLike, unbroadcast, type GradientRule, type GradientRules, type RuleNode } from './rule.ts';

/** Equal extremes share the gradient in equal parts, as those of a pooling's window do. */
const extreme: GradientRule = ({ inputs, outputs: [y] }, dy) => {
  if ((inputs as readonly Value[]).length === 1) return [dy];
  const reached = inputs.map((x) => castLike(equal(x, y), dy));
  const share = div(dy, sum(...reached));
  return inputs.map((x, i) => unbroadcast(mul(reached[i]!, share), x));
};

const flat: GradientRule = () => [undefined];

/** Inside its bounds, and on them, Clip passes the gradient; a bound takes what it cut off. */
const clipRule: GradientRule = ({ inputs: [x, low, high] }, dy) => {
  const bounds: (Value | undefined)[] = [low, high];
  const above = bounds[0] && greaterOrEqual(x, bounds[0]);
  const below = bounds[1] && lessOrEqual(x, bounds[1]);
  const inside = above && below ? and(above, below) : (above ?? below);
  return [
    inside ? where(inside, dy, 0) : dy,
    above && unbroadcast(where(above, 0, dy), low),
    below && unbroadcast(where(below, 0, dy), high),
  ];
};

const isNeverZero = ({ data }: Value): boolean =>
  data !== undefined && Array.from<number | bigint>(data).every(Boolean);

function powRule({ inputs: [base, given], outputs: [y] }: RuleNode, dy: Value): (Value | undefined)[] {
  const exponent = castLike(given, base);
  const formula = mul(exponent, pow(base, sub(exponent, 1)));
  // Where the exponent is 0 the slope is too, also at a base of 0, where the formula is 0 times infinity.
  const slope = isNeverZero(given) ? formula : where(equal(exponent, 0), 0, formula);
  const logarithm = where(greater(base, 0), log(base), 0);
  const byExponent = castLike(mul(dy, mul(y, logarithm)), given);
  return [
    unbroadcast(mul(dy, slope), base),
    isFloat(given.dtype) ? unbroadcast(byExponent, given) : undefined,
  ];
}

export const arithmeticRules: GradientRules = {
  Add: ({ inputs: [a, b] }, dy) => [unbroadcast(dy, a), unbroadcast(dy, b)],
  Sub: ({ inputs: [a, b] }, dy) => [unbroadcast(dy, a), unbroadcast(neg(dy), b)],
  Mul: ({ inputs: [a, b] }, dy) => [unbroadcast(mul(dy, b), a), unbroadcast(mul(dy, a), b)],
  Div: ({ inputs: [a, b], outputs: [y] }, dy) => {
    const da = div(dy, b);
    return [unbroadcast(da, a), unbroadcast(neg(mul(da, y)), b)];
  },
  Pow: powRule,
  Max: extreme,
  Min: extreme,
  Sum: ({ inputs }, dy) => inputs.map((x) => unbroadcast(dy, x)),
  Neg: (_, dy) => [neg(dy)],
  Abs: ({ inputs: [x] }, dy) => [mul(dy, sign(x))],
  Exp: ({ outputs: [y] }, dy) => [mul(dy, y)],
  Log: ({ inputs: [x] }, dy) => [div(dy, x)],
  Sqrt: ({ outputs: [y] }, dy) => [div(mul(dy, 0.5), y)],
  Reciprocal: ({ outputs: [y] }, dy) => [neg(mul(dy, mul(y, y)))],
  Erf: ({ inputs: [x] }, dy) => [mul(dy, mul(exp(neg(mul(x, x))), 2 / Math.sqrt(Math.PI)))],
  Sign: flat,
  Floor: flat,
  Where: ({ inputs: [condition, yes, no] }, dy) => [
    undefined,
    unbroadcast(where(condition, dy, 0), yes),
    unbroadcast(where(condition, 0, dy), no),
  ],
  Clip: clipRule,
};
