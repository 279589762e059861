// Element-wise arithmetic, comparison and choice, with broadcasting.
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

/** An operator on each element of one floating-point tensor. */
const unary = (type: string, anyNumber = false): Operator =>
  defineOperator(type, {
    inputs: 1,
    infer: (call) => {
      const { dtype, shape } = input(call, 0);
      if (!anyNumber && !isFloat(dtype)) throw new GraphError('expected a floating-point input');
      return [{ dtype, shape }];
    },
  });

export const Add = binary('Add');
export const Sub = binary('Sub');
export const Mul = binary('Mul');
export const Div = binary('Div');
/** The exponent may be of another type than the base. */
export const Pow = defineOperator('Pow', {
  inputs: 2,
  infer: (call) => [{ dtype: input(call, 0).dtype, shape: shapeOf(call) }],
});
export const Max = variadic('Max');
export const Min = variadic('Min');
export const Sum = variadic('Sum');

export const Neg = unary('Neg', true);
export const Abs = unary('Abs', true);
export const Sign = unary('Sign', true);
export const Exp = unary('Exp');
export const Log = unary('Log');
export const Sqrt = unary('Sqrt');
export const Reciprocal = unary('Reciprocal');
export const Erf = unary('Erf');
export const Floor = unary('Floor');

export const Equal = comparison('Equal');
export const Greater = comparison('Greater');
export const GreaterOrEqual = comparison('GreaterOrEqual');
export const Less = comparison('Less');
export const LessOrEqual = comparison('LessOrEqual');
export const And = logical('And');
export const Or = logical('Or');
export const Not = defineOperator('Not', {
  inputs: 1,
  infer: (call) => [{ dtype: expectBool(call, [0]), shape: input(call, 0).shape }],
});

export const Where = defineOperator('Where', {
  inputs: 3,
  infer: (call) => {
    expectBool(call, [0]);
    return [{ dtype: sharedDType(call, [1, 2]), shape: shapeOf(call) }];
  },
});

export const Clip = defineOperator('Clip', {
  inputs: [1, 3],
  infer: (call) => {
    if ([1, 2].some((i) => call.inputs[i] && call.inputs[i].shape.length > 0)) {
      throw new GraphError('the bounds must be scalars');
    }
    return [{ dtype: sharedDType(call), shape: input(call, 0).shape }];
  },
});

export const add = (a: Operand, b: Operand): Value => apply(Add, [a, b]);
export const sub = (a: Operand, b: Operand): Value => apply(Sub, [a, b]);
export const mul = (a: Operand, b: Operand): Value => apply(Mul, [a, b]);
export const div = (a: Operand, b: Operand): Value => apply(Div, [a, b]);
export const pow = (base: Operand, exponent: Operand): Value => apply(Pow, [base, exponent]);
export const max = (...values: Operand[]): Value => apply(Max, values);
export const min = (...values: Operand[]): Value => apply(Min, values);
export const sum = (...values: Operand[]): Value => apply(Sum, values);
export const neg = (x: Value): Value => apply(Neg, [x]);
export const abs = (x: Value): Value => apply(Abs, [x]);
export const sign = (x: Value): Value => apply(Sign, [x]);
export const exp = (x: Value): Value => apply(Exp, [x]);
export const log = (x: Value): Value => apply(Log, [x]);
export const sqrt = (x: Value): Value => apply(Sqrt, [x]);
export const reciprocal = (x: Value): Value => apply(Reciprocal, [x]);
export const erf = (x: Value): Value => apply(Erf, [x]);
export const floor = (x: Value): Value => apply(Floor, [x]);
export const equal = (a: Operand, b: Operand): Value => apply(Equal, [a, b]);
export const greater = (a: Operand, b: Operand): Value => apply(Greater, [a, b]);
export const greaterOrEqual = (a: Operand, b: Operand): Value => apply(GreaterOrEqual, [a, b]);
export const less = (a: Operand, b: Operand): Value => apply(Less, [a, b]);
export const lessOrEqual = (a: Operand, b: Operand): Value => apply(LessOrEqual, [a, b]);
export const and = (a: Value, b: Value): Value => apply(And, [a, b]);
export const or = (a: Value, b: Value): Value => apply(Or, [a, b]);
export const not = (x: Value): Value => apply(Not, [x]);

/** Elements of `yes` where the condition holds, of `no` elsewhere. */
export function where(condition: Value, yes: Operand, no: Operand): Value {
  const dtype = typeof yes === 'object' ? yes.dtype : typeof no === 'object' ? no.dtype : 'float32';
  const toValue = (operand: Operand) =>
    typeof operand === 'number' ? condition.graph.scalar(operand, dtype) : operand;
  return apply(Where, [condition, toValue(yes), toValue(no)]);
}

/** Limits elements to `[low, high]`; either may be left out. */
export const clip = (x: Value, low?: Operand, high?: Operand): Value => apply(Clip, [x, low, high]);
