// Computes operators on constants while a model is read: what exporters compute from shapes, and weights that
// are stored in pieces. Sizes known only at run time stay names. What can't be expressed with them has no
// result.
import { addDimensions, multiply } from '../graph/dimension.ts';
import { readAttributes, type Attributes } from '../graph/operator.ts';
import { normalizeAxis, reductionAttributes } from '../graph/operators/reduction.ts';
import { sizeOf, type Dimension } from '../graph/tensor-type.ts';
import { broadcast, evaluateArithmetic, evaluateWhere, isArithmetic } from './arithmetic.ts';
import { countOf, isKnown, makeData, stridesOf, type Elements } from './elements.ts';
import { shapingEvaluations, type Evaluation } from './shaping.ts';

type Fold = (sum: Dimension, element: Dimension) => Dimension | undefined;

/** A reduction over axes, folded element by element. */
const reduction =
  (start: number, fold: Fold, finish?: (sum: number, count: number) => number): Evaluation =>
  ([x, list], attributes) => {
    const { keepdims, noop_with_empty_axes: keepsAll } = readAttributes(reductionAttributes, { attributes });
    const given = Array.from((list?.data ?? []) as ArrayLike<number>);
    if (given.length === 0 && keepsAll) return [x!];
    const rank = x!.shape.length;
    const axes = new Set(given.length ? given.map((axis) => normalizeAxis(axis, rank)) : x!.shape.keys());
    const kept = x!.shape.map((size, axis) => (axes.has(axis) ? 1 : size));
    const [strides, places] = [stridesOf(x!.shape), stridesOf(kept)];
    const data = makeData(x!.dtype, sizeOf(kept)) as Dimension[];
    data.fill(start);
    for (let i = 0; i < countOf(x!); i++) {
      let place = 0;
      for (let axis = 0; axis < rank; axis++)
        if (!axes.has(axis)) place += (Math.floor(i / strides[axis]!) % x!.shape[axis]!) * places[axis]!;
      const next = fold(data[place]!, x!.data[i]!);
      if (next === undefined) return undefined;
      data[place] = next;
    }
    const count = countOf(x!) / Math.max(1, data.length);
    if (finish) for (let i = 0; i < data.length; i++) data[i] = finish(data[i] as number, count);
    return [{ dtype: x!.dtype, shape: keepdims ? kept : kept.filter((_, axis) => !axes.has(axis)), data }];
  };

const numbers =
  (fold: (a: number, b: number) => number): Fold =>
  (a, b) =>
    typeof a === 'number' && typeof b === 'number' ? fold(a, b) : undefined;

/** The running sum along an axis. */
const cumSum: Evaluation = ([x, list], attributes) => {
  if (!isKnown(x!) || attributes['exclusive'] || attributes['reverse']) return undefined;
  const axis = normalizeAxis(Number(list!.data[0]), x!.shape.length);
  const stride = stridesOf(x!.shape)[axis]!;
  const data = makeData(x!.dtype, countOf(x!)) as number[];
  for (let i = 0; i < data.length; i++) {
    const isFirst = Math.floor(i / stride) % x!.shape[axis]! === 0;
    data[i] = (x!.data[i] as number) + (isFirst ? 0 : data[i - stride]!);
  }
  return [{ ...x!, data }];
};

/** The indices of the elements that are not 0, `[rank, count]`. */
const nonZero: Evaluation = ([x]) => {
  if (!isKnown(x!)) return undefined;
  const found = Array.from(x!.data).flatMap((element, i) => (element === 0 ? [] : [i]));
  const data = stridesOf(x!.shape).flatMap((stride, axis) =>
    found.map((i) => Math.floor(i / stride) % x!.shape[axis]!),
  );
  return [{ dtype: 'int64', shape: [x!.shape.length, found.length], data }];
};

/** A copy with the slices at some indices replaced. */
const scatterNd: Evaluation = ([x, indices, updates], attributes) => {
  if ((attributes['reduction'] ?? 'none') !== 'none' || !isKnown(indices!)) return undefined;
  const depth = indices!.shape.at(-1)!;
  const strides = stridesOf(x!.shape);
  const length = sizeOf(x!.shape.slice(depth));
  const data = Array.from(x!.data);
  for (let row = 0; row < countOf(indices!) / Math.max(1, depth); row++) {
    let place = 0;
    for (let axis = 0; axis < depth; axis++) {
      const index = indices!.data[row * depth + axis] as number;
      place += (index < 0 ? index + x!.shape[axis]! : index) * strides[axis]!;
    }
    if (place < 0 || place + length > data.length) return undefined;
    for (let i = 0; i < length; i++) data[place + i] = updates!.data[row * length + i]!;
  }
  return [{ ...x!, data }];
};

/** (x - zero point) · scale; both are scalars, or lists along an axis. */
const dequantize: Evaluation = ([x, scale, zero], attributes) => {
  const alongAxis = (list: Elements): Elements | undefined => {
    if (countOf(list) === 1) return { ...list, shape: [] };
    const axis = normalizeAxis(Number(attributes['axis'] ?? 1), x!.shape.length);
    if (list.shape.length !== 1 || countOf(list) !== x!.shape[axis]) return undefined;
    return { ...list, shape: x!.shape.map((size, i) => (i === axis ? size : 1)) };
  };
  const [by, from] = [alongAxis(scale!), zero && alongAxis(zero)];
  if (!by || (zero && !from)) return undefined;
  const result = broadcast([x!, by, ...(from ? [from] : [])], 'float32', ([code, step, shift = 0]) =>
    Math.fround((Number(code) - Number(shift)) * Number(step)),
  );
  return result && [result];
};

const evaluations: Readonly<Record<string, Evaluation>> = {
  ...shapingEvaluations,
  Where: (inputs) => listOf(evaluateWhere(inputs as readonly Elements[])),
  ReduceSum: reduction(0, addDimensions),
  ReduceMean: reduction(
    0,
    numbers((a, b) => a + b),
    (sum, count) => sum / count,
  ),
  ReduceProd: reduction(1, multiply),
  ReduceMax: reduction(-Infinity, numbers(Math.max)),
  ReduceMin: reduction(Infinity, numbers(Math.min)),
  CumSum: cumSum,
  NonZero: nonZero,
  ScatterND: scatterNd,
  DequantizeLinear: dequantize,
};

const listOf = (elements: Elements | undefined): readonly Elements[] | undefined => elements && [elements];

/**
 * The outputs of an operator on constants.
 *
 * @param type an operator of ONNX's own domain
 * @param inputs its inputs; undefined for an optional one that is left out
 * @returns undefined if the operator is not computed here or depends on unknown sizes
 */
export function evaluate(
  type: string,
  inputs: readonly (Elements | undefined)[],
  attributes: Attributes,
  outputCount: number,
): readonly Elements[] | undefined {
  const evaluation = evaluations[type];
  if (evaluation) return evaluation(inputs, attributes, outputCount);
  const named = type === 'Mod' && attributes['fmod'] ? 'Remainder' : type;
  return listOf(evaluateArithmetic(named, inputs as readonly Elements[]));
}

/** Whether an operator is computed on constants. */
export const isEvaluated = (type: string): boolean => Object.hasOwn(evaluations, type) || isArithmetic(type);
