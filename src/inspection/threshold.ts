// The threshold above which a piece counts as defective, for a rate of false alarms that the user states. It
// is a score of good pieces that took no part in what they are judged by, so nothing is assumed of how scores
// are distributed (Vovk, Gammerman & Shafer, 2005, "Algorithmic Learning in a Random World", section 2.2;
// Wilks, 1941, "Determination of sample sizes for setting tolerance limits").
import { InputError } from '../errors.ts';
import type { Interval } from '../metrics/bootstrap.ts';
import type { InspectorCard } from './inspector-file.ts';

/** A threshold and the false alarms to expect. */
export interface Threshold {
  /** A piece is defective if its score is above this. */
  readonly threshold: number;
  /** The expected share of good pieces above the threshold. */
  readonly falseAlarms: number;
  /** The 95 % interval of that share. */
  readonly interval: Interval;
}

/**
 * The lowest threshold whose expected rate of false alarms is not above the wanted one. Of too few pieces it
 * is their highest score, whose expected rate is 1 / (pieces + 1).
 *
 * @param scores of good pieces that were held back
 * @param rate the wanted share of good pieces above the threshold
 * @throws InputError if there are no scores
 * @example
 * const scores = Array.from({ length: 99 }, (_, i) => i);
 * inspectionThreshold(scores, 0.05) // { threshold: 94, falseAlarms: 0.05, interval: [0.0166, 0.1002] }
 */
export function inspectionThreshold(scores: ArrayLike<number>, rate: number): Threshold {
  const count = scores.length;
  if (count === 0) throw new InputError('threshold: expected scores of good pieces, got none');
  const sorted = Float64Array.from(scores).sort();
  // Rounding must not push (1 - rate) · (count + 1) above a whole number.
  const place = Math.min(count, Math.ceil((1 - rate) * (count + 1) - 1e-9));
  const above = count + 1 - place;
  return {
    threshold: sorted[place - 1]!,
    falseAlarms: above / (count + 1),
    interval: [0.025, 0.975].map((share) => betaQuantile(share, above, place)) as Interval,
  };
}

/** The thresholds of an inspector for a rate of false alarms. */
export const thresholdsFor = (
  { scores, peaks }: InspectorCard['heldBack'],
  falseAlarms: number,
): Pick<InspectorCard, 'falseAlarms' | 'threshold' | 'placeThreshold'> => ({
  falseAlarms,
  threshold: inspectionThreshold(scores, falseAlarms).threshold,
  ...(peaks.length > 0 && { placeThreshold: inspectionThreshold(peaks, falseAlarms).threshold }),
});

/**
 * A quantile of the beta distribution with whole parameters: the share of all good pieces above the `a`-th
 * highest of `a + b - 1` drawn ones has that distribution, whatever the scores.
 */
function betaQuantile(share: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (binomialTail(a, a + b - 1, middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The probability of at least `least` successes in so many trials. */
function binomialTail(least: number, trials: number, probability: number): number {
  let logChoose = 0;
  let tail = 0;
  for (let successes = 0; successes <= trials; successes++) {
    if (successes > 0) logChoose += Math.log((trials - successes + 1) / successes);
    if (successes < least) continue;
    tail += Math.exp(
      logChoose + successes * Math.log(probability) + (trials - successes) * Math.log1p(-probability),
    );
  }
  return tail;
}
