// Moves whole runs of memory: the only kind of reordering that the runtime spreads over its threads.
import type { Value } from '../../graph/graph.ts';
import { gather, reshape } from '../../graph/operators/index.ts';
import { sizeOf } from '../../graph/tensor-type.ts';

/**
 * Treats the memory of `x`, of any shape, as rows of the given length and reorders them: `[rows, length]`.
 */
export function reorderRows(x: Value, length: number, order: Int32Array): Value {
  const rows = reshape(x, [sizeOf(x.shape) / length, length]);
  const indices = x.graph.constant(order, [order.length], 'int32', 'order');
  return gather(rows, indices);
}

/**
 * Swaps the first two axes of memory laid out as `[outer, inner, length]`. The caller must reshape the
 * result.
 */
export function swapOuterAxes(x: Value, outer: number, inner: number): Value {
  if (outer === 1 || inner === 1) return x;
  const order = Int32Array.from(
    { length: outer * inner },
    (_, i) => (i % outer) * inner + Math.floor(i / outer),
  );
  return reorderRows(x, sizeOf(x.shape) / (outer * inner), order);
}
