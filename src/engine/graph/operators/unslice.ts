// The inverse of a slice, built from other operators: puts elements back in their places, with zeros
// elsewhere.
import type { Value } from '../graph.ts';
import { staticShape } from '../tensor-type.ts';
import { pad, reshape, slice, unsqueeze, type SliceRange } from './shaping.ts';

/** Puts a slice along one axis, whose full size is given, back in its place among zeros. */
export function unslice(x: Value, { axis, start, step, count }: SliceRange, size: number): Value {
  const ascending = step < 0 ? reversed(x, axis) : x;
  const stride = Math.abs(step);
  const first = step < 0 ? start + (count - 1) * step : start;
  const spaced = stride > 1 ? spaceOut(ascending, axis, stride) : ascending;
  const rest = size - first - (spaced.shape[axis] as number);
  return first === 0 && rest === 0 ? spaced : pad(spaced, padsAlong(spaced, axis, first, rest));
}

const reversed = (x: Value, axis: number): Value =>
  slice(x, { starts: [-1], ends: [-Number.MAX_SAFE_INTEGER], axes: [axis], steps: [-1] });

/** Puts `stride - 1` zeros after each element along an axis. */
function spaceOut(x: Value, axis: number, stride: number): Value {
  const columns = unsqueeze(x, [axis + 1]);
  const widened = pad(columns, padsAlong(columns, axis + 1, 0, stride - 1));
  return reshape(
    widened,
    staticShape(x.shape).map((size, i) => (i === axis ? size * stride : size)),
  );
}

/** Padding along one axis only; negative amounts crop. */
function padsAlong(x: Value, axis: number, before: number, after: number): number[] {
  const rank = x.shape.length;
  return Array.from({ length: 2 * rank }, (_, i) => (i === axis ? before : i === axis + rank ? after : 0));
}
