// The threshold as a slider: its steps are the scores of the good pieces that were held back, because between
// two of them nothing changes.
import {
  inspectionThreshold,
  thresholdsFor,
  type Threshold,
} from '../../../../../src/inspection/threshold.ts';
import type { InspectorDetail } from '../../../../../src/server/studio/contract/inspect.ts';

type Card = InspectorDetail['card'];

/** The highest rate of false alarms that the slider offers, unless the inspector's own is higher. */
const highestRate = 0.2;

/** Thresholds for a rate, and what they promise. */
export interface ChosenThreshold extends Threshold {
  /** The rate that was asked for; fewer pieces than it needs promise a higher one. */
  readonly wanted: number;
  readonly placeThreshold?: number | undefined;
  /** How many good pieces the wanted rate would need, if there are too few. */
  readonly needed?: number | undefined;
}

export function thresholdAt(card: Card, wanted = card.falseAlarms): ChosenThreshold {
  const found = inspectionThreshold(card.heldBack.scores, wanted);
  const { placeThreshold } = thresholdsFor(card.heldBack, wanted);
  const isShort = found.falseAlarms > wanted * (1 + 1e-9);
  return {
    ...{ ...found, wanted, placeThreshold },
    ...(isShort && { needed: Math.ceil(1 / wanted - 1e-9) - 1 }),
  };
}

/** How many steps the slider has: step `k` lets `k` of all held back pieces and one more be above. */
export function stepCount({ heldBack, falseAlarms }: Card): number {
  const all = heldBack.scores.length + 1;
  return Math.min(all - 1, Math.max(1, Math.floor(Math.max(highestRate, falseAlarms) * all)));
}

/** The rate of a step. */
export const rateOf = ({ heldBack }: Card, step: number): number => step / (heldBack.scores.length + 1);

/** The step of a rate: the nearest that the slider has. */
export const stepOf = (card: Card, rate: number): number =>
  Math.max(1, Math.min(stepCount(card), Math.floor(rate * (card.heldBack.scores.length + 1) + 1e-9)));
