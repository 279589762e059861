// What a paired test says of two models.
import type { Comparison, DifferingPicture } from '../../../../../src/server/studio/contract/comparisons.ts';

/** Below this the difference is called real. */
const significance = 0.05;

export type Verdict = 'a' | 'b' | 'undecided' | 'alike';

/** Which model is better, if the pictures tell. */
export function verdictOf({
  mcnemarP,
  outcomes,
  difference,
}: Pick<Comparison, 'mcnemarP' | 'outcomes' | 'difference'>): Verdict {
  if (outcomes.onlyA + outcomes.onlyB === 0) return 'alike';
  if (mcnemarP >= significance) return 'undecided';
  return difference.accuracy.value > 0 ? 'b' : 'a';
}

/** A picture with its place in the sheet. */
export interface PlacedPicture extends DifferingPicture {
  /** Row by row. */
  readonly place: number;
}

/** The pictures of the sheet that only one model classified correctly, the most certain mistakes first. */
export function picturesOf(
  { pictures }: Pick<Comparison['sheet'], 'pictures'>,
  right: 'a' | 'b',
): PlacedPicture[] {
  const wrong = right === 'a' ? 1 : 0;
  return pictures
    .map((picture, place) => ({ ...picture, place }))
    .filter((picture) => picture[right] === picture.label)
    .sort((one, other) => other.certainty[wrong] - one.certainty[wrong]);
}
