// How far a run is and when it will be done.
import type { RunSummary } from '../../../src/server/studio/contract/runs.ts';

export interface RunProgress {
  /** From 0 to 1; missing if the number of epochs is not known. */
  readonly share?: number;
  /** Seconds; missing before the first epoch is done and after the end. */
  readonly secondsLeft?: number;
}

/**
 * The progress at a time. The epochs that are left are taken to last as long as the mean of those that are done;
 * what passed of the epoch that is being trained counts.
 *
 * @param now in milliseconds since 1970
 */
export function runProgress(
  run: Pick<RunSummary, 'status' | 'epochs' | 'epochsDone' | 'seconds' | 'modified'>,
  now: number,
): RunProgress {
  const { status, epochs, epochsDone, seconds, modified } = run;
  if (epochs === undefined || epochs <= 0) return {};
  const share = Math.min(1, epochsDone / epochs);
  if (status !== 'running' || epochsDone <= 0) return { share };
  const perEpoch = seconds / epochsDone;
  const since = Math.max(0, (now - modified) / 1000);
  const left = (epochs - epochsDone) * perEpoch - Math.min(since, perEpoch);
  const done = epochsDone + Math.min(0.95, since / perEpoch);
  return { share: Math.min(1, done / epochs), secondsLeft: Math.max(0, left) };
}
