// The last value that each trial has for an objective.
import type { JournalStudy } from '../../tuning/journal/replay.ts';

/** A trial's value. */
export interface FinalValue {
  readonly number: number;
  readonly value: number;
  /** Whether the trial had all its epochs. */
  readonly isComplete: boolean;
}

/**
 * The values of an objective by number of trial. Trials that were stopped count with their last epoch, which
 * only the first objective has.
 */
export const finalValues = ({ trials }: JournalStudy, position: number): FinalValue[] =>
  trials.flatMap(({ number, state, values, intermediate }) => {
    const isComplete = state === 'complete';
    const value = isComplete ? values?.[position] : position === 0 ? intermediate.at(-1)?.[1] : undefined;
    return value !== undefined && Number.isFinite(value) ? [{ number, value, isComplete }] : [];
  });
