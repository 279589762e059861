// Cases of reductions over some axes, kept or dropped. Extremes have no close rivals; ties have tests of
// their own.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { apply, type Value } from '../../graph/graph.ts';
import * as op from '../../graph/operators/index.ts';
import type { ReductionOptions } from '../../graph/operators/index.ts';
import { distinct, tensorflowCase, type OperatorCase, type OperatorCases } from '../operator-case.ts';

const x = [distinct([2, 3, 4])];
const optionSets: readonly ReductionOptions[] = [
  {},
  { keepDims: false },
  { axes: [1] },
  { axes: [1], keepDims: false },
  { axes: [0, 2] },
  { axes: [2, 0], keepDims: false },
  { axes: [-1], keepDims: false },
  { axes: [0, 1, 2] },
];

const reductionCases = (
  type: 'ReduceSum' | 'ReduceMean' | 'ReduceMax' | 'ReduceMin' | 'ReduceL2',
  build: (x: Value, options: ReductionOptions) => Value,
  compute: (x: Tensor, axes: number[] | undefined, keepDims: boolean) => Tensor,
): OperatorCase[] => [
  ...optionSets.map((options) =>
    tensorflowCase(
      JSON.stringify(options),
      x,
      (x) => build(x, options),
      (x) => compute(x, options.axes && [...options.axes], options.keepDims ?? true),
    ),
  ),
  tensorflowCase(
    'over no axis',
    x,
    (x) => apply(op[type], [x], { noop_with_empty_axes: 1 }),
    (x) => tf.mul(x, 1),
  ),
];

export const reductionCasesByType: OperatorCases = {
  ReduceSum: reductionCases('ReduceSum', op.reduceSum, tf.sum),
  ReduceMean: reductionCases('ReduceMean', op.reduceMean, tf.mean),
  ReduceMax: reductionCases('ReduceMax', op.reduceMax, tf.max),
  ReduceMin: reductionCases('ReduceMin', op.reduceMin, tf.min),
  ReduceL2: reductionCases('ReduceL2', op.reduceL2, (x, axes, keepDims) =>
    tf.sqrt(tf.sum(tf.square(x), axes, keepDims)),
  ).slice(0, -1), // over no axis it gives |x| in some runtimes and x in others
};
