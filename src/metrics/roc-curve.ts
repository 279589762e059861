// The receiver operating characteristic of one class against the rest: the share of the class that is found,
// against the share of the others that is taken for it, over all thresholds (Fawcett, 2006, "An introduction
// to ROC analysis"). It does not depend on how frequent the class is, so it looks too good for rare classes.
// The precision-recall curve shows those better.
import { interpolateAt } from './interpolate-at.ts';
import { meanCurve } from './mean-curve.ts';
import { type ScoredItems, thresholdCounts } from './threshold-counts.ts';

/** The curve from (0, 0), where no item is predicted as the class, to (1, 1), where all are. */
export interface RocCurve {
  /** The share of other items that is predicted as the class, ascending. */
  readonly falsePositiveRate: readonly number[];
  /** The share of the class's items that is predicted as it, the recall, ascending. */
  readonly truePositiveRate: readonly number[];
  /** The lowest probability that counts as the class, at each point; the first is Infinity. */
  readonly thresholds: readonly number[];
  /**
   * The area under the curve: the probability that an item of the class has a higher probability of the
   * class than another item. A tie counts as half.
   */
  readonly area: number;
}

/**
 * The ROC curve of class `label` against the rest; undefined if no item is of the class, or all are.
 *
 * @example rocCurve({ labels: [0, 1], probabilities: [0.7, 0.3, 0.4, 0.6], classCount: 2 }, 0)?.area // 1
 */
export function rocCurve(items: ScoredItems, label: number): RocCurve | undefined {
  const { thresholds, truePositives, falsePositives, positives, negatives } = thresholdCounts(items, label);
  if (positives === 0 || negatives === 0) return undefined;
  const falsePositiveRate = [0, ...falsePositives.map((count) => count / negatives)];
  const truePositiveRate = [0, ...truePositives.map((count) => count / positives)];
  const area = trapezoids(falsePositiveRate, truePositiveRate);
  return { falsePositiveRate, truePositiveRate, thresholds: [Infinity, ...thresholds], area };
}

/** The points of a ROC curve. */
export type RocPoints = Pick<RocCurve, 'falsePositiveRate' | 'truePositiveRate'>;

/** The mean true positive rate of several curves with equal weight, at false positive rates from 0 to 1. */
export function meanRocCurve(curves: readonly RocPoints[], steps = 100): RocPoints {
  const truePositiveRates = (rates: readonly number[], { falsePositiveRate, truePositiveRate }: RocPoints) =>
    interpolateAt(rates, falsePositiveRate, truePositiveRate);
  const { places, heights } = meanCurve(curves, truePositiveRates, steps);
  return { falsePositiveRate: places, truePositiveRate: heights };
}

function trapezoids(x: readonly number[], y: readonly number[]): number {
  let area = 0;
  for (let i = 1; i < x.length; i++) area += ((x[i]! - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2;
  return area;
}
