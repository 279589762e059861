// Linear classifiers on given features: logistic regression and the linear support vector machine. Both
// minimise convex functions.
import { max, mul, reduceSum, sub } from '../engine/graph/operators/index.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { predictedClasses } from '../metrics/top-k.ts';
import type { Vectors } from '../neighbours/vectors.ts';
import { dense } from '../nn/layers/index.ts';
import { sequential } from '../nn/model.ts';
import { fitFullBatch, scoresOf, type FullBatchOptions, type SummedLoss } from './full-batch.ts';

/**
 * `logistic`: cross-entropy of the softmax. `squaredHinge`: each class against the rest, with the squared
 * distance into the margin, as in LIBLINEAR (Fan et al., 2008).
 */
export type LinearLoss = 'logistic' | 'squaredHinge';

export interface LinearOptions extends Omit<FullBatchOptions, 'loss'> {
  readonly loss: LinearLoss;
}

export interface LinearModel {
  /** `[dimensions, classes]` */
  readonly weights: Float32Array;
  /** `[classes]` */
  readonly bias: Float32Array;
}

const squaredHinge: SummedLoss = (scores, targets) => {
  const signs = sub(mul(targets, 2), 1);
  const within = max(sub(1, mul(signs, scores)), 0);
  return reduceSum(mul(within, within), { keepDims: false });
};

const linear = (classes: number) => sequential([dense({ units: classes })]);
const [kernel, bias] = ['dense/kernel', 'dense/bias'];

/**
 * Fits a linear model to labelled vectors.
 *
 * @param labels `[count]`
 * @example const model = await fitLinear(hogFeatures(data.train), data.train.labels, 10, { loss: 'squaredHinge', l2: 1e-5 });
 */
export async function fitLinear(
  features: Vectors,
  labels: Int32Array,
  classes: number,
  { loss, ...options }: LinearOptions,
): Promise<LinearModel> {
  const start = {
    [kernel]: new Float32Array(features.dimensions * classes),
    [bias]: new Float32Array(classes),
  };
  const fitted = await fitFullBatch(linear(classes), { features, labels, classes }, start, {
    ...options,
    ...(loss === 'squaredHinge' && { loss: squaredHinge }),
  });
  return { weights: fitted[kernel]!, bias: fitted[bias]! };
}

/**
 * The class with the highest score for each vector.
 *
 * @returns `[count]`
 */
export async function predictLinear(
  model: LinearModel,
  features: Vectors,
  device: DeviceOptions = {},
): Promise<Int32Array> {
  const classes = model.bias.length;
  const weights = { [kernel]: model.weights, [bias]: model.bias };
  return predictedClasses(await scoresOf(linear(classes), weights, features, device), classes);
}
