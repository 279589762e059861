// Operators that move or reinterpret elements without computing on them.
import { apply, applyAll, type Value } from '../graph.ts';
import {
  constantInput,
  defineOperator,
  GraphError,
  input,
  int,
  ints,
  readAttributes,
  string,
  sharedDType,
  type Call,
} from '../operator.ts';
import { dtypes, formatShape, sizeOf, type DType, type Dimension, type Shape } from '../tensor-type.ts';
import { factorOf, multiply, nameOf } from '../dimension.ts';
import { broadcastShapes } from './broadcast.ts';
import { normalizeAxis } from './reduction.ts';

/** The operator of `identity`. */
export const Identity = defineOperator('Identity', {
  inputs: 1,
  infer: (call) => [{ dtype: input(call, 0).dtype, shape: input(call, 0).shape }],
});

/** ONNX's codes of the element types (TensorProto.DataType). */
export const dtypeCodes: Readonly<Record<DType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
};

/** The operator of `cast`. */
export const Cast = defineOperator('Cast', {
  inputs: 1,
  attributes: { to: int(0), saturate: int(1) },
  infer: (call, { to: code }) => {
    const dtype = dtypes.find((name) => dtypeCodes[name] === code);
    if (!dtype) throw new GraphError(`unknown element type ${code}`);
    return [{ dtype, shape: input(call, 0).shape }];
  },
});

/** The operator of `reshape`. */
export const Reshape = defineOperator('Reshape', {
  inputs: 2,
  attributes: { allowzero: int(0) },
  infer: (call, { allowzero }) => {
    const target = constantInput(call, 1)!;
    if (allowzero && target.includes(0)) {
      throw new GraphError('allowzero is not supported for a size of 0');
    }
    return [{ dtype: input(call, 0).dtype, shape: reshaped(input(call, 0).shape, target) }];
  },
});

function reshaped(shape: Shape, target: readonly number[]): Dimension[] {
  const kept = target.map((size, axis) => (size === 0 ? (shape[axis] ?? 0) : size));
  const known = kept.filter((size) => size !== -1);
  if (known.length === kept.length) {
    if (!sameCount(shape, known))
      throw new GraphError(`can't reshape ${formatShape(shape)} to [${target.join(', ')}]`);
    return kept;
  }
  const rest = remainder(shape, known);
  if (rest === undefined || known.length < kept.length - 1) {
    throw new GraphError(`can't reshape ${formatShape(shape)} to [${target.join(', ')}]`);
  }
  return kept.map((size) => (size === -1 ? rest : size));
}

const sameCount = (a: Shape, b: Shape): boolean => remainder(a, b) === 1;

/**
 * The element count of a shape divided by another's: a number, a multiple of a name, or nothing if it is not
 * whole.
 *
 * @internal
 */
export function remainder(shape: Shape, divisor: Shape): Dimension | undefined {
  const product = (sizes: Shape) => sizes.reduce<number>((count, size) => count * factorOf(size), 1);
  const names = shape.flatMap((size) => nameOf(size) ?? []);
  for (const name of divisor.flatMap((size) => nameOf(size) ?? [])) {
    const position = names.indexOf(name);
    if (position < 0) return undefined;
    names.splice(position, 1);
  }
  const rest = product(shape) / product(divisor);
  if (!Number.isInteger(rest) || names.length > 1) return undefined;
  return names.length === 0 ? rest : multiply(rest, names[0]!);
}

/** The operator of `flatten`. */
export const Flatten = defineOperator('Flatten', {
  inputs: 1,
  attributes: { axis: int(1) },
  infer: (call, { axis }) => {
    const { dtype, shape } = input(call, 0);
    if (Math.abs(axis) > shape.length)
      throw new GraphError(`axis ${axis} is out of range for rank ${shape.length}`);
    const join = (sizes: Shape): Dimension => (sizes.length === 1 ? sizes[0]! : sizeOf(sizes));
    return [{ dtype, shape: [join(shape.slice(0, axis)), join(shape.slice(axis))] }];
  },
});

