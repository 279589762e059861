// Accuracy, balanced accuracy, and precision, recall, specificity and F1 per class and on average, all
// computed from class counts. They follow scikit-learn's definitions and its default that a division by zero
// gives 0. The macro average is over all known classes; one that neither occurs nor is predicted counts as
// 0. Only balanced accuracy leaves out classes that do not occur, like scikit-learn's.
import { type ClassCounts, countsOfConfusion, ratio, sum } from './class-counts.ts';

/** Scores of one class against the rest, or their mean over classes; each from 0 to 1. */
export interface Scores {
  /** Of the items predicted as the class, the share that belongs to it. */
  readonly precision: number;
  /** Of the items of the class, the share predicted as it. */
  readonly recall: number;
  /** The harmonic mean of precision and recall. */
  readonly f1: number;
  /** Of the items of other classes, the share not predicted as the class. */
  readonly specificity: number;
}

/** The scores of one class, and its number of items. */
export interface ClassScores extends Scores {
  /** The number of items that belong to the class. */
  readonly support: number;
}

/** The class of a row of figures. */
export interface ClassRow {
  /** The index of the class. */
  readonly label: number;
  /** The name of the class. */
  readonly name: string;
}

/** The share of items on the diagonal of a confusion matrix; 0 for an empty matrix. */
export function accuracy(confusion: readonly (readonly number[])[]): number {
  return accuracyOfCounts(countsOfConfusion(confusion));
}

/** The share of items that are predicted correctly; 0 if there are no items. */
export const accuracyOfCounts = ({ hits, support }: ClassCounts): number => ratio(sum(hits), sum(support));

/** The mean recall of the classes that occur; 0 if there are none. */
export function balancedAccuracy({ hits, support }: ClassCounts): number {
  const recalls = hits.flatMap((count, label) => (support[label] === 0 ? [] : count / support[label]!));
  return ratio(sum(recalls), recalls.length);
}

/** Precision, recall, F1, specificity and support of each class. */
export function classScores(confusion: readonly (readonly number[])[]): ClassScores[] {
  return scoresOfCounts(countsOfConfusion(confusion));
}

/** Like `classScores`, but from counts. */
export function scoresOfCounts(counts: ClassCounts): ClassScores[] {
  const total = sum(counts.support);
  return counts.hits.map((hits, label) => {
    const [support, predicted] = [counts.support[label]!, counts.predicted[label]!];
    return { ...scores({ hits, support, predicted, total }), support };
  });
}

/** The unweighted mean over classes: each counts the same, however rare. */
export function macroAverage(classes: readonly ClassScores[]): Scores {
  return average(classes, () => 1);
}

/** The mean over classes, weighted by support: each item counts the same. */
export function weightedAverage(classes: readonly ClassScores[]): Scores {
  return average(classes, ({ support }) => support);
}

/**
 * The scores of all decisions of all classes together. Each item is one decision of its own class and one of
 * every other class. As each item has one class and one prediction, precision, recall and F1 all equal the
 * accuracy.
 */
export function microAverage({ hits, support, predicted }: ClassCounts): Scores {
  const decisions = sum(support) * support.length;
  return scores({ hits: sum(hits), support: sum(support), predicted: sum(predicted), total: decisions });
}

/** The decisions of one class against the rest: items of the class, predicted as it, both, and all items. */
interface Decisions {
  readonly hits: number;
  readonly support: number;
  readonly predicted: number;
  readonly total: number;
}

function scores({ hits, support, predicted, total }: Decisions): Scores {
  return {
    precision: ratio(hits, predicted),
    recall: ratio(hits, support),
    f1: ratio(2 * hits, predicted + support),
    specificity: ratio(total - support - predicted + hits, total - support),
  };
}

function average(classes: readonly ClassScores[], weight: (scores: ClassScores) => number): Scores {
  const total = sum(classes.map(weight));
  const mean = (key: keyof Scores) => ratio(sum(classes.map((c) => weight(c) * c[key])), total);
  return {
    precision: mean('precision'),
    recall: mean('recall'),
    f1: mean('f1'),
    specificity: mean('specificity'),
  };
}
