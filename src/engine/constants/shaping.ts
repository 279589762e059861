// Operators that move or join constants, or make them from sizes.
import { readAttributes, type Attributes } from '../graph/operator.ts';
import { normalizeAxis } from '../graph/operators/reduction.ts';
import { Concat, dtypeCodes, Gather, Transpose } from '../graph/operators/index.ts';
import { dtypes, isFloat, sizeOf, type Dimension, type DType } from '../graph/tensor-type.ts';
import { stepsTo } from './arithmetic.ts';
import { countOf, isKnown, makeData, readFrom, stridesOf, type Elements } from './elements.ts';

/** Computes an operator's outputs; undefined if it needs a size that is unknown. */
export type Evaluation = (
  inputs: readonly (Elements | undefined)[],
  attributes: Attributes,
  outputCount: number,
) => readonly Elements[] | undefined;

/** The elements of a list as numbers; undefined if one of them is a name. */
const numbersOf = (list: Elements | undefined): number[] | undefined =>
  list && isKnown(list) ? Array.from(list.data as ArrayLike<number>) : undefined;

const reshaped = (x: Elements, shape: readonly number[]): Elements => ({ ...x, shape });

const reshape: Evaluation = ([x, target]) => {
  const sizes = numbersOf(target);
  if (!sizes) return undefined;
  const kept = sizes.map((size, axis) => (size === 0 ? (x!.shape[axis] ?? 0) : size));
  const known = kept.filter((size) => size !== -1).reduce((product, size) => product * size, 1);
  const shape = kept.map((size) => (size === -1 ? countOf(x!) / known : size));
  return sizeOf(shape) === countOf(x!) && shape.every(Number.isInteger) ? [reshaped(x!, shape)] : undefined;
};

const unsqueeze: Evaluation = ([x, list]) => {
  const given = numbersOf(list);
  if (!given) return undefined;
  const rank = x!.shape.length + given.length;
  const axes = new Set(given.map((axis) => normalizeAxis(axis, rank)));
  const rest = [...x!.shape];
  return [
    reshaped(
      x!,
      Array.from({ length: rank }, (_, axis) => (axes.has(axis) ? 1 : rest.shift()!)),
    ),
  ];
};

const squeeze: Evaluation = ([x, list]) => {
  const axes = list && numbersOf(list)?.map((axis) => normalizeAxis(axis, x!.shape.length));
  const stays = (size: number, axis: number) => (axes ? !axes.includes(axis) : size !== 1);
  return [reshaped(x!, x!.shape.filter(stays))];
};

const transpose: Evaluation = ([x], attributes) => {
  const perm = readAttributes(Transpose.attributes, { attributes }).perm ?? [...x!.shape.keys()].reverse();
  const strides = stridesOf(x!.shape);
  const shape = perm.map((axis) => x!.shape[axis]!);
  const steps = perm.map((axis) => strides[axis]!);
  return [readFrom(x!, shape, (index) => index.reduce((place, i, axis) => place + i * steps[axis]!, 0))];
};

const concat: Evaluation = (inputs, attributes) => {
  const parts = inputs as readonly Elements[];
  const axis = normalizeAxis(readAttributes(Concat.attributes, { attributes }).axis, parts[0]!.shape.length);
  const size = parts.reduce((sum, part) => sum + part.shape[axis]!, 0);
  const shape = parts[0]!.shape.with(axis, size);
  const outer = sizeOf(shape.slice(0, axis));
  const data = makeData(parts[0]!.dtype, sizeOf(shape)) as Dimension[];
  let place = 0;
  for (let row = 0; row < outer; row++) {
    for (const part of parts) {
      const length = sizeOf(part.shape.slice(axis));
      for (let i = 0; i < length; i++) data[place++] = part.data[row * length + i]!;
    }
  }
  return [{ dtype: parts[0]!.dtype, shape, data }];
};

