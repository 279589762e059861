// Compares two classifiers on the same pictures: how good each is, how much they differ, how certain that
// is, and on which pictures. Hard pictures are hard for both, so the resampling and the tests use pairs.
// That detects far smaller differences than two intervals side by side. It does not cover the variation
// between seeds of training.
import { type BootstrapOptions, bootstrapDefaults, bootstrapIntervals, type Interval } from './bootstrap.ts';
import { classCounts, ratio } from './class-counts.ts';
import type { LabelledPredictions } from './classification-report.ts';
import {
  accuracyOfCounts,
  balancedAccuracy,
  type ClassRow,
  macroAverage,
  scoresOfCounts,
} from './classification.ts';
import { checkProbabilities, itemLosses } from './cross-entropy.ts';
import { wilsonInterval } from './interval.ts';
import { mcnemarExact } from './mcnemar.ts';
import { meanAt } from './mean.ts';
import { holm } from './paired-comparison.ts';
import { predictedClasses } from './top-k.ts';

/** The predictions of two classifiers for the same items. */
export interface PairedPredictions extends Pick<LabelledPredictions, 'labels' | 'classNames'> {
  /** The first classifier's probabilities, `[count, classCount]`. */
  readonly probabilitiesA: ArrayLike<number>;
  /** The second classifier's probabilities, `[count, classCount]`. */
  readonly probabilitiesB: ArrayLike<number>;
}

/** Counts of items by which of the two classified them correctly. */
export interface Outcomes {
  /** The number of items that both classified correctly. */
  readonly bothRight: number;
  /** The number of items that only the first classified correctly. */
  readonly onlyA: number;
  /** The number of items that only the second classified correctly. */
  readonly onlyB: number;
  /** The number of items that neither classified correctly. */
  readonly bothWrong: number;
}

/** The metrics that are compared. */
export type FigureName = 'accuracy' | 'balancedAccuracy' | 'macroF1' | 'loss';

/** The metrics of one classifier, with Wilson's 95 % interval of the accuracy. */
export type ComparedFigures = Readonly<Record<FigureName, number>> & {
  /** Wilson's 95 % interval of the accuracy. */
  readonly accuracyInterval: Interval;
};

/** The difference of a metric, B minus A, with its interval. */
export interface FigureDifference {
  /** B's value minus A's. */
  readonly value: number;
  /** The interval of the difference, by the paired bootstrap. */
  readonly interval: Interval;
}

/** The comparison for one class. */
export interface ClassComparison extends ClassRow {
  /** The number of items that belong to the class. */
  readonly support: number;
  /** The share of them that the first classified correctly. */
  readonly recallA: number;
  /** The share of them that the second classified correctly. */
  readonly recallB: number;
  /** B's recall minus A's; 0 if the class has no items. */
  readonly difference: number;
  /** The number of them that only the first classified correctly. */
  readonly onlyA: number;
  /** The number of them that only the second classified correctly. */
  readonly onlyB: number;
  /** The p value of McNemar's test, corrected by Holm's method for the number of classes. */
  readonly p: number;
}

/** The comparison of two classifiers. Differences are B minus A. */
export interface Comparison {
  /** The number of items. */
  readonly count: number;
  /** The first classifier's metrics. */
  readonly a: ComparedFigures;
  /** The second classifier's metrics. */
  readonly b: ComparedFigures;
  /** The difference of each metric. */
  readonly difference: Readonly<Record<FigureName, FigureDifference>>;
  /** The two-sided p value of McNemar's exact test of the accuracies. */
  readonly mcnemarP: number;
  /** Counts of items by which of the two classified them correctly. */
  readonly outcomes: Outcomes;
  /** The indices of items that only one classified correctly, ascending. */
  readonly differing: {
    /** Items that only the first classified correctly. */
    readonly onlyA: readonly number[];
    /** Items that only the second classified correctly. */
    readonly onlyB: readonly number[];
  };
  /** The share of items for which both predict the same class, right or wrong. */
  readonly agreement: number;
  /** The comparison for each class, by label. */
  readonly perClass: readonly ClassComparison[];
  /** How the intervals were drawn. */
  readonly bootstrap: Required<BootstrapOptions>;
}

/** One classifier's predictions, prepared for counting. */
interface Side {
  readonly predictions: Int32Array;
  readonly losses: Float64Array;
}

/**
 * Compares two classifiers picture by picture.
 *
 * @throws InputError if there are no items, the sizes don't match, or a label or probability is out of range
 * @example
 * const comparison = comparePredictions({
 *   labels: [0, 1, 1, 0],
 *   probabilitiesA: [0.9, 0.1, 0.4, 0.6, 0.2, 0.8, 0.7, 0.3],
 *   probabilitiesB: [0.8, 0.2, 0.6, 0.4, 0.1, 0.9, 0.3, 0.7],
 *   classNames: ['cat', 'dog'],
 * });
 * comparison.mcnemarP // 0.5
 */
