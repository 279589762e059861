// Counts how often each class occurs, is predicted, and is predicted correctly. All metrics of predicted
// classes follow from these three numbers for each class: accuracy, precision, recall, F1, correlation and
// kappa. They take less time to count than a confusion matrix with many classes, which matters for
// resampling. They do not tell which class was mistaken for which.

/** Three numbers for each class. */
export interface ClassCounts {
  /** Items of the class that were predicted as it. */
  readonly hits: readonly number[];
  /** Items of the class. */
  readonly support: readonly number[];
  /** Items predicted as the class. */
  readonly predicted: readonly number[];
}

/**
 * Counts items by their true and their predicted class. Labels and predictions are class indices, and are
 * not checked.
 *
 * @param indices the items to count; an item that occurs twice counts twice. All items by default
 * @example classCounts([0, 0, 1], [0, 1, 1], 2) // { hits: [1, 1], support: [2, 1], predicted: [1, 2] }
 */
export function classCounts(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classCount: number,
  indices?: ArrayLike<number>,
): ClassCounts {
  const [hits, support, predicted] = [0, 1, 2].map(() => new Array<number>(classCount).fill(0));
  const count = indices?.length ?? labels.length;
  for (let i = 0; i < count; i++) {
    const item = indices ? indices[i]! : i;
    const [label, prediction] = [labels[item]!, predictions[item]!];
    support![label]! += 1;
    predicted![prediction]! += 1;
    if (label === prediction) hits![label]! += 1;
  }
  return { hits: hits!, support: support!, predicted: predicted! };
}

/** The counts behind a confusion matrix, `confusion[label][prediction]`. */
export function countsOfConfusion(confusion: readonly (readonly number[])[]): ClassCounts {
  return {
    hits: confusion.map((row, label) => row[label]!),
    support: confusion.map((row) => sum(row)),
    predicted: confusion.map((_, label) => sum(confusion.map((row) => row[label]!))),
  };
}

/** The sum of the numbers; 0 for an empty list. */
export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** A quotient, which is 0 if the divisor is 0. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