const gather: Evaluation = ([x, indices], attributes) => {
  const at = numbersOf(indices);
  if (!at) return undefined;
  const axis = normalizeAxis(readAttributes(Gather.attributes, { attributes }).axis, x!.shape.length);
  const size = x!.shape[axis]!;
  if (at.some((place) => place < -size || place >= size)) return undefined;
  const rank = indices!.shape.length;
  const shape = [...x!.shape.slice(0, axis), ...indices!.shape, ...x!.shape.slice(axis + 1)];
  const [strides, indexStrides] = [stridesOf(x!.shape), stridesOf(indices!.shape)];
  return [
    readFrom(x!, shape, (index) => {
      let chosen = 0;
      for (let i = 0; i < rank; i++) chosen += index[axis + i]! * indexStrides[i]!;
      let place = ((at[chosen]! + size) % size) * strides[axis]!;
      for (let i = 0; i < axis; i++) place += index[i]! * strides[i]!;
      for (let i = axis + 1; i < strides.length; i++) place += index[i + rank - 1]! * strides[i]!;
      return place;
    }),
  ];
};

const slice: Evaluation = ([x, starts, ends, axes, steps]) => {
  const [from, to] = [numbersOf(starts), numbersOf(ends)];
  if (!from || !to) return undefined;
  const along = numbersOf(axes) ?? from.map((_, i) => i);
  const by = numbersOf(steps) ?? from.map(() => 1);
  const shape = [...x!.shape];
  const strides = stridesOf(x!.shape);
  let offset = 0;
  const step = [...strides];
  along.forEach((given, i) => {
    const axis = normalizeAxis(given, shape.length);
    const size = x!.shape[axis]!;
    const bound = (value: number, low: number, high: number) =>
      Math.min(Math.max(value < 0 ? value + size : value, low), high);
    const start = by[i]! > 0 ? bound(from[i]!, 0, size) : bound(from[i]!, 0, size - 1);
    const end = by[i]! > 0 ? bound(to[i]!, 0, size) : bound(to[i]!, -1, size - 1);
    shape[axis] = Math.max(0, Math.ceil((end - start) / by[i]!));
    offset += start * strides[axis]!;
    step[axis] = by[i]! * strides[axis]!;
  });
  return [readFrom(x!, shape, (index) => index.reduce((place, i, axis) => place + i * step[axis]!, offset))];
};

const split: Evaluation = ([x, list], attributes, outputCount) => {
  const axis = normalizeAxis(Number(attributes['axis'] ?? 0), x!.shape.length);
  const even = Math.ceil(x!.shape[axis]! / outputCount);
  const lengths =
    numbersOf(list) ??
    Array.from({ length: outputCount }, (_, i) => Math.min(even, x!.shape[axis]! - i * even));
  let start = 0;
  return lengths.map((length) => {
    const [strides, from] = [stridesOf(x!.shape), start];
    start += length;
    return readFrom(x!, x!.shape.with(axis, length), (index) =>
      index.reduce((place, i, along) => place + (along === axis ? i + from : i) * strides[along]!, 0),
    );
  });
};

const expandTo = (x: Elements, shape: readonly number[]): Elements => {
  const steps = stepsTo(x.shape, shape);
  return readFrom(x, shape, (index) => index.reduce((place, i, axis) => place + i * steps[axis]!, 0));
};

const expand: Evaluation = ([x, target]) => {
  const sizes = numbersOf(target);
  if (!sizes) return undefined;
  const rank = Math.max(sizes.length, x!.shape.length);
  const shape = Array.from({ length: rank }, (_, axis) => {
    const [own, wanted] = [x!.shape.at(axis - rank) ?? 1, sizes.at(axis - rank) ?? 1];
    return own === 1 ? wanted : own;
  });
  return [expandTo(x!, shape)];
};

const tile: Evaluation = ([x, list]) => {
  const repeats = numbersOf(list);
  if (!repeats) return undefined;
  const strides = stridesOf(x!.shape);
  const shape = x!.shape.map((size, axis) => size * repeats[axis]!);
  return [
    readFrom(x!, shape, (index) =>
      index.reduce((place, i, axis) => place + (i % x!.shape[axis]!) * strides[axis]!, 0),
    ),
  ];
};

