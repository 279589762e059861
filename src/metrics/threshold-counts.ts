// One class against the rest: what is right and wrong when all items are taken for the class whose
// probability of it reaches a threshold, for each threshold that makes a difference. ROC and precision-recall
// curves are drawn from it. Items of equal probability come in together, as no threshold can tell them apart.

/** Labels, and the probabilities that a classifier gives; what they are is checked elsewhere. */
export interface ScoredItems {
  /** `[count]` class indices. */
  readonly labels: ArrayLike<number>;
  /** `[count, classCount]`. */
  readonly probabilities: ArrayLike<number>;
  /** How many classes there are. */
  readonly classCount: number;
}

/** By falling thresholds: how many items of the class, and of other classes, have reached each. */
export interface ThresholdCounts {
  /** Each different probability, the highest first. */
  readonly thresholds: readonly number[];
  readonly truePositives: readonly number[];
  readonly falsePositives: readonly number[];
  /** Items of the class, and others. */
  readonly positives: number;
  readonly negatives: number;
}

/**
 * Counts items of class `label`, and others, above each threshold.
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

/** The probabilities of a class, the highest first: of the items that belong to it, and of the others. */
function sortedProbabilities(
  { labels, probabilities, classCount }: ScoredItems,
  label: number,
): [own: Float64Array, others: Float64Array] {
  const own: number[] = [];
  const others: number[] = [];
  for (let i = 0; i < labels.length; i++)
    (labels[i] === label ? own : others).push(probabilities[i * classCount + label]!);
  // Without a comparator typed arrays sort several times faster.
  return [Float64Array.from(own).sort().reverse(), Float64Array.from(others).sort().reverse()];
}
