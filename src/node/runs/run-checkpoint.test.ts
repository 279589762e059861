// The newest valid checkpoint of a run, for any damage of the files.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { encodeCheckpoint } from '../../training/checkpoint.ts';
import { readCheckpoint } from './run-checkpoint.ts';
import { createRunDirectory } from './run-directory.ts';

const out = await mkdtemp(join(tmpdir(), 'atelier-checkpoint-'));
afterAll(() => rm(out, { recursive: true }));

const checkpointOf = (batches: number) =>
  encodeCheckpoint({
    identity: {},
    progress: {
      epochs: 0,
      batches,
      totals: { done: 0, loss: 0, correct: 0, seconds: 0, gradientNorm: 3.5 },
      history: [],
      learningRateFactor: 1,
      callbacks: [],
    },
    state: { weights: Float32Array.of(batches) },
  });

async function runWith(...batches: number[]) {
  const run = await createRunDirectory({ out });
  for (const count of batches) await run.writeCheckpoint(await checkpointOf(count));
  const notices: string[] = [];
  const read = () => readCheckpoint(run, (text) => void notices.push(text));
  return { run, notices, read };
}

it('is the last one written', async () => {
  const { read, notices } = await runWith(1, 2, 3);
  expect((await read())!.checkpoint.progress.batches).toBe(3);
  expect(notices).toEqual([]);
});

it('is the previous one if the last is damaged, with a notice', async () => {
  const { run, read, notices } = await runWith(1, 2, 3);
  await writeFile(run.file('checkpoint.bin'), (await checkpointOf(3)).subarray(0, 100));
  expect((await read())!.checkpoint.progress.batches).toBe(2);
  expect(notices).toHaveLength(1);
  expect(notices[0]).toMatch(/checkpoint\.bin: the checkpoint is damaged; continuing from the one before/);
});

it('is the previous one if writing stopped between the two files', async () => {
  const { run, read } = await runWith(1, 2);
  await rm(run.file('checkpoint.bin'));
  expect((await read())!.checkpoint.progress.batches).toBe(1);
});

it('is undefined before the first, and an error if none is valid', async () => {
  expect(await (await runWith()).read()).toBeUndefined();
  const { run, read } = await runWith(1);
  await writeFile(run.file('checkpoint.bin'), 'x');
  await expect(read()).rejects.toThrow(/checkpoint\.bin: not a checkpoint/);
});