/** The operator of `transpose`. */
export const Transpose = defineOperator('Transpose', {
  inputs: 1,
  attributes: { perm: ints() },
  infer: (call) => {
    const { dtype, shape } = input(call, 0);
    const order = permutationOf(call);
    if ([...order].sort((a, b) => a - b).some((axis, i) => axis !== i) || order.length !== shape.length) {
      throw new GraphError(`expected a permutation of ${shape.length} axes, got [${order.join(', ')}]`);
    }
    return [{ dtype, shape: order.map((axis) => shape[axis]!) }];
  },
});

/** The input axes of a Transpose node in the order of its output; reversed if the node gives no order. */
export const permutationOf = (call: Pick<Call, 'inputs' | 'attributes'>): readonly number[] =>
  readAttributes(Transpose.attributes, call).perm ?? [...call.inputs[0]!.shape.keys()].reverse();

/** The resolved bounds of a slice along one axis. */
export interface SliceRange {
  /** The axis, counted from 0. */
  readonly axis: number;
  /** The index of the first element. */
  readonly start: number;
  /** The distance between elements; negative to go backwards. */
  readonly step: number;
  /** The number of elements. */
  readonly count: number;
}

/** The ranges that a Slice node takes along its axes. Its bounds must be constants. */
export function sliceRanges(call: Pick<Call, 'inputs'>): SliceRange[] {
  const all = { ...call, attributes: {}, outputCount: 1 };
  const { shape } = input(all, 0);
  const starts = constantInput(all, 1)!;
  const ends = constantInput(all, 2)!;
  const axes = constantInput(all, 3) ?? starts.map((_, i) => i);
  const steps = constantInput(all, 4) ?? starts.map(() => 1);
  return starts.map((given, i) => {
    const axis = normalizeAxis(axes[i]!, shape.length);
    const size = shape[axis]!;
    if (typeof size === 'string') throw new GraphError(`can't slice an axis of unknown size ${size}`);
    const step = steps[i]!;
    if (!step) throw new GraphError('a step must not be 0');
    const start = clampBound(given, size, step);
    const end = clampBound(ends[i]!, size, step, true);
    return { axis, start, step, count: Math.max(0, Math.ceil((end - start) / step)) };
  });
}

/** A bound of a slice, clamped to the axis by ONNX's rules. Backwards, the end may be -1. */
function clampBound(bound: number, size: number, step: number, isEnd = false): number {
  const counted = bound < 0 ? bound + size : bound;
  if (step > 0) return Math.min(Math.max(counted, 0), size);
  return Math.min(Math.max(counted, isEnd ? -1 : 0), size - 1);
}

/** The operator of `slice`. */
export const Slice = defineOperator('Slice', {
  inputs: [3, 5],
  infer: (call) => {
    const { dtype, shape } = input(call, 0);
    const sliced = [...shape];
    for (const { axis, count } of sliceRanges(call)) sliced[axis] = count;
    return [{ dtype, shape: sliced }];
  },
});

/** The operator of `concat`. */
export const Concat = defineOperator('Concat', {
  inputs: [1, Infinity],
  attributes: { axis: int(0) },
  infer: (call, attributes) => {
    const shapes = call.inputs.map((_, i) => input(call, i).shape);
    const first = shapes[0]!;
    const axis = normalizeAxis(attributes.axis, first.length);
    const others = (shape: Shape) => shape.filter((_, i) => i !== axis).join();
    if (shapes.some((shape) => shape.length !== first.length || others(shape) !== others(first))) {
      throw new GraphError(`can't join ${shapes.map(formatShape).join(' and ')} along axis ${axis}`);
    }
    const joined =
      shapes.length === 1 ? first[axis]! : shapes.reduce((sum, shape) => sum + sizeOf([shape[axis]!]), 0);
    return [{ dtype: sharedDType(call), shape: first.map((size, i) => (i === axis ? joined : size)) }];
  },
});

