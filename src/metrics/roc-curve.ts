// The receiver operating characteristic of one class against the rest: which share of the class is found,
// against which share of the others is taken for it, over all thresholds (Fawcett, 2006, "An introduction to
// ROC analysis"). The shares of the classes do not move it, so that for rare classes it flatters; the
// precision-recall curve shows those better.
import { interpolateAt } from './interpolate-at.ts';
import { meanCurve } from './mean-curve.ts';
import { type ScoredItems, thresholdCounts } from './threshold-counts.ts';

/** From (0, 0), where nothing is taken for the class, to (1, 1), where everything is. */
export interface RocCurve {
  /** Of items of other classes, the share taken for the class; rising. */
  readonly falsePositiveRate: readonly number[];
  /** Of items of the class, the share taken for it: the recall; rising. */
  readonly truePositiveRate: readonly number[];
  /** The lowest probability that is taken for the class, at each point; the first is Infinity. */
  readonly thresholds: readonly number[];
  /**
   * The area below: the chance that an item of the class has a higher probability of it than another item,
   * ties counting half.
   */
  readonly area: number;
}

/**
 * The ROC curve of class `label` against all others; undefined where no item is of the class, or all are.
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

/** The points of a curve. */
export type RocPoints = Pick<RocCurve, 'falsePositiveRate' | 'truePositiveRate'>;

/**
 * The mean true positive rate of several curves, each class counting the same, at false positive rates from 0
 * to 1 in steps.
 */
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
