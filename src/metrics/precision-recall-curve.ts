// Precision against recall for one class against the rest, over all thresholds. The area under it is the
// average precision: the sum of precisions, weighted by the recall that each adds. Davis & Goadrich (2006,
// "The relationship between Precision-Recall and ROC curves") explain why straight lines must not join the
// points.
import { meanCurve } from './mean-curve.ts';
import { type ScoredItems, thresholdCounts } from './threshold-counts.ts';

/** The curve from recall 0, where precision is 1 by convention, to recall 1. */
export interface PrecisionRecallCurve {
  /** The recall at each point, ascending from 0. */
  readonly recall: readonly number[];
  /** The share of the items predicted as the class that belongs to it, at each point. */
  readonly precision: readonly number[];
  /** The lowest probability that counts as the class, at each point; the first is Infinity. */
  readonly thresholds: readonly number[];
  /** The area under the steps. For random predictions it is the share of the class. */
  readonly averagePrecision: number;
}

/**
 * The precision-recall curve of class `label` against the rest; undefined if no item is of the class.
 *
 * @example
 * precisionRecallCurve({ labels: [0, 1], probabilities: [0.7, 0.3, 0.4, 0.6], classCount: 2 }, 0)?.averagePrecision // 1
 */
export function precisionRecallCurve(items: ScoredItems, label: number): PrecisionRecallCurve | undefined {
  const { thresholds, truePositives, falsePositives, positives } = thresholdCounts(items, label);
  if (positives === 0) return undefined;
  const recall = [0, ...truePositives.map((count) => count / positives)];
  const precision = [1, ...truePositives.map((count, i) => count / (count + falsePositives[i]!))];
  let averagePrecision = 0;
  for (let i = 1; i < recall.length; i++) averagePrecision += (recall[i]! - recall[i - 1]!) * precision[i]!;
  return { recall, precision, thresholds: [Infinity, ...thresholds], averagePrecision };
}

/** The points of a precision-recall curve. */
export type PrecisionRecallPoints = Pick<PrecisionRecallCurve, 'recall' | 'precision'>;

/**
 * The mean precision of several curves with equal weight, at recalls from 0 to 1. For each recall, a curve
 * gives the precision at the highest threshold that reaches it.
 */
export function meanPrecisionRecallCurve(
  curves: readonly PrecisionRecallPoints[],
  steps = 100,
): PrecisionRecallPoints {
  const { places, heights } = meanCurve(curves, precisionsAt, steps);
  return { recall: places, precision: heights };
}

function precisionsAt(recalls: readonly number[], { recall, precision }: PrecisionRecallPoints): number[] {
  let i = 0;
  return recalls.map((wanted) => {
    while (recall[i]! < wanted) i++;
    return precision[i]!;
  });
}
