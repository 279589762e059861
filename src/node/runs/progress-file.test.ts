import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StepProgress } from '../../training/progress.ts';
import { runProgress } from '../../training/run-documents.ts';
import { ProgressFile } from './progress-file.ts';
import { RunDirectory } from './run-directory.ts';

let run: RunDirectory;
beforeEach(async () => {
  run = new RunDirectory(await mkdtemp(join(tmpdir(), 'atelier-progress-')));
});
afterEach(() => rm(run.path, { recursive: true, force: true }));

const step = (epoch: number, done: number): StepProgress => ({
  ...{ epoch, epochs: 2, done, total: 100, learningRate: 0.1, loss: 1, accuracy: 0.5, gradientNorm: 3 },
});
const result = (epoch: number) => ({
  ...{ epoch, learningRate: 0.1, loss: 1, accuracy: 0.5, validationLoss: 1, validationAccuracy: 0.5 },
  seconds: 1,
});
const told = async () => runProgress.parse(JSON.parse(await readFile(run.file('progress.json'), 'utf8')));
const open = (from = 0) => ProgressFile.open(run, { from, epochs: 2, validation: 10 });

/** Waits until the file tells of a phase: it is written beside training. */
async function untilPhase(phase: string) {
  for (;;) {
    const progress = await told().catch(() => undefined);
    if (progress?.now?.phase === phase) return progress;
  }
}

it('tells of the epoch in training, of its validation, and of what follows the last epoch', async () => {
  const file = await open();
  file.step(step(1, 25));
  expect((await untilPhase('training')).now).toMatchObject({
    ...{ epoch: 1, done: 25, total: 100, loss: 1, gradientNorm: 3, isStopping: false },
  });
  file.step(step(1, 100));
  await untilPhase('validating');
  file.validated(result(1));
  file.step(step(2, 100));
  file.validated(result(2));
  await untilPhase('finishing');
  await file.close();
  expect((await told()).now).toBeUndefined();
});

it('tells of the features and the fit of a head, which are no session of training', async () => {
  const file = await open();
  file.features(30, 200);
  while ((await told().catch(() => undefined))?.head?.phase !== 'features');
  expect(await told()).toMatchObject({ sessions: [], head: { done: 30, total: 200, isStopping: false } });
  file.fitting();
  while ((await told()).head?.phase !== 'fitting');
  expect((await told()).head).toMatchObject({ done: 30, total: 200 });
  file.step(step(1, 25));
  await untilPhase('training');
  expect((await told()).head).toBeUndefined();
  await file.close();
  expect((await told()).sessions).toHaveLength(1);
});

it('leaves nothing of a head when it is closed', async () => {
  const file = await open();
  file.fitting();
  await file.close();
  expect(await told()).toEqual({ sessions: [] });
});

it('adds a session for each resume', async () => {
  for (const [from, at] of [
    [0, step(1, 40)],
    [0.4, step(2, 100)],
  ] as const) {
    const file = await open(from);
    file.step(at);
    await file.close();
  }
  const { sessions } = await told();
  expect(sessions.map(({ from, to }) => [from, to])).toEqual([
    [0, 0.4],
    [0.4, 2],
  ]);
  expect(Date.parse(sessions[1]!.started)).toBeGreaterThanOrEqual(Date.parse(sessions[0]!.ended));
});

it('tells that training was asked to stop', async () => {
  const file = await open();
  file.step(step(1, 40));
  file.stop();
  while (!(await told().catch(() => undefined))?.now?.isStopping);
  await file.close();
});

it('writes nothing for training that ended before its first step', async () => {
  const file = await open();
  file.stop();
  await file.close();
  expect(await readdir(run.path)).toEqual([]);
});

it('goes on beside a damaged file, and without its folder', async () => {
  await writeFile(run.file('progress.json'), '{"sessions":');
  const file = await open(1);
  file.step(step(2, 100));
  await file.close();
  expect((await told()).sessions).toHaveLength(1);
  const homeless = await open();
  await rm(run.path, { recursive: true });
  homeless.step(step(1, 10));
  await homeless.close();
});
