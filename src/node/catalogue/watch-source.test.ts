import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { watchSource } from './watch-source.ts';

let folder: string;
let table: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-watch-'));
  table = join(folder, 'items.csv');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Watches the table; each synchronisation takes the next step, and the last one ends it. */
async function watched(everyMs: number, steps: (() => Promise<unknown>)[]): Promise<string[]> {
  await writeFile(table, 'key,colour\n1,red\n');
  const controller = new AbortController();
  const told: string[] = [];
  const next = async (what: string) => {
    told.push(what);
    const step = steps.shift();
    if (step) await step();
    else controller.abort();
  };
  await watchSource(table, {
    ...{ quietMs: 5, everyMs, signal: controller.signal },
    sync: () => next('sync'),
    onError: (error) => void next((error as Error).message.replace(folder, '')),
  });
  return told;
}

it('synchronises at the beginning and after each change, which the system tells of', async () => {
  const told = await watched(1e8, [
    () => appendFile(table, '2,blue\n'),
    () => appendFile(table, '3,green\n'),
  ]);
  expect(told).toEqual(['sync', 'sync', 'sync']);
});

it('looks from time to time, and synchronises only what has changed', async () => {
  const told = await watched(5, [() => appendFile(table, '2,blue\n')]);
  expect(told).toEqual(['sync', 'sync']);
});

it('goes on after an error', async () => {
  const told = await watched(20, [
    () => writeFile(table, 'key\n1\n1\n'),
    () => writeFile(table, 'key\n1\n2\n'),
  ]);
  expect(told).toEqual(['sync', "/items.csv, line 3: the key '1' is already on line 2", 'sync']);
});