/** The sizes of a Split node's outputs along its axis. */
export function splitSizes(call: Pick<Call, 'inputs' | 'attributes' | 'outputCount'>): number[] {
  const { shape } = input(call, 0);
  const axis = normalizeAxis(readAttributes(Split.attributes, call).axis, shape.length);
  const size = shape[axis]!;
  if (typeof size === 'string') throw new GraphError(`can't split an axis of unknown size ${size}`);
  const given = constantInput(call, 1);
  const even = Math.ceil(size / call.outputCount);
  const sizes = given ?? Array.from({ length: call.outputCount }, (_, i) => Math.min(even, size - i * even));
  const isWhole = sizes.length === call.outputCount && sizes.every((part) => part >= 0);
  if (!isWhole || sizes.reduce((sum, part) => sum + part, 0) !== size) {
    throw new GraphError(`can't split ${size} elements into ${sizes.join(' + ')}`);
  }
  return sizes;
}

/** The operator of `split`. */
export const Split = defineOperator('Split', {
  inputs: [1, 2],
  outputs: [1, Infinity],
  attributes: { axis: int(0), num_outputs: int() },
  infer: (call, attributes) => {
    const { dtype, shape } = input(call, 0);
    const axis = normalizeAxis(attributes.axis, shape.length);
    return splitSizes(call).map((size) => ({ dtype, shape: shape.with(axis, size) }));
  },
});

/** The operator of `tile`. */
export const Tile = defineOperator('Tile', {
  inputs: 2,
  infer: (call) => {
    const { dtype, shape } = input(call, 0);
    const repeats = constantInput(call, 1)!;
    if (repeats.length !== shape.length || repeats.some((count) => !(count >= 1)))
      throw new GraphError(`expected ${shape.length} repeats of at least 1, got [${repeats.join(', ')}]`);
    const tiled = shape.map((size, axis) => {
      const product = multiply(size, repeats[axis]!);
      if (product === undefined) throw new GraphError(`can't repeat an axis of unknown size ${size}`);
      return product;
    });
    return [{ dtype, shape: tiled }];
  },
});

/** The pads of a Pad node: the beginnings of all axes, then the ends. */
export function padsOf(call: Pick<Call, 'inputs'>): number[] {
  const all = { ...call, attributes: {}, outputCount: 1 };
  const rank = input(all, 0).shape.length;
  const given = constantInput(all, 1)!;
  const axes = constantInput(all, 3)?.map((axis) => normalizeAxis(axis, rank)) ?? [...Array(rank).keys()];
  if (given.length !== 2 * axes.length)
    throw new GraphError(`expected ${2 * axes.length} pads, got ${given.length}`);
  const pads = new Array<number>(2 * rank).fill(0);
  axes.forEach((axis, i) => {
    pads[axis] = given[i]!;
    pads[axis + rank] = given[i + axes.length]!;
  });
  return pads;
}

/** The operator of `pad`. */
export const Pad = defineOperator('Pad', {
  inputs: [2, 4],
  attributes: { mode: string('constant') },
  infer: (call) => {
    const { dtype, shape } = input(call, 0);
    const pads = padsOf(call);
    const padded = shape.map((size, axis) => {
      const extra = pads[axis]! + pads[axis + shape.length]!;
      if (typeof size === 'number' && size + extra < 0)
        throw new GraphError(`axis ${axis}: the pads crop ${-extra} of ${size} elements`);
      if (typeof size === 'number') return size + extra;
      if (extra !== 0) throw new GraphError(`can't pad an axis of unknown size ${size}`);
      return size;
    });
    return [{ dtype, shape: padded }];
  },
});

/** The operator of `expand`. */
export const Expand = defineOperator('Expand', {
  inputs: 2,
  infer: (call) => [
    { dtype: input(call, 0).dtype, shape: broadcastShapes(input(call, 0).shape, constantInput(call, 1)!) },
  ],
});