export function comparePredictions(
  { labels, probabilitiesA, probabilitiesB, classNames }: PairedPredictions,
  options: BootstrapOptions = {},
): Comparison {
  const sides = [probabilitiesA, probabilitiesB].map((probabilities) =>
    sideOf(labels, probabilities, classNames.length),
  ) as [Side, Side];
  const [a, b] = sides;
  const figures = (side: Side, indices?: Int32Array) => figuresOf(labels, side, classNames.length, indices);
  const differences = (indices?: Int32Array) => {
    const [ofA, ofB] = [figures(a, indices), figures(b, indices)];
    return mapFigures((name) => ofB[name] - ofA[name]);
  };
  const count = labels.length;
  const value = differences();
  const interval = bootstrapIntervals(count, differences, options);
  const outcomes = countOutcomes(labels, a.predictions, b.predictions);
  return {
    count,
    a: { ...figures(a), accuracyInterval: wilsonInterval(outcomes.bothRight + outcomes.onlyA, count) },
    b: { ...figures(b), accuracyInterval: wilsonInterval(outcomes.bothRight + outcomes.onlyB, count) },
    difference: mapFigures((name) => ({ value: value[name], interval: interval[name] })),
    mcnemarP: mcnemarExact(outcomes.onlyA, outcomes.onlyB),
    outcomes,
    differing: {
      onlyA: indicesWhere(a, b, labels),
      onlyB: indicesWhere(b, a, labels),
    },
    agreement: a.predictions.filter((prediction, i) => prediction === b.predictions[i]).length / count,
    perClass: compareClasses(labels, sides, classNames),
    bootstrap: { ...bootstrapDefaults, ...options },
  };
}

function sideOf(labels: ArrayLike<number>, probabilities: ArrayLike<number>, classCount: number): Side {
  checkProbabilities(labels, probabilities, classCount);
  const losses = itemLosses(labels, probabilities, classCount);
  return { predictions: predictedClasses(probabilities, classCount), losses };
}

function figuresOf(
  labels: ArrayLike<number>,
  { predictions, losses }: Side,
  classCount: number,
  indices?: Int32Array,
): Record<FigureName, number> {
  const counts = classCounts(labels, predictions, classCount, indices);
  return {
    accuracy: accuracyOfCounts(counts),
    balancedAccuracy: balancedAccuracy(counts),
    macroF1: macroAverage(scoresOfCounts(counts)).f1,
    loss: meanAt(losses, indices),
  };
}

const mapFigures = <T>(make: (name: FigureName) => T): Record<FigureName, T> => ({
  accuracy: make('accuracy'),
  balancedAccuracy: make('balancedAccuracy'),
  macroF1: make('macroF1'),
  loss: make('loss'),
});

/** Counts the items that both, one or neither classified correctly: all, or only those of one class. */
function countOutcomes(
  labels: ArrayLike<number>,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  only?: number,
): Outcomes {
  let [bothRight, onlyA, onlyB, bothWrong] = [0, 0, 0, 0];
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (only !== undefined && label !== only) continue;
    const [isA, isB] = [a[i] === label, b[i] === label];
    if (isA && isB) bothRight++;
    else if (isA) onlyA++;
    else if (isB) onlyB++;
    else bothWrong++;
  }
  return { bothRight, onlyA, onlyB, bothWrong };
}

/** The items that the first classified correctly and the second did not. */
function indicesWhere(first: Side, second: Side, labels: ArrayLike<number>): number[] {
  const indices = Array.from(first.predictions, (_, i) => i);
  return indices.filter((i) => first.predictions[i] === labels[i] && second.predictions[i] !== labels[i]);
}

function compareClasses(
  labels: ArrayLike<number>,
  [a, b]: readonly [Side, Side],
  classNames: readonly string[],
): ClassComparison[] {
  const rows = classNames.map((name, label) => {
    const { bothRight, onlyA, onlyB, bothWrong } = countOutcomes(labels, a.predictions, b.predictions, label);
    const support = bothRight + onlyA + onlyB + bothWrong;
    const [recallA, recallB] = [ratio(bothRight + onlyA, support), ratio(bothRight + onlyB, support)];
    return { label, name, support, recallA, recallB, difference: recallB - recallA, onlyA, onlyB };
  });
  // A class without items is not tested.
  const tested = rows.filter(({ support }) => support > 0);
  const ps = holm(tested.map(({ onlyA, onlyB }) => mcnemarExact(onlyA, onlyB)));
  return rows.map((row) => ({ ...row, p: ps[tested.indexOf(row)] ?? 1 }));
}
