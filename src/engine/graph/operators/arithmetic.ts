// Elementwise arithmetic, comparison and selection, with broadcasting.
import { apply, type Operand, type Value } from '../graph.ts';
import { defineOperator, GraphError, input, sharedDType, type Call, type Operator } from '../operator.ts';
import { isFloat, type DType } from '../tensor-type.ts';
import { broadcastShapes } from './broadcast.ts';

const shapeOf = (call: Call) => broadcastShapes(...call.inputs.map((_, i) => input(call, i).shape));

const binary = (type: string): Operator =>
  defineOperator(type, { inputs: 2, infer: (call) => [{ dtype: sharedDType(call), shape: shapeOf(call) }] });

const comparison = (type: string): Operator =>
  defineOperator(type, {
    inputs: 2,
    infer: (call) => {
      sharedDType(call);
      return [{ dtype: 'bool', shape: shapeOf(call) }];
    },
  });

const logical = (type: string): Operator =>
  defineOperator(type, {
    inputs: 2,
    infer: (call) => [{ dtype: expectBool(call, [0, 1]), shape: shapeOf(call) }],
  });

function expectBool(call: Call, positions: readonly number[]): DType {
  for (const position of positions) {
    if (input(call, position).dtype !== 'bool') throw new GraphError(`input ${position} must be bool`);
  }
  return 'bool';
}

const variadic = (type: string): Operator =>
  defineOperator(type, {
    inputs: [1, Infinity],
    infer: (call) => [{ dtype: sharedDType(call), shape: shapeOf(call) }],
  });

/** An elementwise operator on one tensor. */
const unary = (type: string, anyNumber = false): Operator =>
  defineOperator(type, {
    inputs: 1,
    infer: (call) => {
      const { dtype, shape } = input(call, 0);
      if (!anyNumber && !isFloat(dtype)) throw new GraphError('expected a floating-point input');
      return [{ dtype, shape }];
    },
  });

/** The operator of `add`. */
export const Add = binary('Add');
/** The operator of `sub`. */
export const Sub = binary('Sub');
/** The operator of `mul`. */
export const Mul = binary('Mul');
/** The operator of `div`. */
export const Div = binary('Div');
/** The operator of `pow`. The exponent may have another type than the base. */
export const Pow = defineOperator('Pow', {
  inputs: 2,
  infer: (call) => [{ dtype: input(call, 0).dtype, shape: shapeOf(call) }],
});
/** The operator of `max`. */
export const Max = variadic('Max');
/** The operator of `min`. */
export const Min = variadic('Min');
/** The operator of `sum`. */
export const Sum = variadic('Sum');

/** The operator of `neg`. */
export const Neg = unary('Neg', true);
/** The operator of `abs`. */
export const Abs = unary('Abs', true);
/** The operator of `sign`. */
export const Sign = unary('Sign', true);
/** The operator of `exp`. */
export const Exp = unary('Exp');
/** The operator of `log`. */
export const Log = unary('Log');
/** The operator of `sqrt`. */
export const Sqrt = unary('Sqrt');
/** The operator of `reciprocal`. */
export const Reciprocal = unary('Reciprocal');
/** The operator of `erf`. */
export const Erf = unary('Erf');
/** The operator of `floor`. */
export const Floor = unary('Floor');
/** The operator of `ceil`. */
export const Ceil = unary('Ceil');
/** The operator of `round`. */
export const Round = unary('Round');
/** The operator of `sin`. */
export const Sin = unary('Sin');
/** The operator of `cos`. */
export const Cos = unary('Cos');

/** The operator of `equal`. */
export const Equal = comparison('Equal');
/** The operator of `greater`. */
export const Greater = comparison('Greater');
/** The operator of `greaterOrEqual`. */
export const GreaterOrEqual = comparison('GreaterOrEqual');
/** The operator of `less`. */
export const Less = comparison('Less');
/** The operator of `lessOrEqual`. */
export const LessOrEqual = comparison('LessOrEqual');
/** The operator of `and`. */
export const And = logical('And');
/** The operator of `or`. */
export const Or = logical('Or');
/** The operator of `not`. */
export const Not = defineOperator('Not', {
  inputs: 1,
  infer: (call) => [{ dtype: expectBool(call, [0]), shape: input(call, 0).shape }],
});

/** The operator of `where`. */
export const Where = defineOperator('Where', {
  inputs: 3,
  infer: (call) => {
    expectBool(call, [0]);
    return [{ dtype: sharedDType(call, [1, 2]), shape: shapeOf(call) }];
  },
});

