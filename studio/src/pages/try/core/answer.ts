// What a model says of a picture, in an order that a person reads.
import type { ModelFacts, Seen } from '../../../inference/page-model.ts';

export interface RankedClass {
  readonly index: number;
  readonly name: string;
  readonly probability: number;
}

/** The classes, the likeliest first; equal ones in their order. */
export const rankedClasses = (
  { card: { classNames } }: ModelFacts,
  probabilities: ArrayLike<number>,
): RankedClass[] =>
  classNames
    .map((name, index) => ({ index, name, probability: probabilities[index]! }))
    .sort((a, b) => b.probability - a.probability || a.index - b.index);

/** How unlike the training data a picture is. */
export interface Verdict {
  readonly novelty: number;
  /** Above it a picture counts as unlike. */
  readonly threshold: number;
  /** The share of the validation pictures that are not above it. */
  readonly passing: number;
  readonly isNovel: boolean;
}

/** Undefined if the model can't tell. */
export function verdictOf({ card }: ModelFacts, { novelty }: Pick<Seen, 'novelty'>): Verdict | undefined {
  if (!card.novelty || novelty === undefined) return undefined;
  const { threshold, passing } = card.novelty;
  return { novelty, threshold, passing, isNovel: novelty > threshold };
}
