// Whether a classifier is right as often as it says it is: the expected calibration error, and the table
// behind a reliability diagram (Guo, Pleiss, Sun & Weinberger, 2017, "On Calibration of Modern Neural
// Networks", section 2). Only the likeliest class of each item is looked at. It measures; it corrects
// nothing.
import type { LabelledPredictions } from './classification-report.ts';
import { checkProbabilities } from './cross-entropy.ts';
import { predictedClasses } from './top-k.ts';

/** Items whose likeliest class had a probability above `low`, up to `high`. */
export interface ReliabilityBin {
  /** The lower bound of the probability, not included. */
  readonly low: number;
  /** The upper bound of the probability, included. */
  readonly high: number;
  /** How many items there are in it. */
  readonly count: number;
  /** The mean probability of their likeliest class. */
  readonly confidence: number;
  /** The share for which that class is the true one. */
  readonly accuracy: number;
}

/** How well probabilities agree with how often the classifier is right. */
export interface Calibration {
  /** The mean over items of |accuracy - confidence| of their bin, from 0 to 1. */
  readonly expectedCalibrationError: number;
  /** From the lowest confidence to the highest; without bins that have no items. */
  readonly bins: readonly ReliabilityBin[];
}

/**
 * How far confidence and accuracy are apart, in bins of equal width.
 *
 * @throws InputError when there are no items, the sizes don't fit, or a label or probability is out of range
 * @example
 * const predictions = { labels: [0, 1], probabilities: [0.9, 0.1, 0.4, 0.6], classNames: ['cat', 'dog'] };
 * calibration(predictions).expectedCalibrationError // 0.25
 */
export function calibration(
  { labels, probabilities, classNames }: LabelledPredictions,
  binCount = 15,
): Calibration {
  const classCount = classNames.length;
  checkProbabilities(labels, probabilities, classCount);
  const sums = Array.from({ length: binCount }, () => ({ count: 0, confidence: 0, hits: 0 }));
  predictedClasses(probabilities, classCount).forEach((predicted, i) => {
    const confidence = probabilities[i * classCount + predicted]!;
    const bin = sums[Math.min(binCount, Math.max(1, Math.ceil(confidence * binCount))) - 1]!;
    bin.count += 1;
    bin.confidence += confidence;
    bin.hits += predicted === labels[i] ? 1 : 0;
  });
  const gaps = sums.reduce((sum, { hits, confidence }) => sum + Math.abs(hits - confidence), 0);
  return {
    expectedCalibrationError: gaps / labels.length,
    bins: sums.flatMap(({ count, confidence, hits }, i) =>
      count === 0
        ? []
        : { ...edges(i, binCount), count, confidence: confidence / count, accuracy: hits / count },
    ),
  };
}

const edges = (bin: number, binCount: number) => ({ low: bin / binCount, high: (bin + 1) / binCount });
