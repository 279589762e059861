// The losses that training minimises.
import type { Value } from '../engine/graph/graph.ts';
import {
  add,
  cast,
  div,
  equal,
  exp,
  greaterOrEqual,
  logSoftmax,
  max,
  mul,
  neg,
  pow,
  reduceMax,
  reduceSum,
  reshape,
  sub,
} from '../engine/graph/operators/index.ts';

/** One-hot targets `[batch, classes]` from int32 labels `[batch]`. */
export function oneHot(labels: Value, classes: number): Value {
  const { graph } = labels;
  const all = graph.constant(
    Int32Array.from({ length: classes }, (_, i) => i),
    [1, classes],
    'int32',
    'classes',
  );
  return cast(equal(reshape(labels, [-1, 1]), all), 'float32');
}

/** How the loss of a classifier is computed; cross-entropy by default. */
export interface LossOptions {
  /** The share of each target that is spread evenly over all classes (Szegedy et al., 2016); 0 by default. */
  readonly labelSmoothing?: number;
  /**
   * The gamma of focal loss (Lin et al., 2017): how much less recognised pictures count. 0 by default, which
   * is cross-entropy.
   */
  readonly gamma?: number;
  /** A factor for the pictures of each class; 1 by default. */
  readonly classWeights?: readonly number[];
}

/**
 * The mean over the batch of the cross-entropy -Σ target · log p, with p = softmax(logits). In focal loss
 * each term has the factor (1 - p)^gamma. With class weights, the sum of the weighted losses is divided by
 * the size of the batch, as in Keras.
 *
 * @param logits `[batch, classes]`
 * @param targets `[batch, classes]`, one-hot or mixtures; each row adds up to 1
 * @example classificationLoss(logits, oneHot(labels, 10), { labelSmoothing: 0.1 })
 */
export function classificationLoss(
  logits: Value,
  targets: Value,
  { labelSmoothing = 0, gamma = 0, classWeights }: LossOptions = {},
): Value {
  const classes = logits.shape[1] as number;
  const smooth = labelSmoothing > 0 ? smoothed(targets, labelSmoothing, classes) : targets;
  const expected = classWeights ? mul(smooth, weightsOf(targets, classWeights)) : smooth;
  const logs = logSoftmax(logits);
  const terms = gamma > 0 ? mul(logs, unrecognised(logs, gamma)) : logs;
  const total = reduceSum(mul(expected, terms), { keepDims: false });
  return div(neg(total), logits.shape[0] as number);
}

/**
 * Distillation (Hinton, Vinyals & Dean, 2015): the mean over the batch of T² · -Σ q · log p, where p and q
 * are the distributions of the network and its teacher over the classes at the temperature T. The factor T²
 * keeps the size of the gradient.
 *
 * @param logits `[batch, classes]`
 * @param taught the teacher's probabilities, `[batch, classes]`, at a temperature of 1
 * @example distillationLoss(logits, taught, 2)
 */
export function distillationLoss(logits: Value, taught: Value, temperature: number): Value {
  const logs = logSoftmax(div(logits, temperature));
  const total = reduceSum(mul(softened(taught, temperature), logs), { keepDims: false });
  return mul(neg(total), temperature ** 2 / (logits.shape[0] as number));
}

/** Probabilities at another temperature: p^(1/T), normalised to a sum of 1. */
function softened(probabilities: Value, temperature: number): Value {
  if (temperature === 1) return probabilities;
  const roots = pow(probabilities, 1 / temperature);
  return div(roots, reduceSum(roots, { axes: [1] }));
}

const smoothed = (targets: Value, share: number, classes: number): Value =>
  add(mul(targets, 1 - share), share / classes);

/** The weight of each picture, `[batch, 1]`; for a mixture, the mean of the weights of its classes. */
function weightsOf(targets: Value, classWeights: readonly number[]): Value {
  const shape = [1, classWeights.length];
  const weights = targets.graph.constant(Float32Array.from(classWeights), shape, 'float32', 'class-weights');
  return reduceSum(mul(targets, weights), { axes: [1] });
}

/** (1 - p)^gamma, with the base kept above 0, where powers below 1 have an infinite slope. */
const unrecognised = (logs: Value, gamma: number): Value => pow(max(sub(1, exp(logs)), 1e-6), gamma);

/** The number of pictures whose largest logit is at their label. */
export function countCorrect(logits: Value, targets: Value): Value {
  const chosen = reduceSum(mul(targets, logits), { axes: [1] });
  const right = greaterOrEqual(chosen, reduceMax(logits, { axes: [1] }));
  return reduceSum(cast(right, 'float32'), { keepDims: false });
}
