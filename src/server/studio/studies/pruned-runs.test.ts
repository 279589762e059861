import { expect, it } from 'vitest';
import type { IndexedRun } from '../runs/run-index.ts';
import type { PrunedTrials } from './calls.ts';
import { PrunedRuns } from './pruned-runs.ts';

/** Runs by their folders, as they are read again. */
function indexOf(pruned: PrunedRuns, states: Record<string, 'stopped' | 'pruned' | 'finished'>) {
  const read: string[] = [];
  const all = () =>
    Object.entries(states)
      .map(([path, status]) => ({ path, summary: { status } }) as IndexedRun)
      .values();
  const refresh = (path: string) => {
    read.push(path);
    states[path] = pruned.has(path) ? 'pruned' : 'stopped';
    return Promise.resolve();
  };
  return { states, read, runs: { all, refresh } };
}

it('reads again the runs that the journals call pruned, and those that they no longer do', async () => {
  const pruned = new PrunedRuns();
  const { states, read, runs } = indexOf(pruned, {
    ...{ 'runs/a/0000': 'finished', 'runs/a/0001': 'stopped', 'runs/a/0002': 'stopped' },
    'runs/0001': 'stopped',
  });
  let answer: PrunedTrials[] = [{ folder: 'runs/a', numbers: [1] }];
  const studies = { pruned: () => Promise.resolve(answer) };
  await pruned.look(studies, runs);
  expect(read).toEqual(['runs/a/0001']);
  expect(states).toMatchObject({ 'runs/a/0001': 'pruned', 'runs/a/0002': 'stopped', 'runs/0001': 'stopped' });
  await pruned.look(studies, runs);
  expect(read).toHaveLength(1); // nothing is new
  answer = [{ folder: 'runs/a', numbers: [2] }];
  await pruned.look(studies, runs);
  expect(states).toMatchObject({ 'runs/a/0001': 'stopped', 'runs/a/0002': 'pruned' });
});

it('looks once more for all news that came while it looked', async () => {
  const pruned = new PrunedRuns();
  const { runs } = indexOf(pruned, {});
  const answers: ((trials: PrunedTrials[]) => void)[] = [];
  const studies = { pruned: () => new Promise<PrunedTrials[]>((done) => answers.push(done)) };
  const looks = [1, 2, 3].map(() => pruned.look(studies, runs));
  expect(answers).toHaveLength(1);
  answers[0]!([]);
  await new Promise(setImmediate);
  expect(answers).toHaveLength(2);
  answers[1]!([]);
  await Promise.all(looks);
  expect(answers).toHaveLength(2);
});
