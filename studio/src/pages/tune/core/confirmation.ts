// What a confirmation says: each trial beside what the search saw of it, and whether it beats the base.
import type { ConfirmedResult, TrialRow } from '../../../../../src/server/studio/contract/studies.ts';
import { toCsv } from '../../../core/csv.ts';
import type { OpenStudy } from './trial-rows.ts';

export type Verdict = 'better' | 'worse' | 'unclear';

/** One line of the result. */
export interface ConfirmedRow {
  /** Undefined for the base. */
  readonly trial: number | undefined;
  /** What the search measured, if it measured accuracy. */
  readonly searched: number | undefined;
  /** The mean over the seeds, and its 95 % interval. */
  readonly accuracy: number;
  readonly interval: readonly [low: number, high: number] | undefined;
  /** Against the base; undefined for the base itself. */
  readonly comparison: ConfirmedResult['variants'][number]['comparison'];
  readonly verdict: Verdict | undefined;
}

/** A difference counts below this p, which is corrected for the number of trials. */
const significant = 0.05;

export function confirmedRows(
  { variants }: ConfirmedResult,
  { trials, objectives }: Pick<OpenStudy, 'trials' | 'objectives'>,
): ConfirmedRow[] {
  const base = trials.find(({ why }) => why === 'base');
  const position = objectives.findIndex(({ name }) => name === 'validationAccuracy');
  return variants.map(({ variant, accuracy, interval, comparison }) => {
    const [, number] = /^trial (\d+)$/.exec(variant) ?? [];
    const trial = number === undefined ? undefined : Number(number);
    const row: TrialRow | undefined = trial === undefined ? base : trials[trial];
    return {
      ...{
        trial,
        searched: position < 0 ? undefined : row?.values?.[position],
        accuracy,
        interval,
        comparison,
      },
      verdict: comparison && verdictOf(comparison),
    };
  });
}

function verdictOf({ difference, p }: NonNullable<ConfirmedRow['comparison']>): Verdict {
  if (p >= significant) return 'unclear';
  return difference > 0 ? 'better' : 'worse';
}

/** Whether there is something to confirm: a base, and a complete trial besides it. */
export const canConfirm = ({ trials }: Pick<OpenStudy, 'trials'>): boolean =>
  trials.some(({ why }) => why === 'base') &&
  trials.some(({ state, why }) => state === 'complete' && why !== 'base');

export const confirmationCsv = (rows: readonly ConfirmedRow[]): string =>
  toCsv(
    ['trial', 'searched', 'accuracy', 'low', 'high', 'difference', 'differenceLow', 'differenceHigh', 'p'],
    rows.map(({ trial, searched, accuracy, interval, comparison }) => [
      ...[trial ?? 'base', searched, accuracy, interval?.[0], interval?.[1]],
      ...[comparison?.difference, comparison?.low, comparison?.high, comparison?.p],
    ]),
  );

/** A whole number in a field, within bounds; undefined if it is none. */
export function wholeIn(text: string, low: number, high: number): number | undefined {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= low && value <= high ? value : undefined;
}
