// What training makes small.
import type { Value } from '../engine/graph/graph.ts';
import {
  cast,
  div,
  equal,
  greaterOrEqual,
  logSoftmax,
  mul,
  neg,
  reduceMax,
  reduceSum,
  reshape,
} from '../engine/graph/operators/index.ts';

/** `[batch, classes]` with 1 at each label, 0 elsewhere, from int32 labels `[batch]`. */
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

/** The mean over the batch of -log softmax(logits)[label]; logits `[batch, classes]`, targets one-hot. */
export function softmaxCrossEntropy(logits: Value, targets: Value): Value {
  const total = reduceSum(mul(targets, logSoftmax(logits)), { keepDims: false });
  return div(neg(total), logits.shape[0] as number);
}

/** How many of the batch have their largest logit at the label. */
export function countCorrect(logits: Value, targets: Value): Value {
  const chosen = reduceSum(mul(targets, logits), { axes: [1] });
  const right = greaterOrEqual(chosen, reduceMax(logits, { axes: [1] }));
  return reduceSum(cast(right, 'float32'), { keepDims: false });
}
