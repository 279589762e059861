// What is cached, what makes a different result, and broken files.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { sketches } from '../../data/sketches.ts';
import { cachedResult } from './result-cache.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'atelier-results-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const splits = sketches({ train: 20, test: 10 });
let computed = 0;
const get = (changes: object = {}) =>
  cachedResult(
    {
      kind: 'count',
      splits,
      settings: { seed: 1 },
      schema: z.number(),
      env: { XDG_CACHE_HOME: folder },
      ...changes,
    },
    () => Promise.resolve(++computed),
  );

it('computes a result once for each data set, setting and kind', async () => {
  expect(await get()).toMatchObject({ result: 1, wasCached: false });
  expect(await get()).toMatchObject({ result: 1, wasCached: true });
  const labels = splits.train.labels.slice();
  labels[3] = (labels[3]! + 1) % 10;
  expect(await get({ splits: { ...splits, train: { ...splits.train, labels } } })).toMatchObject({
    result: 2,
  });
  expect(await get({ splits: { train: splits.train } })).toMatchObject({ result: 3 });
  expect(await get({ settings: { seed: 2 } })).toMatchObject({ result: 4 });
  expect(await get({ kind: 'other' })).toMatchObject({ result: 5 });
  expect(await get()).toMatchObject({ result: 1, wasCached: true });
});

it('computes again if a file is broken, of another shape, or can’t be kept', async () => {
  const names = await readdir(join(folder, 'atelier', 'results'));
  expect(names).toHaveLength(5);
  for (const name of names) await writeFile(join(folder, 'atelier', 'results', name), '{"result":');
  expect(await get()).toMatchObject({ result: 6, wasCached: false });
  for (const name of names)
    await writeFile(join(folder, 'atelier', 'results', name), '{"result":"six","seconds":1}');
  expect(await get()).toMatchObject({ result: 7, wasCached: false });
  await writeFile(join(folder, 'file'), '');
  const nowhere = { env: { XDG_CACHE_HOME: join(folder, 'file') } };
  expect(await get(nowhere)).toMatchObject({ result: 8, wasCached: false });
});