/** The operator of `squeeze`. */
export const Squeeze = defineOperator('Squeeze', {
  inputs: [1, 2],
  infer: (call) => {
    const { dtype, shape } = input(call, 0);
    const axes = constantInput(call, 1)?.map((axis) => normalizeAxis(axis, shape.length));
    const gone = (size: Dimension, axis: number) => (axes ? axes.includes(axis) : size === 1);
    if (shape.some((size, axis) => gone(size, axis) && size !== 1))
      throw new GraphError('only axes of size 1 can be dropped');
    return [{ dtype, shape: shape.filter((size, axis) => !gone(size, axis)) }];
  },
});

/** The operator of `unsqueeze`. */
export const Unsqueeze = defineOperator('Unsqueeze', {
  inputs: 2,
  infer: (call) => {
    const { dtype, shape } = input(call, 0);
    const given = constantInput(call, 1)!;
    const rank = shape.length + given.length;
    const axes = given.map((axis) => normalizeAxis(axis, rank));
    if (new Set(axes).size !== axes.length) throw new GraphError('an axis is listed twice');
    const rest = [...shape];
    return [
      { dtype, shape: Array.from({ length: rank }, (_, axis) => (axes.includes(axis) ? 1 : rest.shift()!)) },
    ];
  },
});

/** A copy of the value, under another name. */
export const identity = (x: Value): Value => apply(Identity, [x]);
/** Elements converted to another type. */
export const cast = (x: Value, dtype: DType): Value => apply(Cast, [x], { to: dtypeCodes[dtype] });

/**
 * The same elements in another shape. One size may be -1, which is inferred; 0 keeps the size at that place.
 */
export const reshape = (x: Value, shape: readonly number[]): Value =>
  apply(Reshape, [x, x.graph.int64(shape)]);

/** Joins the axes before `axis` and those from it on, which gives a matrix. */
export const flatten = (x: Value, attributes: { axis?: number } = {}): Value =>
  apply(Flatten, [x], attributes);
/** Reorders the axes: axis `i` of the result is axis `perm[i]` of x. */
export const transpose = (x: Value, perm: readonly number[]): Value => apply(Transpose, [x], { perm });

/** The bounds of a slice; each list has one entry for each of `axes`. */
export interface SliceOptions {
  /** The first index; negative ones count from the end of the axis. */
  starts: readonly number[];
  /** Exclusive; negative ones count from the end of the axis. */
  ends: readonly number[];
  /** The axes to cut. */
  axes: readonly number[];
  /** The distance between elements; 1 by default. */
  steps?: readonly number[];
}
/** A part of a tensor, cut along some axes. */
export const slice = (x: Value, { starts, ends, axes, steps }: SliceOptions): Value => {
  const lists = [starts, ends, axes, ...(steps ? [steps] : [])];
  return apply(Slice, [x, ...lists.map((list) => x.graph.int64(list))]);
};

/** Values joined along an axis; their other sizes must be equal. */
export const concat = (values: readonly Value[], axis: number): Value => apply(Concat, values, { axis });

/** Splits a value along an axis into parts of the given sizes. */
export const split = (x: Value, sizes: readonly number[], axis: number): readonly Value[] =>
  applyAll(Split, [x, x.graph.int64(sizes)], { axis }, sizes.length);

/** Repeats a tensor along each axis, by that axis's number of repeats. */
export const tile = (x: Value, repeats: readonly number[]): Value => apply(Tile, [x, x.graph.int64(repeats)]);

/**
 * Adds elements around a tensor. `pads` has the beginnings of all axes, then the ends; negative pads crop.
 */
export const pad = (x: Value, pads: readonly number[], value = 0): Value =>
  apply(Pad, [x, x.graph.int64(pads), x.graph.scalar(value, x.dtype)]);

/** Broadcasts to a shape. */
export const expand = (x: Value, shape: readonly number[]): Value => apply(Expand, [x, x.graph.int64(shape)]);
/** Drops axes of size 1. */
export const squeeze = (x: Value, axes: readonly number[]): Value => apply(Squeeze, [x, x.graph.int64(axes)]);
/** Adds axes of size 1 at these positions of the result. */
export const unsqueeze = (x: Value, axes: readonly number[]): Value =>
  apply(Unsqueeze, [x, x.graph.int64(axes)]);
