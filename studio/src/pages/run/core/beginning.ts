// A run has a folder when its command has read its data. Before that there is only the job.
import type { Job } from '../../../../../src/server/studio/contract/jobs.ts';
import type { RunSummary } from '../../../../../src/server/studio/contract/runs.ts';

export type Beginning = 'begun' | Job;

/**
 * The job if the run has no folder yet; undefined as long as that is not known.
 *
 * @param job the newest one of the run
 * @param runs all runs, if they are here
 */
export function beginningOf(
  id: string,
  job: Job | undefined,
  runs: readonly Pick<RunSummary, 'id'>[] | undefined,
): Beginning | undefined {
  if (!job || job.status === 'finished') return 'begun'; // if it is gone now, the server says so
  if (!runs) return undefined;
  return runs.some((run) => run.id === id) ? 'begun' : job;
}
