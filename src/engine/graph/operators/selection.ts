// Operators that select by index.
import { apply, applyAll, type Operand, type Value } from '../graph.ts';
import { constantInput, defineOperator, GraphError, input, int } from '../operator.ts';
import { normalizeAxis } from './reduction.ts';

/** The operator of `oneHot`. Inputs: indices, the constant depth, and `[off, on]`. */
export const OneHot = defineOperator('OneHot', {
  inputs: 3,
  attributes: { axis: int(-1) },
  infer: (call, attributes) => {
    const { shape } = input(call, 0);
    const axis = normalizeAxis(attributes.axis, shape.length + 1);
    const depth = constantInput(call, 1)?.[0];
    if (depth === undefined) throw new GraphError('the depth is missing');
    return [{ dtype: input(call, 2).dtype, shape: [...shape.slice(0, axis), depth, ...shape.slice(axis)] }];
  },
});

/** The operator of `gather`. */
export const Gather = defineOperator('Gather', {
  inputs: 2,
  attributes: { axis: int(0) },
  infer: (call, attributes) => {
    const [{ dtype, shape }, indices] = [input(call, 0), input(call, 1)];
    const axis = normalizeAxis(attributes.axis, shape.length);
    return [{ dtype, shape: [...shape.slice(0, axis), ...indices.shape, ...shape.slice(axis + 1)] }];
  },
});

/** The operator of `topK`. Inputs: x and the constant number of elements to select. */
export const TopK = defineOperator('TopK', {
  inputs: 2,
  outputs: 2,
  attributes: { axis: int(-1), largest: int(1), sorted: int(1) },
  infer: (call, attributes) => {
    const { dtype, shape } = input(call, 0);
    const axis = normalizeAxis(attributes.axis, shape.length);
    const [k = 0] = constantInput(call, 1)!;
    const size = shape[axis]!;
    if (!(k >= 1 && (typeof size === 'string' || k <= size)))
      throw new GraphError(`expected 1 to ${size} elements to select, got ${k}`);
    const selected = shape.with(axis, k);
    return [
      { dtype, shape: selected },
      { dtype: 'int64', shape: selected },
    ];
  },
});

/** One-hot vectors of float32, `[..., depth]`: 1 at the given index, otherwise 0. */
export const oneHot = (indices: Value, depth: number): Value => {
  const { graph } = indices;
  const values = graph.constant(Float32Array.of(0, 1), [2], 'float32');
  return apply(OneHot, [indices, graph.int64([depth]), values]);
};

/** The slices of `data` along an axis at the given indices: an integer tensor or one number. */
export const gather = (data: Value, indices: Operand, axis = 0): Value =>
  apply(Gather, [data, typeof indices === 'number' ? data.graph.scalar(indices, 'int64') : indices], {
    axis,
  });

/** The options of `topK`. */
export interface TopKOptions {
  /** The axis to select along; the last one by default. */
  axis?: number;
  /** Whether to select the smallest elements instead of the largest. */
  smallest?: boolean;
}

/** The elements that `topK` selects. */
export interface TopElements {
  /** The elements. */
  values: Value;
  /** Their indices along the axis, int64. */
  indices: Value;
}

/**
 * The `k` largest elements along an axis, the largest first, and their indices as int64. Of equal elements
 * the one with the lower index comes first.
 */
export const topK = (x: Value, k: number, { axis = -1, smallest = false }: TopKOptions = {}): TopElements => {
  const attributes = { axis, largest: smallest ? 0 : 1 };
  const [values, indices] = applyAll(TopK, [x, x.graph.int64([k])], attributes, 2) as [Value, Value];
  return { values, indices };
};
