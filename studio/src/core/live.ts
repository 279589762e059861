// Puts the server's events into the cache, so that every page shows them at once.
import type { QueryClient, QueryFilters } from '@tanstack/query-core';
import type { Prepared, StudioEvent } from '../../../src/server/studio/contract/events.ts';
import type { Job, JobDetail } from '../../../src/server/studio/contract/jobs.ts';
import type { HistoryRow, RunDetail, RunSummary } from '../../../src/server/studio/contract/runs.ts';
import { Latest } from './latest.ts';
import {
  confirmationsKey,
  jobKey,
  jobQuery,
  jobsQuery,
  runQuery,
  runsQuery,
  studiesKey,
  workspaceQuery,
} from './queries.ts';

export function applyEvent(cache: QueryClient, event: StudioEvent): void {
  switch (event.type) {
    case 'ready':
    case 'reset':
      void cache.invalidateQueries();
      return;
    case 'run':
      return applyRun(cache, event.run);
    case 'run-removed':
      cache.setQueryData<readonly RunSummary[]>(runsQuery.queryKey, (runs) =>
        runs?.filter(({ id }) => id !== event.id),
      );
      // A page that shows it asks again, and says that it is gone.
      void cache.resetQueries({ queryKey: runQuery(event.id).queryKey });
      void cache.invalidateQueries({ queryKey: workspaceQuery.queryKey });
      return;
    case 'epoch':
      cache.setQueryData<RunDetail>(
        runQuery(event.run).queryKey,
        (run) => run && { ...run, history: withRow(run.history, event.row) },
      );
      // What the new model says of the validation pictures comes with the run.
      void cache.invalidateQueries({ queryKey: runQuery(event.run).queryKey }, { cancelRefetch: false });
      return;
    case 'job':
      applyJob(cache, event.job);
      void logs.give(cache);
      if (event.job.kind === 'tune') void studies.give(cache);
      return;
    case 'job-log':
      void logs.give(cache);
      return;
    case 'studies':
      void studies.give(cache);
      return;
    case 'prepared':
      void askAgain(cache, preparedFilters(event));
      return;
  }
}

/** What a page asked for that the server prepares. */
function preparedFilters({ what, id }: Prepared): QueryFilters {
  if (what === 'nearest') return { queryKey: ['nearest', id] };
  return what === 'map' ? { queryKey: ['data', id, 'map'] } : { queryKey: ['data', id], exact: true };
}

/** Asks again, and once more if an answer was on its way: it may be older than the news. */
async function askAgain(cache: QueryClient, filters: QueryFilters): Promise<void> {
  const isOnItsWay = cache.isFetching(filters) > 0;
  await cache.invalidateQueries(filters);
  if (isOnItsWay) await cache.invalidateQueries(filters);
}

/** Asks again for what pages show. News may come faster than answers: no answer is given up for the next. */
const asking = (...keys: readonly (readonly string[])[]) =>
  new Latest<QueryClient>(async (cache) => {
    await Promise.all(keys.map((queryKey) => cache.invalidateQueries({ queryKey })));
  });
const logs = asking(jobKey, confirmationsKey);
const studies = asking(studiesKey, confirmationsKey);

/** What a summary leaves out when it is over. */
const unset = { now: undefined, head: undefined, reason: undefined } satisfies Partial<RunSummary>;

/** Replaces a run, or adds one that is new. */
export function applyRun(cache: QueryClient, run: RunSummary): void {
  const { queryKey } = runQuery(run.id);
  const before = cache.getQueryData<RunDetail>(queryKey);
  const wasListed = cache
    .getQueryData<readonly RunSummary[]>(runsQuery.queryKey)
    ?.some(({ id }) => id === run.id);
  cache.setQueryData<readonly RunSummary[]>(runsQuery.queryKey, (runs) => runs && replaced(runs, run));
  cache.setQueryData<RunDetail>(queryKey, (detail) => detail && { ...detail, ...unset, ...run });
  // Files and results come with the end of a run; a page that asked before the run was there asks again.
  if (before?.status !== run.status) void cache.invalidateQueries({ queryKey });
  if (!wasListed) void cache.invalidateQueries({ queryKey: workspaceQuery.queryKey });
}

function applyJob(cache: QueryClient, job: Job): void {
  cache.setQueryData<readonly Job[]>(jobsQuery.queryKey, (jobs) => jobs && replaced(jobs, job));
  cache.setQueryData<JobDetail>(jobQuery(job.id).queryKey, (detail) => detail && { ...detail, ...job });
}

/** The list with one element replaced, or added in front. */
const replaced = <Element extends { readonly id: string }>(
  list: readonly Element[],
  element: Element,
): Element[] =>
  list.some(({ id }) => id === element.id)
    ? list.map((old) => (old.id === element.id ? element : old))
    : [element, ...list];

/** A row that came twice, or again after a resume, replaces the old one and what followed it. */
const withRow = (history: readonly HistoryRow[], row: HistoryRow): HistoryRow[] => [
  ...history.filter(({ epoch }) => epoch < row.epoch),
  row,
];
