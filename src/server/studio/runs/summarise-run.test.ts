// From files to a line of the table, and the names of runs and settings.
import { describe, expect, it } from 'vitest';
import type { Job } from '../contract/jobs.ts';
import { flatConfig } from './flat-config.ts';
import type { RunFiles } from './read-run.ts';
import { runId } from './run-id.ts';
import { summariseRun } from './summarise-run.ts';

const row = (epoch: number, validationAccuracy: number, validationLoss = 1) => ({
  ...{ epoch, validationAccuracy, validationLoss, learningRate: 1, loss: 1, accuracy: 1, seconds: 2 },
});
const config = { monitor: 'validationAccuracy' as const, epochs: 3 };
const finished = { epochs: 3, stopped: false };
const files = (changes: Partial<RunFiles>): RunFiles => ({
  ...{ config, history: [], metrics: undefined, notes: { tags: [], note: '' }, isHeld: false, modified: 1 },
  ...{ progress: undefined, troubles: [] },
  ...changes,
});
const stoppingItself = {
  sessions: [],
  now: {
    ...{ phase: 'training' as const, epoch: 1, done: 5, total: 10, loss: 1, accuracy: 0.5, gradientNorm: 1 },
    ...{ learningRate: 0.1, time: 1, isStopping: true, pid: 1 },
  },
};
const summary = (changes: Partial<RunFiles>, job?: Partial<Job>, isPruned = false) =>
  summariseRun({ id: 'a', name: 'a', folder: 'runs/a' }, files(changes), {
    ...{ job: job as Job | undefined, isStopping: false, isPruned },
  });

describe('the state', () => {
  const history = [row(1, 0.1), row(2, 0.2), row(3, 0.3)];
  it.each([
    ['a lock of a process that runs', { isHeld: true }, undefined, 'running'],
    ['a job before it takes the lock', {}, { status: 'running' }, 'running'],
    ['a job that was asked to stop', { isHeld: true }, { status: 'stopping' }, 'stopping'],
    ['a process that says so itself', { isHeld: true, progress: stoppingItself }, undefined, 'stopping'],
    ['no configuration', { config: undefined, trouble: 'why' }, undefined, 'broken'],
    ['all epochs and metrics', { history, metrics: finished }, undefined, 'finished'],
    ['a reason to end early', { metrics: { ...finished, stopReason: 'patience' } }, undefined, 'finished'],
    [
      'more epochs wanted than done',
      { history, metrics: finished, config: { ...config, epochs: 9 } },
      undefined,
      'stopped',
    ],
    ['metrics of a stop', { history, metrics: { ...finished, stopped: true } }, undefined, 'stopped'],
    ['a job that failed', { history: [row(1, 0.1)] }, { status: 'failed', reason: 'why' }, 'failed'],
    ['a job that failed after the end', { history, metrics: finished }, { status: 'failed' }, 'finished'],
    ['nothing but a history', { history: [row(1, 0.1)] }, undefined, 'stopped'],
  ] as const)('%s: %j, %j is %s', (_, changes, job, status) =>
    expect(summary(changes as Partial<RunFiles>, job as Partial<Job>).status).toBe(status),
  );
});

it('a trial that its study has pruned is pruned, unless it is trained again or finished', () => {
  const status = (changes: Partial<RunFiles>) => summary(changes, undefined, true).status;
  expect(status({ history: [row(1, 0.1)] })).toBe('pruned');
  expect(status({ isHeld: true })).toBe('running');
  expect(status({ history: [row(3, 0.3)], metrics: finished })).toBe('finished');
});

it('the best epoch is the first of equals by what the run watches', () => {
  const history = [row(1, 0.5, 0.9), row(2, 0.7, 0.8), row(3, 0.7, 0.2)];
  expect(summary({ history })).toMatchObject({ bestEpoch: 2, bestAccuracy: 0.7, bestLoss: 0.8, seconds: 6 });
  const watched = { ...config, monitor: 'validationLoss' as const };
  expect(summary({ history, config: watched })).toMatchObject({ bestEpoch: 3, bestLoss: 0.2 });
});

it('a sparkline keeps its ends, and at most 32 points', () => {
  const history = Array.from({ length: 1000 }, (_, i) => row(i + 1, i / 1000));
  const { spark } = summary({ history });
  expect([spark.length, spark[0], spark.at(-1)]).toEqual([32, 0, 0.999]);
  expect([...spark].sort((a, b) => a - b)).toEqual(spark);
});

it('nested settings are joined by dots; long lists and networks are left out', () => {
  const nested = { epochs: 3, optimizer: { type: 'adam', rate: null }, rates: [1, 2] };
  expect(flatConfig(nested)).toEqual({
    epochs: 3,
    'optimizer.type': 'adam',
    'optimizer.rate': null,
    rates: '1, 2',
  });
  expect(flatConfig({ long: Array.from({ length: 9 }), architecture: { layers: 5 } })).toEqual({});
});

it('ids of runs are plain, and no two runs have the same', () => {
  const names = [
    'first',
    'sweep/trial-1',
    'sweep~trial-1',
    'a b',
    'a  b',
    'ü',
    'é',
    '..',
    '-',
    'x'.repeat(200),
  ];
  const ids = names.map(runId);
  expect(ids[0]).toBe('first');
  for (const id of ids) expect(id).toMatch(/^[\w.~-]{1,100}$/);
  expect(new Set(ids).size).toBe(names.length);
});
