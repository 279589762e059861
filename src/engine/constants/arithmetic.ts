// Elementwise arithmetic, comparison and selection on constants, with broadcasting.
import { addDimensions, divide, multiply } from '../graph/dimension.ts';
import { broadcastShapes } from '../graph/operators/broadcast.ts';
import { isFloat, sizeOf, type Dimension, type DType } from '../graph/tensor-type.ts';
import { isKnown, makeData, stridesOf, type Elements } from './elements.ts';

/** Computes one element; undefined if it is not a number or a multiple of a name. */
type OfTwo = (a: Dimension, b: Dimension, isWhole: boolean) => Dimension | undefined;

/** A function of numbers only. */
const numeric =
  (compute: (a: number, b: number, isWhole: boolean) => number): OfTwo =>
  (a, b, isWhole) =>
    typeof a === 'number' && typeof b === 'number' ? compute(a, b, isWhole) : undefined;

/** The remainder with the sign of the divisor, as in Python. */
const floorModulo = (a: number, b: number): number => a - b * Math.floor(a / b);

const modulo: OfTwo = (a, b) => {
  if (typeof a === 'number') return numeric(floorModulo)(a, b, true);
  const quotient = divide(a, b);
  return quotient === undefined ? undefined : 0;
};

/** Whether two dimensions are equal. A name stands for a size, so it is neither 0 nor -1. */
const equal: OfTwo = (a, b) => {
  if (typeof a === typeof b) return a === b ? 1 : typeof a === 'number' ? 0 : undefined;
  const number = typeof a === 'number' ? a : (b as number);
  return number <= 0 ? 0 : undefined;
};

/** The larger of two dimensions; a name is at least 1. */
const larger: OfTwo = (a, b) => {
  if (typeof a === 'number' && typeof b === 'number') return Math.max(a, b);
  if (a === b) return a;
  if (typeof a === 'number') return a <= 1 ? b : undefined;
  return typeof b === 'number' && b <= 1 ? a : undefined;
};

const ofTwo: Readonly<Record<string, OfTwo>> = {
  Add: (a, b) => addDimensions(a, b),
  Sum: (a, b) => addDimensions(a, b),
  Sub: (a, b) => addDimensions(a, b, -1),
  Mul: (a, b, isWhole) => (isWhole ? multiplyWhole(a, b) : numeric((a, b) => a * b)(a, b, false)),
  Div: (a, b, isWhole) => (isWhole ? divide(a, b) : numeric((a, b) => a / b)(a, b, false)),
  Mod: modulo,
  /** Mod with `fmod`: with the dividend's sign. */
  Remainder: numeric((a, b) => a % b),
  Pow: numeric((a, b) => a ** b),
  Min: numeric((a, b) => Math.min(a, b)),
  Max: larger,
  Equal: equal,
  Greater: numeric((a, b) => Number(a > b)),
  GreaterOrEqual: numeric((a, b) => Number(a >= b)),
  Less: numeric((a, b) => Number(a < b)),
  LessOrEqual: numeric((a, b) => Number(a <= b)),
  And: numeric((a, b) => Number(a !== 0 && b !== 0)),
  Or: numeric((a, b) => Number(a !== 0 || b !== 0)),
  Xor: numeric((a, b) => Number((a !== 0) !== (b !== 0))),
};

function multiplyWhole(a: Dimension, b: Dimension): Dimension | undefined {
  return typeof a === 'number' && typeof b === 'number' ? a * b : multiply(a, b);
}

const comparisons = new Set(['Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual']);

/** Ties go to the even number. */
function roundHalfEven(x: number): number {
  const rounded = Math.round(x);
  return Math.abs(x % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

const ofOne: Readonly<Record<string, (x: number) => number>> = {
  Neg: (x) => -x,
  Abs: Math.abs,
  Sign: Math.sign,
  Exp: Math.exp,
  Log: Math.log,
  Sqrt: Math.sqrt,
  Reciprocal: (x) => 1 / x,
  Floor: Math.floor,
  Ceil: Math.ceil,
  Round: roundHalfEven,
  Sin: Math.sin,
  Cos: Math.cos,
  Tanh: Math.tanh,
  Sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  Relu: (x) => Math.max(x, 0),
  Not: (x) => (x === 0 ? 1 : 0),
};

/** Rounding changes neither whole numbers nor names. */
const roundings = new Set(['Floor', 'Ceil', 'Round', 'Abs', 'Relu']);

/** Whether an element-wise operator is computed here. */
export const isArithmetic = (type: string): boolean =>
  Object.hasOwn(ofTwo, type) || Object.hasOwn(ofOne, type);

/** The result of an elementwise operator, if it is known here and has one. */
export function evaluateArithmetic(type: string, inputs: readonly Elements[]): Elements | undefined {
  if (ofTwo[type]) return inputs.slice(1).reduce<Elements | undefined>(fold(type), inputs[0]);
  const compute = ofOne[type];
  const [x] = inputs;
  if (!compute || !x) return undefined;
  if (!isKnown(x)) return roundings.has(type) ? x : undefined;
  return { ...x, data: mapElements(x.data as ArrayLike<number>, x.dtype, compute) };
}

const fold =
  (type: string) =>
  (a: Elements | undefined, b: Elements): Elements | undefined =>
    a &&
    broadcast([a, b], comparisons.has(type) ? 'bool' : a.dtype, ([x, y]) =>
      ofTwo[type]!(x!, y!, !isFloat(a.dtype)),
    );

function mapElements(
  data: ArrayLike<number>,
  dtype: DType,
  compute: (x: number) => number,
): ArrayLike<Dimension> {
  const result = makeData(dtype, data.length) as number[];
  for (let i = 0; i < data.length; i++) result[i] = compute(data[i]!);
  return result;
}

/** Elements of `yes` if a condition is true, otherwise of `no`. */
export const evaluateWhere = ([condition, yes, no]: readonly Elements[]): Elements | undefined =>
  broadcast([condition!, yes!, no!], yes!.dtype, ([holds, a, b]) => (holds === 0 ? b : a));

/** Broadcasts tensors to a common shape and computes each element of the result. */
export function broadcast(
  inputs: readonly Elements[],
  dtype: DType,
  compute: (elements: readonly Dimension[]) => Dimension | undefined,
): Elements | undefined {
  const shape = broadcastShapes(...inputs.map((input) => input.shape)) as number[];
  const size = sizeOf(shape);
  const data = makeData(dtype, size) as Dimension[];
  const steps = inputs.map((input) => stepsTo(input.shape, shape));
  const index = new Array<number>(shape.length).fill(0);
  const elements = new Array<Dimension>(inputs.length);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < inputs.length; k++) {
      let place = 0;
      for (let axis = 0; axis < index.length; axis++) place += index[axis]! * steps[k]![axis]!;
      elements[k] = inputs[k]!.data[place]!;
    }
    const result = compute(elements);
    if (result === undefined) return undefined;
    data[i] = result;
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis]! === shape[axis]; axis--) index[axis] = 0;
  }
  return { dtype, shape, data };
}

/** The distance in a tensor for each step along an axis of the shape to which it is broadcast. */
export function stepsTo(from: readonly number[], to: readonly number[]): number[] {
  const strides = stridesOf(from);
  const missing = to.length - from.length;
  return to.map((_, axis) => (axis < missing || from[axis - missing] === 1 ? 0 : strides[axis - missing]!));
}
