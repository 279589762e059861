import { QueryClient, QueryObserver } from '@tanstack/query-core';
import { expect, it, vi } from 'vitest';
import type { HistoryRow, RunDetail, RunSummary } from '../../../src/server/studio/contract/runs.ts';
import { applyEvent } from './live.ts';
import { runQuery, runsQuery, studiesKey } from './queries.ts';

const run = (id: string, part: Partial<RunSummary> = {}): RunSummary => ({
  ...{ id, name: id, folder: `runs/${id}`, status: 'running', epochsDone: 0, seconds: 0, modified: 0 },
  ...{ config: {}, spark: [], tags: [], note: '' },
  ...part,
});

const row = (epoch: number, loss = 1): HistoryRow => ({
  ...{
    epoch,
    loss,
    learningRate: 0.1,
    accuracy: 0.5,
    validationLoss: 1,
    validationAccuracy: 0.5,
    seconds: 1,
  },
});

const detail = (id: string, history: HistoryRow[]): RunDetail => ({
  ...run(id),
  ...{ history, sessions: [], troubles: [], fullConfig: {}, files: [], command: 'atelier train' },
});

function cacheOf(runs: RunSummary[], details: RunDetail[] = []) {
  const cache = new QueryClient();
  cache.setQueryData(runsQuery.queryKey, runs);
  for (const one of details) cache.setQueryData(runQuery(one.id).queryKey, one);
  return {
    cache,
    ids: () => cache.getQueryData<RunSummary[]>(runsQuery.queryKey)!.map(({ id }) => id),
    detail: (id: string) => cache.getQueryData<RunDetail>(runQuery(id).queryKey),
  };
}

it('adds a new run in front and replaces a known one at its place', () => {
  const { cache, ids } = cacheOf([run('a'), run('b')]);
  applyEvent(cache, { type: 'run', run: run('c') });
  applyEvent(cache, { type: 'run', run: run('b', { note: 'seen' }) });
  expect(ids()).toEqual(['c', 'a', 'b']);
  expect(cache.getQueryData<RunSummary[]>(runsQuery.queryKey)![2]!.note).toBe('seen');
});

it('keeps the history of a run that is open when its summary changes', () => {
  const { cache, detail: now } = cacheOf([run('a')], [detail('a', [row(1)])]);
  applyEvent(cache, { type: 'run', run: run('a', { epochsDone: 2 }) });
  expect(now('a')).toMatchObject({ epochsDone: 2, history: [{ epoch: 1 }] });
});

it('adds an epoch once, and drops what a resumed run does again', () => {
  const { cache, detail: now } = cacheOf([run('a')], [detail('a', [row(1), row(2), row(3)])]);
  applyEvent(cache, { type: 'epoch', run: 'a', row: row(4) });
  applyEvent(cache, { type: 'epoch', run: 'a', row: row(4) });
  expect(now('a')!.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
  applyEvent(cache, { type: 'epoch', run: 'a', row: row(2, 0.5) });
  expect(now('a')!.history.map(({ loss }) => loss)).toEqual([1, 0.5]);
});

it('forgets a run that has gone', () => {
  const { cache, ids, detail: now } = cacheOf([run('a'), run('b')], [detail('a', [])]);
  applyEvent(cache, { type: 'run-removed', id: 'a' });
  expect(ids()).toEqual(['b']);
  expect(now('a')).toBeUndefined();
});

it('marks every answer as old after a reset', () => {
  const { cache } = cacheOf([run('a')]);
  applyEvent(cache, { type: 'reset' });
  expect(cache.getQueryState(runsQuery.queryKey)!.isInvalidated).toBe(true);
});

it('asks again for what is shown of studies, and once more for news that came meanwhile', async () => {
  const cache = new QueryClient();
  const answers: ((list: string) => void)[] = [];
  const queryFn = () => new Promise<string>((done) => answers.push(done));
  const stop = new QueryObserver(cache, {
    queryKey: [...studiesKey],
    queryFn,
    staleTime: Infinity,
  }).subscribe(() => undefined);
  answers[0]!('none');
  await vi.waitFor(() => expect(cache.getQueryData(studiesKey)).toBe('none'));
  for (let i = 0; i < 3; i++) applyEvent(cache, { type: 'studies' });
  expect(answers).toHaveLength(2); // the second and the third wait for the answer to the first
  answers[1]!('one');
  await vi.waitFor(() => expect(answers).toHaveLength(3));
  answers[2]!('two');
  await vi.waitFor(() => expect(cache.getQueryData(studiesKey)).toBe('two'));
  stop();
});

it('asks again for what the server prepares, though an older answer is still on its way', async () => {
  const cache = new QueryClient();
  const answers: ((state: string) => void)[] = [];
  const queryFn = () => new Promise<string>((done) => answers.push(done));
  const queryKey = ['data', 'a'];
  const options = { queryFn, staleTime: Infinity };
  const stop = new QueryObserver(cache, { queryKey, ...options }).subscribe(() => undefined);
  applyEvent(cache, { type: 'prepared', what: 'data', id: 'b' });
  applyEvent(cache, { type: 'prepared', what: 'map', id: 'a' });
  applyEvent(cache, { type: 'prepared', what: 'data', id: 'a' });
  expect(answers).toHaveLength(1);
  answers[0]!('loading');
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]!('ready');
  await vi.waitFor(() => expect(cache.getQueryData(queryKey)).toBe('ready'));
  applyEvent(cache, { type: 'prepared', what: 'nearest', id: 'a' });
  expect(answers).toHaveLength(2);
  stop();
});
