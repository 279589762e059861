// Sorts items into the classes of the model, and lists those that a person has to look at.
import { findClass } from './category-names.ts';
import type { JudgedItem } from './store/judged-items.ts';

/** Why a person has to look at an item. */
export type ReviewReason = 'unlike the training data' | 'not sure' | 'another category';

/** An item to look at. */
export interface ReviewItem {
  readonly key: string;
  readonly file: string | null;
  /** The model's class. */
  readonly class: string;
  readonly probability: number;
  readonly novelty: number | null;
  /** At least one. */
  readonly reasons: readonly ReviewReason[];
  /** The category that the folder or table gives it. */
  readonly category: string | null;
}

/** How many items a class has. */
export interface ClassCount {
  readonly class: string;
  /** By the model, or by a person where there is a correction. */
  readonly items: number;
  /** How many of them are to be looked at. */
  readonly review: number;
  /** How many of them have their class from a person. */
  readonly corrected: number;
}

/** Items in classes. */
export interface Categorised {
  /** In the order of the model's classes, then new classes by name. */
  readonly classes: readonly ClassCount[];
  /** What is unlike the training data first, then by the probability, lowest first. */
  readonly review: readonly ReviewItem[];
  /** Of the items with a category that is a class of the model: how many the model gives another class. */
  readonly compared: { readonly items: number; readonly different: number };
}

/** What decides about a review. */
export interface ReviewRules {
  /** The names of the model's classes, by label. */
  readonly classNames: readonly string[];
  /** Below this probability the model is not sure. */
  readonly minConfidence: number;
  /** Above this novelty a picture is unlike the training data; undefined if the model does not tell. */
  readonly noveltyThreshold?: number | undefined;
}

/** Counts the items of each class, and lists those to look at. A corrected item needs no more looking. */
export function categorise(items: readonly JudgedItem[], rules: ReviewRules): Categorised {
  const { classNames } = rules;
  const classOf = findClass(classNames);
  const counts = new Map(classNames.map((name) => [name, { items: 0, review: 0, corrected: 0 }]));
  const review: ReviewItem[] = [];
  const compared = { items: 0, different: 0 };
  for (const item of items) {
    const predicted = classNames[item.label]!;
    const told = item.category === null ? undefined : classOf(item.category);
    const differs = told !== undefined && told !== predicted;
    if (told !== undefined) compared.items++;
    if (differs) compared.different++;
    const reasons = item.correction === null ? reasonsOf(item, differs, rules) : [];
    const { correction } = item;
    const count = countOf(counts, correction === null ? predicted : (classOf(correction) ?? correction));
    count.items++;
    if (item.correction !== null) count.corrected++;
    if (reasons.length === 0) continue;
    count.review++;
    const { key, file, probability, novelty, category } = item;
    review.push({ ...{ key, file, class: predicted, probability, novelty, reasons, category } });
  }
  const own = [...counts].map(([name, count]) => ({ class: name, ...count }));
  return {
    classes: [
      ...own.slice(0, classNames.length),
      ...own.slice(classNames.length).sort((a, b) => (a.class < b.class ? -1 : 1)),
    ],
    review: review.sort(byUrgency),
    compared,
  };
}

function reasonsOf(
  { probability, novelty }: JudgedItem,
  differs: boolean,
  { minConfidence, noveltyThreshold = Infinity }: ReviewRules,
): ReviewReason[] {
  return [
    ...(novelty !== null && novelty > noveltyThreshold ? ['unlike the training data' as const] : []),
    ...(probability < minConfidence ? ['not sure' as const] : []),
    ...(differs ? ['another category' as const] : []),
  ];
}

const isNovel = ({ reasons }: ReviewItem): boolean => reasons.includes('unlike the training data');

const byUrgency = (a: ReviewItem, b: ReviewItem): number =>
  Number(isNovel(b)) - Number(isNovel(a)) || a.probability - b.probability || (a.key < b.key ? -1 : 1);

type Count = { items: number; review: number; corrected: number };

function countOf(counts: Map<string, Count>, name: string): Count {
  const count = counts.get(name) ?? { items: 0, review: 0, corrected: 0 };
  counts.set(name, count);
  return count;
}
