// Whether a classifier is right as often as its probabilities say: the expected calibration error, and the
// table behind a reliability diagram (Guo, Pleiss, Sun & Weinberger, 2017, "On Calibration of Modern Neural
// Networks", section 2). It considers only the likeliest class of each item. It measures and does not
// correct; temperature.ts does.
import type { LabelledPredictions } from './classification-report.ts';
import { checkProbabilities } from './cross-entropy.ts';
import { predictedClasses } from './top-k.ts';

/** The items whose likeliest class has a probability above `low`, up to `high`. */
export interface ReliabilityBin {
  /** The lower bound of the probability, not included. */
  readonly low: number;
  /** The upper bound of the probability, included. */
  readonly high: number;
  /** The number of items in the bin. */
  readonly count: number;
  /** The mean probability of their likeliest class. */
  readonly confidence: number;
  /** The share of items for which that class is the true one. */
  readonly accuracy: number;
}

/** How well probabilities match the accuracy. */
export interface Calibration {
  /** The mean over items of |accuracy - confidence| of their bin, from 0 to 1. */
  readonly expectedCalibrationError: number;
  /** Bins from the lowest confidence to the highest; those without items are left out. */
  readonly bins: readonly ReliabilityBin[];
}

/**
 * Measures the gap between confidence and accuracy, in bins of equal width.
 *
 * @throws InputError if there are no items, the sizes don't match, or a label or probability is out of range
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
