// What a person changes about runs: shown at once, taken back with a word if the server refuses.
import type { QueryClient } from '@tanstack/react-query';
import type { Job, JobRequest } from '../../../src/server/studio/contract/jobs.ts';
import type { RunChange, RunSummary } from '../../../src/server/studio/contract/runs.ts';
import { api, apiPath } from '../core/api.ts';
import { applyEvent, applyRun } from '../core/live.ts';
import { toasts } from '../core/toasts.ts';
import { undoStack } from '../core/undo.ts';
import { commonWords } from '../words/common.ts';
import { runWords } from '../words/runs-common.ts';

/** Changes tags or the note. */
export async function changeRun(cache: QueryClient, run: RunSummary, change: RunChange): Promise<void> {
  const changed = {
    ...run,
    ...(change.tags && { tags: change.tags }),
    ...(change.note !== undefined && { note: change.note }),
  };
  applyRun(cache, changed);
  try {
    applyRun(cache, await api<RunSummary>(apiPath('runs', run.id), { method: 'PATCH', body: change }));
  } catch (error) {
    applyRun(cache, run);
    toasts.fail(runWords.notSaved((error as Error).message));
  }
}

/** Moves a run into the trash; one can undo it. */
export async function deleteRun(cache: QueryClient, run: RunSummary): Promise<void> {
  applyEvent(cache, { type: 'run-removed', id: run.id });
  try {
    await api(apiPath('runs', run.id), { method: 'DELETE' });
  } catch (error) {
    applyRun(cache, run);
    toasts.fail(error);
    return;
  }
  const step = { name: runWords.deletedName(run.name), undo: () => restoreRun(cache, run) };
  undoStack.push(step);
  const undo = () => void undoStack.undo(step).catch((error: unknown) => toasts.fail(error));
  toasts.tell(runWords.deleted(run.name), { name: commonWords.undo, run: undo });
}

async function restoreRun(cache: QueryClient, run: RunSummary): Promise<void> {
  await api(apiPath('runs', run.id, 'restore'), { method: 'POST' });
  applyRun(cache, run);
  toasts.tell(runWords.restored(run.name));
}

/** Starts a job, and returns it. */
export async function startJob(cache: QueryClient, request: JobRequest): Promise<Job> {
  const job = await api<Job>('jobs', { method: 'POST', body: request });
  applyEvent(cache, { type: 'job', job });
  return job;
}

/** Asks what trains a run to stop after its step, as Ctrl-C does. */
export async function stopRun(cache: QueryClient, run: RunSummary): Promise<void> {
  try {
    applyRun(cache, await api<RunSummary>(apiPath('runs', run.id, 'stop'), { method: 'POST' }));
    toasts.tell(runWords.stopped(run.name));
  } catch (error) {
    toasts.fail(error);
  }
}
