// Stopping a run as Ctrl-C does, whoever started it.
import { hostname } from 'node:os';
import { hasCode } from '../../../node/files/system-errors.ts';
import { workerOn } from '../../../node/runs/run-lock.ts';
import { HttpError } from '../../errors.ts';
import type { RunSummary } from '../contract/runs.ts';
import type { Studio } from '../studio.ts';

/**
 * Asks what trains a run to stop: training ends after its step and can be resumed. One that was asked already
 * is not asked again, because the second Ctrl-C ends it at once.
 *
 * @throws HttpError 404 if there is no such run, 409 if nothing trains it, or a process that can't be asked
 */
export async function stopRun(
  { runs, jobs }: Pick<Studio, 'runs' | 'jobs'>,
  id: string,
): Promise<RunSummary> {
  const { path, summary } = runs.get(id);
  const job = jobs.ofRun(id);
  if (summary.status !== 'stopping') {
    if (job?.status === 'running') await jobs.stop(job.id);
    else await interrupt(path);
    runs.markStopping(id);
    await runs.refresh(path);
  }
  return runs.get(id).summary;
}

/** The start of the process is checked too: its number alone may be that of another one by now. */
async function interrupt(path: string): Promise<void> {
  const worker = await workerOn(path);
  if (!worker) throw new HttpError(409, `${path}: nothing trains this run`);
  const { host, pid, start } = worker;
  if (host !== hostname() || start === '')
    throw new HttpError(409, `${path}: process ${pid} on ${host} trains this run; stop it there`);
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    if (!hasCode(error, 'EPERM')) throw error;
    throw new HttpError(409, `${path}: process ${pid} of another user trains this run`);
  }
}
