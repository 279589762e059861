// Selective classification: the accuracy that remains if the least confident predictions are passed on to a
// person (Geifman & El-Yaniv, 2017, "Selective Classification for Deep Neural Networks"). Coverage is the
// share of pictures that the model keeps, risk the share of mistakes among them. Confidence is the
// probability of the likeliest class.
import type { LabelledPredictions } from './classification-report.ts';
import { wilsonInterval } from './interval.ts';
import { predictedClasses } from './top-k.ts';

/** What is kept at a threshold. */
export interface CoveragePoint {
  /** The lowest confidence that is kept. */
  readonly threshold: number;
  /** The share of pictures that are kept. */
  readonly coverage: number;
  /** The accuracy on them. */
  readonly accuracy: number;
}

/** Accuracy by coverage. */
export interface RiskCoverage {
  /** A point for each different confidence, the highest first; the last one keeps all pictures. */
  readonly points: readonly CoveragePoint[];
  /**
   * The area under the curve of risk against coverage (AURC; Geifman, Uziel & El-Yaniv, 2019, "Bias-Reduced
   * Uncertainty Estimation for Deep Neural Classifiers"): the mean risk over all numbers of kept pictures.
   */
  readonly aurc: number;
}

/** What is kept at a threshold, with its 95 % intervals (Wilson). */
export interface SelectiveAccuracy extends CoveragePoint {
  /** The interval of `coverage`. */
  readonly coverageInterval: readonly [low: number, high: number];
  /** The interval of `accuracy`; missing if no picture is kept. */
  readonly accuracyInterval?: readonly [low: number, high: number];
}

/**
 * The accuracy at every coverage. Predictions of equal confidence are kept or passed on together.
 *
 * @example riskCoverage({ labels: [0, 1], probabilities: [0.9, 0.1, 0.6, 0.4], classNames: ['a', 'b'] }).aurc // 0.25
 */
export function riskCoverage(predictions: LabelledPredictions): RiskCoverage {
  const { confidence, isRight } = judged(predictions);
  const order = Array.from(confidence.keys()).sort((a, b) => confidence[b]! - confidence[a]!);
  const count = order.length;
  const points: CoveragePoint[] = [];
  let [right, area] = [0, 0];
  for (let start = 0; start < count;) {
    const threshold = confidence[order[start]!]!;
    let end = start;
    while (end < count && confidence[order[end]!] === threshold) right += Number(isRight[order[end++]!]);
    const accuracy = right / end;
    points.push({ threshold, coverage: end / count, accuracy });
    area += ((end - start) / count) * (1 - accuracy);
    start = end;
  }
  return { points, aurc: area };
}

/**
 * The lowest threshold from which on the kept predictions reach an accuracy; undefined if none does.
 *
 * @param target 0 to 1
 */
export const thresholdFor = (target: number, { points }: RiskCoverage): CoveragePoint | undefined =>
  points.findLast(({ accuracy }) => accuracy >= target);

/** The accuracy of the predictions whose confidence reaches a threshold; 1 if there are none. */
export function selectiveAccuracy(predictions: LabelledPredictions, threshold: number): SelectiveAccuracy {
  const { confidence, isRight } = judged(predictions);
  let [kept, right] = [0, 0];
  confidence.forEach((value, i) => {
    if (value < threshold) return;
    kept++;
    right += Number(isRight[i]);
  });
  return {
    threshold,
    coverage: kept / confidence.length,
    coverageInterval: wilsonInterval(kept, confidence.length),
    accuracy: kept > 0 ? right / kept : 1,
    ...(kept > 0 && { accuracyInterval: wilsonInterval(right, kept) }),
  };
}

function judged({ labels, probabilities, classNames }: LabelledPredictions) {
  const width = classNames.length;
  const predicted = predictedClasses(probabilities, width);
  return {
    confidence: Float64Array.from(predicted, (label, i) => probabilities[i * width + label]!),
    isRight: Array.from(predicted, (label, i) => label === labels[i]),
  };
}
