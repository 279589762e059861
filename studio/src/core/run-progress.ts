// How far a run is and when it will be done.
import type { HeadNow, RunSummary } from '../../../src/server/studio/contract/runs.ts';

export interface RunProgress {
  /** From 0 to 1; missing if the number of epochs is not known. */
  readonly share?: number;
  /** Seconds; missing until the pace is known, and after the end. */
  readonly secondsLeft?: number;
}

type Run = Pick<RunSummary, 'status' | 'epochs' | 'epochsDone' | 'seconds' | 'modified' | 'now' | 'head'>;

/**
 * The progress at a time. A run tells itself how far it is and how long it will take. One of which nothing is
 * known but its epochs takes for those that are left the mean time of those that are done.
 *
 * @param time in milliseconds since 1970
 */
export function runProgress(run: Run, time: number): RunProgress {
  const { status, epochs, epochsDone, now, head } = run;
  if (head) return ofHead(head, time);
  if (epochs === undefined || epochs <= 0) return {};
  if (!now) return status === 'running' ? estimated(run, epochs, time) : shareOf(epochsDone, epochs);
  const share = shareOf(now.epoch - 1 + now.done / now.total, epochs);
  if (now.secondsLeft === undefined) return share;
  return { ...share, secondsLeft: leftAt(now.secondsLeft, now, time) };
}

/** How far the features are; how long the fit itself takes is not known. */
function ofHead(head: HeadNow, time: number): RunProgress {
  const { phase, done, total, secondsLeft } = head;
  if (phase === 'fitting' || total === 0) return {};
  return {
    share: done / total,
    ...(secondsLeft !== undefined && { secondsLeft: leftAt(secondsLeft, head, time) }),
  };
}

/** What is left of a time that was told a while ago. */
const leftAt = (seconds: number, told: { readonly time: number }, time: number): number =>
  Math.max(0, seconds - (time - told.time) / 1000);

const shareOf = (done: number, epochs: number) => ({ share: Math.min(1, done / epochs) });

function estimated({ epochsDone, seconds, modified }: Run, epochs: number, time: number): RunProgress {
  if (epochsDone <= 0) return { share: 0 };
  const perEpoch = seconds / epochsDone;
  const since = Math.max(0, (time - modified) / 1000);
  const left = (epochs - epochsDone) * perEpoch - Math.min(since, perEpoch);
  return {
    ...shareOf(epochsDone + Math.min(0.95, since / perEpoch), epochs),
    secondsLeft: Math.max(0, left),
  };
}
