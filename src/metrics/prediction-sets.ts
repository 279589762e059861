// Conformal prediction: sets of classes that contain the true one with a chosen probability, whatever the
// model, if the pictures are of the kind that calibrated them. The sets keep every class whose probability
// reaches one threshold, which makes them the smallest on average (Sadinle, Lei & Wasserman, 2019, "Least
// Ambiguous Set-Valued Classifiers with Bounded Error Levels"). A set can be empty: no class is likely
// enough. Adaptive sets (Romano, Sesia & Candès, 2020) are never empty but larger.
import { InputError } from '../errors.ts';
import type { LabelledPredictions } from './classification-report.ts';
import { wilsonInterval } from './interval.ts';

/** How prediction sets do on pictures that did not calibrate them. */
export interface PredictionSetsReport {
  /** The share of sets that should contain the true class. */
  readonly target: number;
  /** The lowest probability of a class in a set. */
  readonly threshold: number;
  /** The share of sets that do contain it. */
  readonly coverage: number;
  /** The 95 % interval of `coverage` (Wilson). */
  readonly coverageInterval: readonly [low: number, high: number];
  /** The mean number of classes in a set. */
  readonly meanSize: number;
  /** The shares of sets by their size, from 0 classes on. */
  readonly sizes: readonly number[];
}

/**
 * The threshold for a coverage, by split conformal prediction (Papadopoulos et al., 2002; Angelopoulos &
 * Bates, 2021, "A Gentle Introduction to Conformal Prediction"): the k-th largest probability of the true
 * class, with k = ⌈(n + 1) · coverage⌉. 0 if there are too few pictures for the coverage, so that sets
 * contain all classes.
 *
 * @param predictions those for the pictures that calibrate
 * @param coverage above 0 and below 1
 * @throws InputError for another coverage
 * @example conformalThreshold({ labels: [0, 0, 1], probabilities: [0.9, 0.1, 0.6, 0.4, 0.2, 0.8], classNames: ['a', 'b'] }, 0.5) // 0.8
 */
export function conformalThreshold(predictions: LabelledPredictions, coverage: number): number {
  if (!(coverage > 0 && coverage < 1))
    throw new InputError(`coverage: expected a number above 0 and below 1, got ${coverage}`);
  return conformalThresholds(predictions, [coverage])[0]!;
}

/** `conformalThreshold` for several coverages. */
export function conformalThresholds(
  { labels, probabilities, classNames }: LabelledPredictions,
  coverages: readonly number[],
): number[] {
  const ofTruth = Float64Array.from(labels, (label, i) => probabilities[i * classNames.length + label]!);
  const descending = ofTruth.sort().reverse();
  // Half a millionth of a picture less undoes rounding: 0.9 · 10 must not become 10.
  const rank = (coverage: number) => Math.ceil((descending.length + 1) * coverage - 1e-6);
  return coverages.map((coverage) => descending[rank(coverage) - 1] ?? 0);
}

/** The classes of a row of probabilities that reach a threshold, the likeliest first. */
export const predictionSet = (row: ArrayLike<number>, threshold: number): number[] =>
  Array.from(row, (_, label) => label)
    .filter((label) => row[label]! >= threshold)
    .sort((a, b) => row[b]! - row[a]!);

/** Measures prediction sets. */
export function predictionSetsReport(
  { labels, probabilities, classNames }: LabelledPredictions,
  { target, threshold }: Pick<PredictionSetsReport, 'target' | 'threshold'>,
): PredictionSetsReport {
  const [count, width] = [labels.length, classNames.length];
  const sizes = new Array<number>(width + 1).fill(0);
  let [hits, members] = [0, 0];
  for (let i = 0; i < count; i++) {
    const row = Array.from({ length: width }, (_, label) => probabilities[i * width + label]!);
    const size = row.filter((probability) => probability >= threshold).length;
    sizes[size]! += 1 / count;
    members += size;
    if (row[labels[i]!]! >= threshold) hits++;
  }
  return {
    ...{ target, threshold, coverage: hits / count, coverageInterval: wilsonInterval(hits, count) },
    ...{ meanSize: members / count, sizes },
  };
}
