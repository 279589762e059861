// Whether good pieces as a whole have moved, because the light or the camera did: the scores of the pieces
// that pass are compared with those of the good pieces that were held back, by the test of Wilcoxon (1945)
// and of Mann & Whitney (1947), which assumes nothing of how scores are distributed.
import { auroc } from '../metrics/novelty-detection.ts';

/** The share of batches of unmoved pieces in which the test raises a false alarm. */
export const driftLevel = 0.01;

/** The fewest pieces to test; the test takes their rank sum for normal. */
const fewestForDrift = 20;

/** What a batch of pieces tells. */
export interface Drift {
  /** The share of pieces that pass. */
  readonly passing: number;
  /** The probability of scores so high if the good pieces have not moved; 0 if fewer than half pass. */
  readonly p: number;
  /** Whether the pieces have moved. */
  readonly hasMoved: boolean;
}

/** What to compare with. */
export interface DriftReference {
  /** The scores of good pieces that were held back. */
  readonly heldBack: readonly number[];
  /** The score above which a piece is defective. */
  readonly threshold: number;
}

/**
 * Tests whether the pieces that pass have higher scores than good pieces that were held back. Pieces that
 * don't pass are left out on both sides, because they may be defective.
 *
 * @param scores of a batch of pieces
 * @returns undefined if there are fewer than twenty pieces
 */
export function driftOf(
  scores: readonly number[],
  { heldBack, threshold }: DriftReference,
): Drift | undefined {
  if (scores.length < fewestForDrift) return undefined;
  const [passed, good] = [scores, heldBack].map((all) => all.filter((score) => score <= threshold)) as [
    number[],
    number[],
  ];
  const passing = passed.length / scores.length;
  if (passing < 0.5) return { passing, p: 0, hasMoved: true };
  const spread = Math.sqrt((good.length + passed.length + 1) / (12 * good.length * passed.length));
  const p = normalTail((auroc(good, passed) - 0.5) / spread);
  return { passing, p, hasMoved: p < driftLevel };
}

/**
 * The probability that a standard normal number is above `z`, to 1.5e-7 (Abramowitz & Stegun, 1964, formula
 * 7.1.26).
 */
function normalTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429];
  const tail = 0.5 * series.reduceRight((sum, factor) => (sum + factor) * t, 0) * Math.exp(-x * x);
  return z > 0 ? tail : 1 - tail;
}
