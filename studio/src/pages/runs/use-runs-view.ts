// The table's data: runs after the filter, the columns, the selection; all of it from the address.
import { useMemo } from 'react';
import { getRouteApi } from '@tanstack/react-router';
import type { RunStatus, RunSummary } from '../../../../src/server/studio/contract/runs.ts';
import { runsWords } from '../../words/runs.ts';
import { fixedColumns, settingColumns, usualColumns } from './core/columns.ts';
import { readRunFilter } from './core/run-filter.ts';
import { listOf, listText, type RunsSearch } from './core/search.ts';

const route = getRouteApi('/runs');

export function useRunsView(runs: readonly RunSummary[]) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: { readonly [Name in keyof RunsSearch]: RunsSearch[Name] | undefined }) =>
    void navigate({ search: (old) => withoutLacking({ ...old, ...part }), replace: true });
  const settings = useMemo(() => settingColumns(runs), [runs]);
  const columns = useMemo(() => [...fixedColumns, ...settings], [settings]);
  const usual = useMemo(() => usualColumns(runs, settings), [runs, settings]);
  const filter = useMemo(
    () => readRunFilter(search.q ?? '', columns, runsWords.noColumn),
    [search.q, columns],
  );
  const shown = useMemo(() => runs.filter(filter.matches), [runs, filter]);
  const statuses = useMemo(() => countsOf(runs), [runs]);
  const selected = useMemo(() => new Set(listOf(search.selected)), [search.selected]);
  return {
    ...{ search, change, columns, shown, selected, filter, statuses },
    visible: search.columns === undefined ? usual : ['name', ...listOf(search.columns)],
    /** Adds a run to the selection, or takes it out. */
    toggle: (id: string) => {
      const next = selected.has(id) ? [...selected].filter((other) => other !== id) : [...selected, id];
      change({ selected: listText(next) });
    },
  };
}

export type RunsView = ReturnType<typeof useRunsView>;

/** How many runs have each state. */
function countsOf(runs: readonly RunSummary[]): ReadonlyMap<RunStatus, number> {
  const counts = new Map<RunStatus, number>();
  for (const { status } of runs) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}

const withoutLacking = (search: Record<string, string | undefined>): RunsSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''));
