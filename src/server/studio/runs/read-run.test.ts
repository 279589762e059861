// What is read of a run: each file by itself, and nothing that a crashed process told.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockRun } from '../../../node/runs/run-lock.ts';
import { readRun, readValidation } from './read-run.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-read-'));
  await writeFile(join(folder, 'config.json'), '{"epochs": 3}');
});
afterEach(() => rm(folder, { recursive: true }));

const progressOf = (pid: number) =>
  JSON.stringify({
    sessions: [],
    now: {
      ...{ phase: 'training', epoch: 1, done: 5, total: 10, loss: 1, accuracy: 0.5, gradientNorm: 1 },
      ...{ learningRate: 0.1, time: 1, isStopping: true, pid },
    },
  });

it('files that are missing are no trouble, those that can’t be read are', async () => {
  expect(await readRun(folder)).toMatchObject({ config: { epochs: 3 }, troubles: [] });
  expect(await readValidation(folder)).toEqual({});
  for (const name of ['metrics.json', 'progress.json', 'validation.json'])
    await writeFile(join(folder, name), '{"epochs":');
  await writeFile(join(folder, 'history.csv'), 'epoch,loss\n1,2\n');
  expect(await readRun(folder)).toMatchObject({
    ...{ config: { epochs: 3 }, history: [], metrics: undefined, progress: undefined },
    troubles: [
      'history.csv: expected a column learningRate',
      'metrics.json is not JSON',
      'progress.json is not JSON',
    ],
  });
  expect(await readValidation(folder)).toEqual({ trouble: 'validation.json is not JSON' });
});

it('a confusion matrix has a row and a column for each class', async () => {
  const sheet = { columns: 1, width: 1, height: 1 };
  const told = { epoch: 1, classNames: ['hat', 'coat'], count: 0, samples: [], sheet };
  const write = (confusion: number[][]) =>
    writeFile(join(folder, 'validation.json'), JSON.stringify({ ...told, confusion }));
  await write([[1, 0]]);
  expect(await readValidation(folder)).toEqual({ trouble: 'validation.json is not that of a run' });
  const whole = [
    [1, 0],
    [0, 2],
  ];
  await write(whole);
  expect((await readValidation(folder)).value).toEqual({ ...told, confusion: whole });
});

it('how far training is counts only if the process that told it still works on the run', async () => {
  await writeFile(join(folder, 'progress.json'), progressOf(process.pid));
  expect((await readRun(folder)).progress).toEqual({ sessions: [] });
  const lock = await lockRun(folder);
  expect((await readRun(folder)).progress!.now).toMatchObject({ done: 5, isStopping: true });
  await writeFile(join(folder, 'progress.json'), progressOf(process.pid + 1));
  expect((await readRun(folder)).progress).toEqual({ sessions: [] });
  await lock.release();
});
