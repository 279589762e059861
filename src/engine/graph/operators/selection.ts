// Operators that select by index.
import { apply, type Operand, type Value } from '../graph.ts';
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
