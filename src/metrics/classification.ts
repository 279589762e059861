// Accuracy, and precision, recall and F1 per class and on average, all from a confusion matrix.
// They follow scikit-learn's definitions, with its default that a division by zero counts as 0, over all known
// classes: a class that neither occurs nor is predicted still takes part in the macro average, with 0.

/** Precision, recall and their harmonic mean, each from 0 to 1. */
export interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** The scores of one class, and how many items truly belong to it. */
export interface ClassScores extends Scores {
  readonly support: number;
}

/** The share of items on the diagonal: predicted as what they are. 0 for an empty matrix. */
export function accuracy(confusion: readonly (readonly number[])[]): number {
  return ratio(sum(confusion.map((row, label) => row[label]!)), sum(confusion.map((row) => sum(row))));
}

/** Precision, recall, F1 and support of each class. */
export function classScores(confusion: readonly (readonly number[])[]): ClassScores[] {
  return confusion.map((row, label) => {
    const hits = row[label]!;
    const support = sum(row);
    const predicted = sum(confusion.map((other) => other[label]!));
    return {
      precision: ratio(hits, predicted),
      recall: ratio(hits, support),
      f1: ratio(2 * hits, predicted + support),
      support,
    };
  });
}

/** The plain mean over classes: each counts the same, however rare. */
export function macroAverage(classes: readonly ClassScores[]): Scores {
  return average(classes, () => 1);
}

/** The mean over classes weighted by support: each item counts the same. */
export function weightedAverage(classes: readonly ClassScores[]): Scores {
  return average(classes, ({ support }) => support);
}

function average(classes: readonly ClassScores[], weight: (scores: ClassScores) => number): Scores {
  const total = sum(classes.map(weight));
  const mean = (key: keyof Scores) => ratio(sum(classes.map((c) => weight(c) * c[key])), total);
  return { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
