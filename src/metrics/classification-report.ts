// The usual metrics of a classifier on a labelled data set, as one plain object that JSON can hold. It only
// combines what the other files of this folder compute; evaluation-report.ts has all metrics.
import {
  accuracyOfCounts,
  type ClassRow,
  type ClassScores,
  macroAverage,
  type Scores,
  scoresOfCounts,
  weightedAverage,
} from './classification.ts';
import { countsOfConfusion, sum } from './class-counts.ts';
import { confusionMatrix } from './confusion.ts';
import { crossEntropy } from './cross-entropy.ts';
import { wilsonInterval } from './interval.ts';
import { predictedClasses } from './top-k.ts';

/** A classifier's predictions for items whose classes are known. */
export interface LabelledPredictions {
  /** `[count]`, indices into `classNames`. */
  readonly labels: ArrayLike<number>;
  /** `[count, classCount]`. */
  readonly probabilities: ArrayLike<number>;
  /** The names of the classes, by label. */
  readonly classNames: readonly string[];
}

/** The metrics of a classifier on a labelled data set. Shares are from 0 to 1, the loss in nats. */
export interface ClassificationReport {
  /** The number of items. */
  readonly count: number;
  /** The share of items that were classified correctly. */
  readonly accuracy: number;
  /** Wilson's 95 % interval of the accuracy. */
  readonly accuracyInterval: [low: number, high: number];
  /** The mean cross-entropy, in nats. */
  readonly loss: number;
  /** The mean of each score over the classes. Every class counts the same. */
  readonly macro: Scores;
  /** The mean of each score over the classes, weighted by support. Every item counts the same. */
  readonly weighted: Scores;
  /** The scores of each class, by label. */
  readonly perClass: (ClassRow & ClassScores)[];
  /** `confusion[label][prediction]`. */
  readonly confusion: number[][];
}

/**
 * Computes accuracy with its interval, loss, scores per class and on average, and the confusion matrix.
 *
 * @throws InputError if there are no items, the sizes don't match, or a label or probability is out of range
 * @example
 * const predictions = { labels: [0, 1], probabilities: [0.9, 0.1, 0.6, 0.4], classNames: ['cat', 'dog'] };
 * classificationReport(predictions).accuracy // 0.5
 */
export function classificationReport({
  labels,
  probabilities,
  classNames,
}: LabelledPredictions): ClassificationReport {
  const loss = crossEntropy(labels, probabilities, classNames.length);
  const predictions = predictedClasses(probabilities, classNames.length);
  const confusion = confusionMatrix(labels, predictions, classNames.length);
  const counts = countsOfConfusion(confusion);
  const scores = scoresOfCounts(counts);
  return {
    count: labels.length,
    accuracy: accuracyOfCounts(counts),
    accuracyInterval: wilsonInterval(sum(counts.hits), labels.length),
    loss,
    macro: macroAverage(scores),
    weighted: weightedAverage(scores),
    perClass: scores.map((score, label) => ({ label, name: classNames[label]!, ...score })),
    confusion,
  };
}
