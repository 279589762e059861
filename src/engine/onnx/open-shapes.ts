// Handles shapes that contain a name, such as an open batch, where ONNX needs a list of numbers: the list is
// written so that the runtime infers the size.
import type { Elements } from '../constants/elements.ts';
import type { Value } from '../graph/graph.ts';
import { GraphError } from '../graph/operator.ts';
import { cast, expand, reshape, slice, where } from '../graph/operators/index.ts';
import { formatShape, type Dimension, type Shape } from '../graph/tensor-type.ts';

/**
 * A value in another shape. A size of -1 is inferred, and 0 keeps the size at that place unless `allowsZero`.
 *
 * @throws GraphError if two sizes of the shape are known only at run time
 */
export function reshapeTo(x: Value, target: ArrayLike<Dimension>, allowsZero = false): Value {
  const sizes = Array.from(target, (size, axis): number => {
    if (typeof size === 'string') return x.shape[axis] === size ? 0 : -1;
    if (size === 0 && allowsZero) throw new GraphError('an empty tensor is not supported');
    return size;
  });
  // Only one size may be inferred: one known only at run time has precedence over a size of -1.
  if (sizes.filter((size) => size === -1).length > 1) {
    throw new GraphError(
      `a reshape of ${formatShape(x.shape)} to ${formatShape(Array.from(target))} leaves two sizes open`,
    );
  }
  return reshape(x, sizes);
}

/**
 * Broadcasts a value to a shape whose first size may be a name, taken from another value.
 *
 * @param like a value whose first axis has the size that is known only at run time
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

/** One boolean for each index of the first axis, of any size, in the given shape. */
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
