// Shapes that hold a name, such as an open batch, where ONNX wants a list of numbers: the list is written so
// that the runtime finds the size itself.
import type { Elements } from '../constants/elements.ts';
import type { Value } from '../graph/graph.ts';
import { GraphError } from '../graph/operator.ts';
import { cast, expand, reshape, slice, where } from '../graph/operators/index.ts';
import { remainder } from '../graph/operators/shaping.ts';
import { formatShape, type Dimension, type Shape } from '../graph/tensor-type.ts';

/**
 * A value in another shape; a size of -1 is what is left, and 0 keeps the size at that place unless
 * `allowsZero`.
 *
 * @throws GraphError for a shape with two sizes that are only known at run time
 */
export function reshapeTo(x: Value, target: ArrayLike<Dimension>, allowsZero = false): Value {
  const wanted = Array.from(target);
  if (allowsZero && wanted.includes(0)) throw new GraphError('an empty tensor is not supported');
  const left = sizeLeft(x, wanted);
  const sizes = wanted.map((size, axis): number => {
    if (typeof size === 'string') return x.shape[axis] === size ? 0 : -1;
    return size === -1 ? left : size;
  });
  if (sizes.filter((size) => size === -1).length > 1) {
    throw new GraphError(
      `a reshape of ${formatShape(x.shape)} to ${formatShape(wanted)} leaves two sizes open`,
    );
  }
  return reshape(x, sizes);
}

/** What -1 stands for if that is a number: then another size may be left to the runtime. */
function sizeLeft(x: Value, wanted: readonly Dimension[]): number {
  const others = wanted.flatMap((size, axis) =>
    size === -1 ? [] : [size === 0 ? (x.shape[axis] ?? 0) : size],
  );
  if (others.every((size) => typeof size === 'number')) return -1;
  const left = remainder(x.shape, others);
  return typeof left === 'number' ? left : -1;
}

/**
 * A value broadcast to a shape whose first size may be a name: taken from another value of that first size.
 *
 * @param like a value whose first axis has the size that is only known at run time
 */
export function expandTo(x: Value, target: readonly Dimension[], like: Value): Value {
  const rank = Math.max(target.length, x.shape.length);
  const sizes = Array.from({ length: rank }, (_, axis): Dimension => {
    const [own, wanted] = [x.shape.at(axis - rank) ?? 1, target.at(axis - rank) ?? 1];
    return axis < rank - x.shape.length || own === 1 ? wanted : own;
  });
  const open = sizes.flatMap((size, axis) =>
    typeof size === 'string' && x.shape.at(axis - rank) !== size ? [axis] : [],
  );
  if (open.length === 0)
    return expand(
      x,
      sizes.map((size) => (typeof size === 'string' ? 1 : size)),
    );
  const [axis] = open;
  if (open.length > 1 || like.shape[0] !== sizes[axis!]) {
    throw new GraphError(`broadcasting to ${formatShape(sizes)} is not supported`);
  }
  const fixed = expand(
    x,
    sizes.map((size) => (typeof size === 'string' ? 1 : size)),
  );
  const condition = booleansOf(
    like,
    sizes.map((_, i) => (i === axis ? -1 : 1)),
  );
  return where(condition, fixed, fixed);
}

/** One boolean for each index of the first axis, whatever it is, in the given shape. */
function booleansOf(like: Value, shape: readonly number[]): Value {
  const axes = [...like.shape.keys()].slice(1);
  const first = slice(like, { starts: axes.map(() => 0), ends: axes.map(() => 1), axes });
  return cast(reshape(first, shape), 'bool');
}

/** The shape of a value as elements of an int64 list. */
export const shapeElements = (shape: Shape): Elements => ({
  dtype: 'int64',
  shape: [shape.length],
  data: shape,
});