/** The operator of `clip`. */
export const Clip = defineOperator('Clip', {
  inputs: [1, 3],
  infer: (call) => {
    if ([1, 2].some((i) => call.inputs[i] && call.inputs[i].shape.length > 0)) {
      throw new GraphError('the bounds must be scalars');
    }
    return [{ dtype: sharedDType(call), shape: input(call, 0).shape }];
  },
});

/**
 * a + b, elementwise, broadcast to a common shape.
 *
 * @throws GraphError if the shapes do not broadcast or the element types differ. This holds for all operators
 *   of two operands.
 */
export const add = (a: Operand, b: Operand): Value => apply(Add, [a, b]);
/** a - b, elementwise, broadcast to a common shape. */
export const sub = (a: Operand, b: Operand): Value => apply(Sub, [a, b]);
/** a · b, elementwise, broadcast to a common shape. */
export const mul = (a: Operand, b: Operand): Value => apply(Mul, [a, b]);
/** a / b, elementwise, broadcast to a common shape. */
export const div = (a: Operand, b: Operand): Value => apply(Div, [a, b]);
/** The base to the power of the exponent, elementwise, broadcast to a common shape. */
export const pow = (base: Operand, exponent: Operand): Value => apply(Pow, [base, exponent]);
/** The largest of several values, elementwise. */
export const max = (...values: Operand[]): Value => apply(Max, values);
/** The smallest of several values, elementwise. */
export const min = (...values: Operand[]): Value => apply(Min, values);
/** The sum of several values, elementwise. */
export const sum = (...values: Operand[]): Value => apply(Sum, values);
/** -x, elementwise. */
export const neg = (x: Value): Value => apply(Neg, [x]);
/** |x|, elementwise. */
export const abs = (x: Value): Value => apply(Abs, [x]);
/** -1, 0 or 1: the sign of each element. */
export const sign = (x: Value): Value => apply(Sign, [x]);
/** eˣ, elementwise. */
export const exp = (x: Value): Value => apply(Exp, [x]);
/** The natural logarithm of each element. */
export const log = (x: Value): Value => apply(Log, [x]);
/** The square root of each element. */
export const sqrt = (x: Value): Value => apply(Sqrt, [x]);
/** 1 / x, elementwise. */
export const reciprocal = (x: Value): Value => apply(Reciprocal, [x]);
/** The error function of each element. */
export const erf = (x: Value): Value => apply(Erf, [x]);
/** Each element rounded down to a whole number. */
export const floor = (x: Value): Value => apply(Floor, [x]);
/** Each element rounded up to a whole number. */
export const ceil = (x: Value): Value => apply(Ceil, [x]);
/** Each element rounded to the nearest whole number; ties go to the even one. */
export const round = (x: Value): Value => apply(Round, [x]);
/** The sine of each element, in radians. */
export const sin = (x: Value): Value => apply(Sin, [x]);
/** The cosine of each element, in radians. */
export const cos = (x: Value): Value => apply(Cos, [x]);
/** Whether a = b, as booleans. */
export const equal = (a: Operand, b: Operand): Value => apply(Equal, [a, b]);
/** Whether a > b, as booleans. */
export const greater = (a: Operand, b: Operand): Value => apply(Greater, [a, b]);
/** Whether a ≥ b, as booleans. */
export const greaterOrEqual = (a: Operand, b: Operand): Value => apply(GreaterOrEqual, [a, b]);
/** Whether a < b, as booleans. */
export const less = (a: Operand, b: Operand): Value => apply(Less, [a, b]);
/** Whether a ≤ b, as booleans. */
export const lessOrEqual = (a: Operand, b: Operand): Value => apply(LessOrEqual, [a, b]);
/** Whether both are true, elementwise. */
export const and = (a: Value, b: Value): Value => apply(And, [a, b]);
/** Whether one or both are true. */
export const or = (a: Value, b: Value): Value => apply(Or, [a, b]);
/** Whether each element is false. */
export const not = (x: Value): Value => apply(Not, [x]);

/** Elements of `yes` if the condition is true, otherwise of `no`. */
export function where(condition: Value, yes: Operand, no: Operand): Value {
  const dtype = typeof yes === 'object' ? yes.dtype : typeof no === 'object' ? no.dtype : 'float32';
  const toValue = (operand: Operand) =>
    typeof operand === 'number' ? condition.graph.scalar(operand, dtype) : operand;
  return apply(Where, [condition, toValue(yes), toValue(no)]);
}

/** Limits elements to `[low, high]`; either may be left out. */
export const clip = (x: Value, low?: Operand, high?: Operand): Value => apply(Clip, [x, low, high]);
