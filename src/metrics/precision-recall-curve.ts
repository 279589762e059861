// Precision against recall of one class against the rest, over all thresholds, and the area below as the average precision: the
// sum of precisions weighted by the recall that each adds (Davis & Goadrich, 2006, "The relationship between Precision-Recall and
// ROC curves", on why points are not joined by straight lines).
import { type ScoredItems, thresholdCounts } from './threshold-counts.ts';

/** From recall 0, where precision is 1 by convention, to recall 1. */
export interface PrecisionRecallCurve {
  /** Rising; the first is 0. */
  readonly recall: readonly number[];
  readonly precision: readonly number[];
  /** The lowest probability that is taken for the class, at each point; the first is Infinity. */
  readonly thresholds: readonly number[];
  /** The area below, in steps. A classifier that knows nothing has the share of the class. */
  readonly averagePrecision: number;
}

/**
 * The precision-recall curve of class `label` against all others; undefined where no item is of the class.
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

/** The mean of several curves. */
export interface MeanPrecisionRecallCurve {
  readonly recall: readonly number[];
  readonly precision: readonly number[];
}

/**
 * The mean precision of several curves, each class counting the same, at recalls from 0 to 1 in steps: of each the precision at
 * the highest threshold that reaches the recall.
 */
export function meanPrecisionRecallCurve(
  curves: readonly Pick<PrecisionRecallCurve, 'recall' | 'precision'>[],
  steps = 100,
): MeanPrecisionRecallCurve {
  const recall = Array.from({ length: steps + 1 }, (_, i) => i / steps);
  const all = curves.map((curve) => precisionsAt(recall, curve));
  const precision = recall.map((_, i) => all.reduce((total, values) => total + values[i]!, 0) / all.length);
  return { recall, precision };
}

function precisionsAt(
  recalls: readonly number[],
  { recall, precision }: Pick<PrecisionRecallCurve, 'recall' | 'precision'>,
): number[] {
  let i = 0;
  return recalls.map((wanted) => {
    while (recall[i]! < wanted) i++;
    return precision[i]!;
  });
}
