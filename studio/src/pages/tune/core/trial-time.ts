// How long a trial took, by the times in its journal.
import type { TrialDetail } from '../../../../../src/server/studio/contract/studies.ts';

/**
 * In seconds; undefined if it is not over, or if the times can't be read.
 *
 * @example secondsOf({ start: '2026-01-01T00:00:00+00:00', complete: '2026-01-01T00:01:00+00:00' }); // 60
 */
export function secondsOf({ start, complete }: Pick<TrialDetail, 'start' | 'complete'>): number | undefined {
  const [from, to] = [start, complete].map((time) => (time === undefined ? NaN : Date.parse(time)));
  const seconds = (to! - from!) / 1000;
  return seconds >= 0 ? seconds : undefined;
}
