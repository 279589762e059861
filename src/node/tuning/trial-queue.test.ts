// Workers on one study: nobody gets the same trial twice, and nothing of a dead worker is lost.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Operation } from '../../tuning/journal/operations.ts';
import { leaseMark } from '../../tuning/marks.ts';
import { pruners } from '../../tuning/pruners/index.ts';
import { samplers } from '../../tuning/samplers/index.ts';
import type { SearchSpace } from '../../tuning/space.ts';
import { ownProcess } from '../files/process-owner.ts';
import { createStudy } from './create-study.ts';
import type { JournalStorage } from './journal-storage.ts';
import { StudyJournal } from './study-journal.ts';
import { TrialQueue, type Search } from './trial-queue.ts';

/**
 * A journal in memory, which each opener reads on its own.
 *
 * @param delayMs how long a read takes, in milliseconds
 */
function memory(delayMs = 0): () => JournalStorage {
  const all: Operation[] = [];
  return () => {
    let seen = 0;
    return {
      name: 'memory',
      read: async () => {
        const from = seen;
        if (delayMs > 0) await sleep(delayMs);
        const operations = all.slice(from);
        seen += operations.length;
        return operations;
      },
      append: (operations) => {
        if (seen !== all.length) return Promise.resolve(false);
        all.push(...operations);
        return Promise.resolve(true);
      },
      close: () => Promise.resolve(),
    };
  };
}

const space: SearchSpace = [
  { name: 'n', distribution: { kind: 'int', low: 1, high: 9, log: false, step: 1 } },
];
const search = (changes: Partial<Search> = {}): Search => ({
  ...{ space, sampler: samplers.random, pruner: pruners.none, seed: 1, epochs: 9, most: 12 },
  ...changes,
});
const definition = (digest = 'd') => ({
  ...{ directions: ['minimize'] as const, metrics: ['value'], digest },
  known: [{ point: { n: 5 }, why: 'base' }],
});

async function worker(open: () => JournalStorage, name: string, changes: Partial<Search> = {}) {
  const study = new StudyJournal(open(), 's', name);
  await createStudy(study, definition());
  return { study, queue: new TrialQueue(study, search(changes)) };
}

it('tries the base first and every point of a finite space once, by two workers', async () => {
  const open = memory();
  const workers = [await worker(open, 'atelier-0'), await worker(open, 'atelier-1')];
  const points: unknown[] = [];
  for (let i = 0; ; i++) {
    const { queue } = workers[i % 2]!;
    const next = await queue.next();
    if (next.kind !== 'trial') {
      expect(next).toEqual({ kind: 'end', isExhausted: true });
      break;
    }
    points.push(next.trial.params['n']);
    await queue.finish(next.trial.id, 'complete', [i], {});
  }
  expect(points[0]).toBe(5);
  expect([...points].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

it('goes on with the trial of a worker that died, and waits for one that lives', async () => {
  const open = memory();
  const first = await worker(open, 'atelier-0');
  const next = await first.queue.next();
  if (next.kind !== 'trial') throw new Error('expected a trial');
  await first.queue.report(next.trial.id, [[1, 0.5]]);
  const second = await worker(open, 'atelier-1', { most: 1 });
  const { write } = second.study;
  const own = await ownProcess();
  const leaseTo = (pid: number, start: string) =>
    second.study.transact(() => ({
      operations: [write.systemAttribute(0, leaseMark, { ...own, pid, start })],
      result: undefined,
    }));
  await leaseTo(process.ppid, ''); // a process that runs
  expect(await second.queue.next()).toEqual({ kind: 'wait' });
  await leaseTo(own.pid, 'another start'); // the number was given to another process since
  const taken = await second.queue.next();
  expect(taken).toMatchObject({ kind: 'trial', trial: { number: 0, intermediate: [[1, 0.5]] } });
});

it('pauses trials at rungs and promotes the best of nine', async () => {
  const { queue, study } = await worker(memory(), 'atelier-0', { pruner: pruners.asha, most: 9 });
  const order: number[] = [];
  for (;;) {
    const next = await queue.next();
    if (next.kind === 'end') break;
    if (next.kind === 'wait') throw new Error('nobody else works');
    const { id, number, intermediate, params } = next.trial;
    order.push(number);
    const from = intermediate.at(-1)?.[0] ?? 0;
    const to = from === 0 ? 1 : 3 * from;
    await queue.report(id, [[to, Number(params['n'])]]);
    if (to === 9) await queue.finish(id, 'complete', [Number(params['n'])], {});
    else await queue.pause(id);
  }
  const promoted = order.slice(9).map((number) => study.study.trials[number]!.params['n']);
  // Three of nine are promoted to epoch 3, the best of them to 9; at the end three more, so that four are
  // complete.
  expect(promoted).toEqual([1, 2, 3, 1, 2, 3, 4, 4]);
  const states = study.study.trials.map(({ params, state }) => [params['n'], state] as const);
  expect(states.filter(([, state]) => state === 'complete').map(([n]) => n)).toHaveLength(4);
  expect(states.filter(([, state]) => state === 'pruned')).toHaveLength(5);
});

it('refuses another space under the same name', async () => {
  const open = memory();
  await worker(open, 'atelier-0');
  const other = new StudyJournal(open(), 's', 'atelier-1');
  await expect(createStudy(other, definition('another'))).rejects.toThrow('s: the study has another space');
});

it('reports that wait for a storage at the same time are each told once', async () => {
  const { study, queue } = await worker(memory(2), 'atelier-0');
  const next = await queue.next();
  if (next.kind !== 'trial') throw new Error('expected a trial');
  const values = [0.3, 0.2, 0.1].map((value, i) => [i + 1, value] as const);
  const { id } = next.trial;
  await Promise.all([
    queue.report(id, values.slice(0, 1)),
    queue.renew(id),
    queue.report(id, values.slice(0, 2)),
    queue.report(id, values),
  ]);
  expect(study.study.trials[0]!.intermediate).toEqual(values);
});
