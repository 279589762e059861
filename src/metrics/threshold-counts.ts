// One class against the rest: the correct and wrong predictions if all items whose probability reaches a
// threshold are predicted as the class, for each threshold that makes a difference. ROC and precision-recall
// curves are computed from it. Items of equal probability are counted together, because no threshold can
// separate them.

/** Labels and the predicted probabilities, already checked. */
export interface ScoredItems {
  /** `[count]` class indices. */
  readonly labels: ArrayLike<number>;
  /** `[count, classCount]`. */
  readonly probabilities: ArrayLike<number>;
  /** The number of classes. */
  readonly classCount: number;
}

/**
 * The numbers of items of the class and of other classes that reach each threshold, by descending threshold.
 */
export interface ThresholdCounts {
  /** Each different probability, the highest first. */
  readonly thresholds: readonly number[];
  readonly truePositives: readonly number[];
  readonly falsePositives: readonly number[];
  /** The number of items of the class, and of other classes. */
  readonly positives: number;
  readonly negatives: number;
}

/**
 * Counts the items of class `label`, and the others, that reach each threshold.
 *
 * @example thresholdCounts({ labels: [0, 1], probabilities: [0.7, 0.3, 0.4, 0.6], classCount: 2 }, 0).truePositives // [1, 1]
 */
export function thresholdCounts(items: ScoredItems, label: number): ThresholdCounts {
  const [own, others] = sortedProbabilities(items, label);
  const thresholds: number[] = [];
  const truePositives: number[] = [];
  const falsePositives: number[] = [];
  for (let [p, n] = [0, 0]; p < own.length || n < others.length;) {
    const threshold = Math.max(own[p] ?? -Infinity, others[n] ?? -Infinity);
    while (own[p] === threshold) p++;
    while (others[n] === threshold) n++;
    thresholds.push(threshold);
    truePositives.push(p);
    falsePositives.push(n);
  }
  return {
    ...{ thresholds, truePositives, falsePositives },
    ...{ positives: own.length, negatives: others.length },
  };
}

/** The probabilities of a class in descending order, for items of the class and for the others. */
function sortedProbabilities(
  { labels, probabilities, classCount }: ScoredItems,
  label: number,
): [own: Float64Array, others: Float64Array] {
  const own: number[] = [];
  const others: number[] = [];
  for (let i = 0; i < labels.length; i++)
    (labels[i] === label ? own : others).push(probabilities[i * classCount + label]!);
  // Typed arrays sort several times faster without a comparator.
  return [Float64Array.from(own).sort().reverse(), Float64Array.from(others).sort().reverse()];
}
