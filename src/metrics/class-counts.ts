// How often each class occurred, was predicted, and was predicted rightly. All figures of predicted classes
// follow from these three numbers a class: accuracy, precision, recall, F1, correlation and kappa. Unlike the
// confusion matrix they are few where there are many classes, so that a resample can be counted quickly.
// Which class was taken for which they do not say.

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
 * Counts items by their true and their predicted class; labels and predictions are class indices, and are not
 * checked.
 *
 * @param indices which items, an item named twice counting twice; all of them where it is left out
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

/** The sum of numbers, 0 where there are none. */
export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** A share, which is 0 where there is nothing to divide by. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