const pad: Evaluation = ([x, list, value, axes], attributes) => {
  if ((attributes['mode'] ?? 'constant') !== 'constant') return undefined;
  const given = numbersOf(list);
  if (!given) return undefined;
  const along = numbersOf(axes) ?? [...x!.shape.keys()];
  const pads = new Array<number>(2 * x!.shape.length).fill(0);
  along.forEach((axis, i) => {
    const counted = normalizeAxis(axis, x!.shape.length);
    pads[counted] = given[i]!;
    pads[counted + x!.shape.length] = given[i + along.length]!;
  });
  const rank = x!.shape.length;
  const shape = x!.shape.map((size, axis) => size + pads[axis]! + pads[axis + rank]!);
  const strides = stridesOf(x!.shape);
  const outside = countOf(x!);
  const withFill = { ...x!, data: [...Array.from(x!.data), value?.data[0] ?? 0] };
  return [
    readFrom(withFill, shape, (index) => {
      let place = 0;
      for (let axis = 0; axis < rank; axis++) {
        const i = index[axis]! - pads[axis]!;
        if (i < 0 || i >= x!.shape[axis]!) return outside;
        place += i * strides[axis]!;
      }
      return place;
    }),
  ];
};

/** The numbers from a start to an end in steps, like Python's range. */
const range: Evaluation = ([start, limit, delta]) => {
  const [from, to, by] = [start, limit, delta].map((list) => numbersOf(list)?.[0]);
  if (from === undefined || to === undefined || !by) return undefined;
  const count = Math.max(0, Math.ceil((to - from) / by));
  const data = makeData(start!.dtype, count) as number[];
  for (let i = 0; i < count; i++) data[i] = from + i * by;
  return [{ dtype: start!.dtype, shape: [count], data }];
};

/** Keeps a triangle of matrices and sets the rest to zero. */
const trilu: Evaluation = ([x, list], attributes) => {
  const shift = list ? numbersOf(list)?.[0] : 0;
  if (shift === undefined) return undefined;
  const [rows, columns] = x!.shape.slice(-2) as [number, number];
  const isUpper = attributes['upper'] !== 0;
  const data = Array.from(x!.data, (element, i) => {
    const distance = (i % columns) - (Math.floor(i / columns) % rows);
    return (isUpper ? distance >= shift : distance <= shift) ? element : 0;
  });
  return [{ ...x!, data }];
};

const cast: Evaluation = ([x], attributes) => {
  const dtype = dtypes.find((name) => dtypeCodes[name] === attributes['to']);
  return dtype && [convert(x!, dtype)];
};

/** The same numbers as another type. */
function convert(x: Elements, dtype: DType): Elements {
  if (x.dtype === dtype || !isKnown(x)) return { ...x, dtype };
  const data = makeData(dtype, countOf(x)) as number[];
  const whole = !isFloat(dtype);
  for (let i = 0; i < data.length; i++) {
    const element = x.data[i] as number;
    data[i] = dtype === 'bool' ? Number(element !== 0) : whole ? Math.trunc(element) : element;
  }
  return { dtype, shape: x.shape, data };
}

export const shapingEvaluations: Readonly<Record<string, Evaluation>> = {
  Identity: ([x]) => [x!],
  Cast: cast,
  Reshape: reshape,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Flatten: ([x], attributes) => {
    const axis = Number(attributes['axis'] ?? 1);
    return [reshaped(x!, [sizeOf(x!.shape.slice(0, axis)), sizeOf(x!.shape.slice(axis))])];
  },
  Transpose: transpose,
  Concat: concat,
  Gather: gather,
  Slice: slice,
  Split: split,
  Expand: expand,
  Tile: tile,
  Pad: pad,
  Range: range,
  Trilu: trilu,
};
