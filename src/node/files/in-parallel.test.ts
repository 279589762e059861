// Tasks with their own gates, so that the test knows what runs at the same time without a clock.
import { expect, it } from 'vitest';
import { inParallel } from './in-parallel.ts';

/** Lets everything go on that can. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

it('processes every item once, the given number at a time', async () => {
  const gates: (() => void)[] = [];
  const started: number[] = [];
  const all = inParallel([10, 11, 12, 13, 14], 2, async (item) => {
    started.push(item);
    await new Promise<void>((resolve) => gates.push(resolve));
  });
  await settle();
  expect(started).toEqual([10, 11]);
  gates[1]!();
  await settle();
  expect(started).toEqual([10, 11, 12]);
  for (let open = gates.shift(); open; open = gates.shift()) {
    open();
    await settle();
  }
  await all;
  expect(started).toEqual([10, 11, 12, 13, 14]);
});

it('starts no more items after a failure, and rejects with it', async () => {
  const started: number[] = [];
  const task = async (item: number) => {
    started.push(item);
    await settle();
    if (item === 1) throw new Error('one');
  };
  await expect(inParallel([0, 1, 2, 3, 4, 5], 2, task)).rejects.toThrow('one');
  await settle();
  for (let i = 0; i < 10; i++) await settle();
  expect(started.length).toBeLessThanOrEqual(3);
});

it('rejects when the tasks that run have ended', async () => {
  let hasEnded = false;
  const task = async (item: number) => {
    if (item === 0) throw new Error('zero');
    for (let i = 0; i < 5; i++) await settle();
    hasEnded = true;
  };
  await expect(inParallel([0, 1], 2, task)).rejects.toThrow('zero');
  expect(hasEnded).toBe(true);
});

it('accepts an empty list', async () => {
  await expect(inParallel([], 4, () => Promise.reject(new Error('never')))).resolves.toBeUndefined();
});
