// Reductions over axes.
import { apply, type Value } from '../graph.ts';
import {
  constantInput,
  defineOperator,
  GraphError,
  input,
  int,
  readAttributes,
  type Call,
  type Operator,
} from '../operator.ts';
import type { Dimension } from '../tensor-type.ts';

/** The attributes that all reductions share. @internal */
export const reductionAttributes = { keepdims: int(1), noop_with_empty_axes: int(0) };

/** The axes of a reduction node, counted from 0, in ascending order; all axes if the node names none. */
export function reducedAxes(call: Pick<Call, 'inputs' | 'attributes'>): number[] {
  const { shape } = input(call as Call, 0);
  const given = constantInput(call as Call, 1) ?? [];
  if (given.length === 0)
    return readAttributes(reductionAttributes, call).noop_with_empty_axes ? [] : [...shape.keys()];
  return given.map((axis) => normalizeAxis(axis, shape.length)).sort((a, b) => a - b);
}

/** Converts an axis to one counted from 0; negative axes count from the end. */
export function normalizeAxis(axis: number, rank: number): number {
  if (axis < -rank || axis >= rank) throw new GraphError(`axis ${axis} is out of range for rank ${rank}`);
  return axis < 0 ? axis + rank : axis;
}

const reduction = (type: string): Operator =>
  defineOperator(type, {
    inputs: [1, 2],
    attributes: reductionAttributes,
    infer: (call, { keepdims }) => {
      const { dtype, shape } = input(call, 0);
      const axes = new Set(reducedAxes(call));
      const reduced = shape.flatMap((size, axis): Dimension[] =>
        !axes.has(axis) ? [size] : keepdims ? [1] : [],
      );
      return [{ dtype, shape: reduced }];
    },
  });

/** The operator of `reduceSum`. */
export const ReduceSum = reduction('ReduceSum');
/** The operator of `reduceMean`. */
export const ReduceMean = reduction('ReduceMean');
/** The operator of `reduceMax`. */
export const ReduceMax = reduction('ReduceMax');
/** The operator of `reduceMin`. */
export const ReduceMin = reduction('ReduceMin');
/** The operator of `reduceL2`. */
export const ReduceL2 = reduction('ReduceL2');

/** Running sums along a constant axis. */
export const CumSum = defineOperator('CumSum', {
  inputs: 2,
  attributes: { exclusive: int(0), reverse: int(0) },
  infer: (call) => {
    const { dtype, shape } = input(call, 0);
    normalizeAxis(constantInput(call, 1)![0]!, shape.length);
    return [{ dtype, shape }];
  },
});

/** The options of reductions. */
export interface ReductionOptions {
  /** The axes to reduce; all axes by default. */
  axes?: readonly number[];
  /** Whether reduced axes stay, with size 1; true by default. */
  keepDims?: boolean;
}

const reduce =
  (operator: Operator) =>
  (x: Value, { axes, keepDims = true }: ReductionOptions = {}): Value =>
    apply(operator, axes ? [x, x.graph.int64(axes)] : [x], { keepdims: keepDims ? 1 : 0 });

/**
 * The sum over axes.
 *
 * @function
 */
export const reduceSum = reduce(ReduceSum);
/**
 * The mean over axes.
 *
 * @function
 */
export const reduceMean = reduce(ReduceMean);
/**
 * The largest element over axes.
 *
 * @function
 */
export const reduceMax = reduce(ReduceMax);
/**
 * The smallest element over axes.
 *
 * @function
 */
export const reduceMin = reduce(ReduceMin);
/**
 * The Euclidean length over axes.
 *
 * @function
 */
export const reduceL2 = reduce(ReduceL2);

/** Running sums along an axis; with `exclusive` each sum leaves out its own element. */
export const cumSum = (x: Value, axis: number, { exclusive = false } = {}): Value =>
  apply(CumSum, [x, x.graph.scalar(axis, 'int64')], exclusive ? { exclusive: 1 } : {});
