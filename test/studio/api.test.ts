// What the studio's pages ask for, by the contract, while the command line writes into the same folder.
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { studioEvent, type StudioEvent } from '../../src/server/studio/contract/events.ts';
import {
  commandLine,
  estimate,
  formFields,
  job,
  jobDetail,
  jobList,
  type JobRequest,
} from '../../src/server/studio/contract/jobs.ts';
import {
  runDetail,
  runList,
  runRemoved,
  runSummary,
  type RunSummary,
} from '../../src/server/studio/contract/runs.ts';
import { comparison } from '../../src/server/studio/contract/comparisons.ts';
import { modelList } from '../../src/server/studio/contract/models.ts';
import { workspace } from '../../src/server/studio/contract/workspace.ts';
import { smallIdxFiles, temporaryFolder, writeFolder } from '../testing/folders.ts';
import { start } from '../testing/process.ts';
import { openStream, openTestStudio, runFiles, writeRun } from './studio-server.ts';

const folder = await temporaryFolder();
const runs = join(folder, 'runs');
await writeRun(join(runs, 'first'));
await writeRun(join(runs, 'sweep/trial-1'), runFiles([0.2]));
await writeRun(join(runs, 'broken'), { 'config.json': '{"epochs":' });
/** A small data set: an epoch takes a moment. */
const data = await writeFolder(join(folder, 'small'), smallIdxFiles());
const studio = await openTestStudio(folder, { data: [data] });
afterAll(() => studio.stop());

const list = async (): Promise<RunSummary[]> => runList.parse(await studio.get('/api/runs'));
const named = async (name: string) => (await list()).find((run) => run.name === name);

describe('runs', () => {
  it('are found with those in folders of their own, each with its state', async () => {
    const found = (await list()).map(({ name, status }) => `${name} ${status}`).sort();
    expect(found).toEqual(['broken broken', 'first stopped', 'sweep/trial-1 stopped']);
    expect(await named('first')).toMatchObject({
      ...{ id: 'first', data: 'sketches', architecture: 'lenet5', epochs: 2, epochsDone: 2 },
      ...{ bestAccuracy: 0.75, bestLoss: 1.25, bestEpoch: 2, seconds: 3, spark: [0.5, 0.75] },
      config: { epochs: 2, 'optimizer.type': 'sgd' },
    });
  });

  it('have details and files', async () => {
    const detail = runDetail.parse(await studio.get('/api/runs/first'));
    expect(detail.history.map(({ validationAccuracy }) => validationAccuracy)).toEqual([0.5, 0.75]);
    expect(detail.files.map(({ name }) => name)).toEqual(['best.onnx', 'config.json', 'history.csv']);
    const file = await studio.send('GET', '/api/runs/first/files/history.csv');
    expect(file).toMatchObject({
      text: runFiles([0.5, 0.75])['history.csv'],
      headers: { 'content-type': 'text/csv; charset=utf-8' },
    });
  });

  it('take tags and a note, which stay in their folder', async () => {
    const change = { tags: ['good', 'good', 'small'], note: 'try again' };
    const answer = await studio.send('PATCH', '/api/runs/first', change);
    expect(runSummary.parse(JSON.parse(answer.text))).toMatchObject({
      tags: ['good', 'small'],
      note: 'try again',
    });
    await studio.send('PATCH', '/api/runs/first', { note: '' });
    expect(await named('first')).toMatchObject({ tags: ['good', 'small'], note: '' });
    expect(await studio.send('PATCH', '/api/runs/first', { tag: 'x' })).toMatchObject({ status: 400 });
  });

  it('are deleted into the trash and restored as they were', async () => {
    await writeRun(join(runs, 'old/inner'), runFiles([0.1, 0.9]));
    const stream = await openStream(studio);
    const before = await untilNamed('old/inner');
    const { id } = before;
    expect(runRemoved.parse(JSON.parse((await studio.send('DELETE', `/api/runs/${id}`)).text))).toEqual({
      id,
    });
    await stream.until((event) => event.type === 'run-removed' && event.id === id);
    expect(await readdir(join(runs, 'old'))).toEqual([]);
    expect((await studio.send('GET', `/api/runs/${id}`)).status).toBe(404);
    await studio.send('POST', `/api/runs/${id}/restore`);
    expect({ ...(await named('old/inner')), modified: 0 }).toEqual({ ...before, modified: 0 });
    expect((await studio.send('POST', `/api/runs/${id}/restore`)).status).toBe(404);
    stream.close();
  });
});

describe('what the command line writes', () => {
  it('appears within a second: a run, its epochs, and its end', async () => {
    const stream = await openStream(studio);
    const start = performance.now();
    const path = join(runs, 'watched');
    await mkdir(path);
    await writeAtomically(path, 'config.json', runFiles([], 3)['config.json']!);
    await stream.until((event) => event.type === 'run' && event.run.id === 'watched');
    expect(performance.now() - start).toBeLessThan(1000);
    for (const accuracies of [[0.3], [0.3, 0.6]]) {
      const written = performance.now();
      await writeAtomically(path, 'history.csv', runFiles(accuracies)['history.csv']!);
      await stream.until((event) => event.type === 'epoch' && event.row.epoch === accuracies.length);
      expect(performance.now() - written).toBeLessThan(1000);
    }
    await rm(path, { recursive: true });
    await stream.until((event) => event.type === 'run-removed' && event.id === 'watched');
    for (const { event } of stream.received) studioEvent.parse(event);
    stream.close();
  });
});

describe('the stream', () => {
  it('is resumed after an id, by the header or in the address', async () => {
    const first = await openStream(studio);
    const { id } = await first.until(({ type }) => type === 'ready');
    first.close();
    await studio.send('PATCH', '/api/runs/first', { note: 'while away' });
    for (const stream of [
      await openStream(studio, id),
      await openStream(studio, undefined, `/api/events?since=${id}`),
    ]) {
      const { event } = await stream.until(({ type }) => type === 'run');
      expect(event).toMatchObject({ run: { note: 'while away' } });
      expect(stream.received.map(({ event }) => event.type)).not.toContain('ready');
      stream.close();
    }
  });

  it.each(['00000000-0', 'nonsense', '-1'])('begins anew after %s', async (since) => {
    const stream = await openStream(studio, since);
    await stream.until(({ type }) => type === 'reset');
    stream.close();
  });

  it('serves seven pages', async () => {
    const streams = await Promise.all(Array.from({ length: 7 }, () => openStream(studio)));
    await studio.send('PATCH', '/api/runs/first', { note: 'to all' });
    for (const stream of streams)
      await stream.until((event) => event.type === 'run' && event.run.note === 'to all');
    for (const stream of streams) stream.close();
  });
});

describe('jobs', () => {
  it('train, are stopped as by Ctrl-C, and go on', { timeout: 120_000 }, async () => {
    const stream = await openStream(studio);
    const options = { data, arch: 'lenet5', epochs: 5000, threads: 1 };
    const started = job.parse(await startJob({ kind: 'train', options }));
    expect(started).toMatchObject({ status: 'running', run: 'train' });
    await stream.until((event) => event.type === 'epoch' && event.run === 'train');
    await stream.until((event) => event.type === 'run' && event.run.now?.total === 440);
    expect((await named('train'))!.status).toBe('running');
    const beside = job.parse(await startJob({ kind: 'train', options: { ...options, name: 'beside' } }));
    await stream.until((event) => event.type === 'epoch' && event.run === 'beside');
    await studio.send('POST', `/api/jobs/${beside.id}/stop`);
    expect((await studio.send('DELETE', '/api/runs/train')).status).toBe(409);
    await studio.send('POST', `/api/jobs/${started.id}/stop`);
    for (const { id } of [started, beside])
      await stream.until(
        (event) => event.type === 'job' && event.job.id === id && event.job.status === 'stopped',
      );
    const { epochsDone } = await untilStatus('train', 'stopped');
    const more = Math.ceil(epochsDone) + 1;
    await startJob({ kind: 'resume', run: 'train', epochs: more });
    await stream.until((event) => event.type === 'job' && event.job.status === 'finished');
    expect(await untilStatus('train', 'finished')).toMatchObject({ epochsDone: more, epochs: more });
    const { sessions, validation, troubles, now } = runDetail.parse(await studio.get('/api/runs/train'));
    expect(sessions.map(({ from, to }) => [from, to])).toEqual([
      [0, epochsDone],
      [epochsDone, more],
    ]);
    expect(validation).toMatchObject({ epoch: more, count: 40 });
    expect([troubles, now]).toEqual([[], undefined]);
    jobList.parse(await studio.get('/api/jobs'));
    stream.close();
  });

  it('that fail say why', { timeout: 60_000 }, async () => {
    const stream = await openStream(studio);
    const options = { data: 'sketches', from: 'no-such-model', epochs: 1 };
    const { id } = job.parse(await startJob({ kind: 'train', options }));
    await stream.until(
      (event) => event.type === 'job' && event.job.id === id && event.job.status === 'failed',
    );
    const detail = jobDetail.parse(await studio.get(`/api/jobs/${id}`));
    expect(detail).toMatchObject({
      exitCode: 2,
      reason: expect.stringContaining('no-such-model: no such file') as string,
    });
    expect(detail.log).toContain(detail.reason);
    stream.close();
  });

  it.each([
    [{ epochs: 0 }, '--epochs: expected a whole number from 1'],
    [{ epoch: 3 }, "there is no option 'epoch'"],
    [{ arch: 'lenet5', from: 'atelier' }, 'cannot be used with'],
    [{ augment: 'spin' }, '--augment'],
    [{ optimizer: 'adam:beta=2' }, 'beta'],
    [{ name: '../x' }, 'without slashes'],
    [{ augment: 'a\u0000b' }, 'control characters'],
  ])('%j is refused before anything starts', async (options, message) => {
    const { status, text } = await studio.send('POST', '/api/jobs', { kind: 'train', options });
    expect([400, 409]).toContain(status);
    expect((JSON.parse(text) as { error: string }).error).toContain(message);
  });

  it('have a form made from the options of the command', async () => {
    const fields = formFields.parse(await studio.get('/api/train/options'));
    const field = (name: string) => fields.find((one) => one.name === name);
    expect(field('epochs')).toMatchObject({ type: 'integer', minimum: 1, default: '3', group: 'main' });
    expect(field('sampling')).toMatchObject({
      type: 'choice',
      choices: expect.arrayContaining(['shuffled']) as string[],
    });
    expect(field('from')).toMatchObject({ conflicts: ['arch'] });
    expect(field('data')).toMatchObject({
      suggestions: ['fashion-mnist', 'sketches', data],
      about: { [data]: 'a folder that the studio was started with' },
    });
    expect(field('arch')!.about!['lenet5']).toMatch(/^61,706 parameters, 0.42 M multiply-adds/);
    expect(Object.keys(field('preset')!.about!)).toEqual(field('preset')!.choices);
    expect(field('resume')).toBeUndefined();
    const options = { epochs: 2, name: 'my run', tensorboard: true, learningRate: 0.01 };
    const line = await studio.send('POST', '/api/train/command', { options });
    expect(commandLine.parse(JSON.parse(line.text)).command).toBe(
      "atelier train --epochs 2 --name 'my run' --tensorboard --learning-rate 0.01",
    );
  });
});

it('tells how far the features of a frozen network are, until its head is fitted', async () => {
  const stream = await openStream(studio);
  const name = 'head';
  await startJob({ kind: 'train', options: { data, from: 'pocket', freeze: 'all', threads: 1, name } });
  const told = await stream.until((event) => event.type === 'run' && event.run.head !== undefined);
  const { run } = told.event as Extract<StudioEvent, { type: 'run' }>;
  expect(run).toMatchObject({ id: name, status: 'running' });
  expect(run.head!.done).toBeLessThanOrEqual(run.head!.total);
  await stream.until(
    ({ type, ...event }) =>
      type === 'run' && 'run' in event && (event.run as RunSummary).status === 'finished',
  );
  const finished = runDetail.parse(await studio.get(`/api/runs/${name}`));
  expect(finished).toMatchObject({ status: 'finished', epochsDone: 1, sessions: [] });
  expect(finished.head).toBeUndefined();
  stream.close();
});

it('compares two trained runs, and has models to try', { timeout: 120_000 }, async () => {
  const stream = await openStream(studio);
  for (const seed of [1, 2]) {
    const name = `seed-${seed}`;
    await startJob({
      kind: 'train',
      options: { data, arch: 'lenet5', epochs: 1, threads: 1, seed, name },
    });
    await stream.until(
      (event) => event.type === 'job' && event.job.run === name && event.job.status === 'finished',
    );
  }
  const address = '/api/compare?a=seed-1&b=seed-2';
  const compared = comparison.parse(await studio.get(address));
  const { outcomes, differing, difference, a, b, count, sheet, id } = compared;
  expect([differing.onlyA.length, differing.onlyB.length]).toEqual([outcomes.onlyA, outcomes.onlyB]);
  expect(difference.accuracy.value).toBeCloseTo(b.accuracy - a.accuracy, 12);
  expect(a.accuracy).toBeCloseTo((outcomes.bothRight + outcomes.onlyA) / count, 12);
  for (const picture of sheet.pictures)
    expect(differing[picture.a === picture.label ? 'onlyA' : 'onlyB']).toContain(picture.index);
  const pictures = await studio.send('GET', `/api/compare/${id}/pictures`);
  expect(pictures.headers['content-type']).toBe('image/webp');
  expect(compared.notices.join()).toContain('held out other pictures in training'); // the seeds differ
  const file = join(runs, '.studio/comparisons', id, 'comparison.json');
  const { mtimeMs } = await stat(file);
  expect(await studio.get(address)).toEqual(compared);
  expect((await stat(file)).mtimeMs).toBe(mtimeMs); // it was not computed again
  const models = modelList.parse(await studio.get('/api/models'));
  expect(models.filter(({ kind }) => kind === 'run').map(({ id }) => id)).toContain('seed-1');
  const size = models.find(({ id }) => id === 'seed-1')!.bytes;
  const head = await studio.send('HEAD', '/api/models/seed-1/file');
  expect(head.headers['content-length']).toBe(String(size));
  const same = await studio.send('GET', '/api/compare?a=seed-1&b=first');
  expect(same.status).toBe(400);
  stream.close();
});

it('duplicates a run with changes', { timeout: 120_000 }, async () => {
  const stream = await openStream(studio);
  const options = { seed: 3, name: 'copy' };
  const started = job.parse(await startJob({ kind: 'duplicate', run: 'seed-1', options }));
  expect(started.args.slice(0, 3)).toEqual(['train', '--config', join(runs, 'seed-1/config.json')]);
  await stream.until(
    (event) => event.type === 'job' && event.job.id === started.id && event.job.status === 'finished',
  );
  const settings = async (id: string) => runDetail.parse(await studio.get(`/api/runs/${id}`)).config;
  expect(await settings('copy')).toEqual({ ...(await settings('seed-1')), seed: 3 });
  const none = { kind: 'duplicate', run: 'no-such-run' };
  expect((await studio.send('POST', '/api/jobs', none)).status).toBe(404);
  stream.close();
});

it('estimates what a run will take', { timeout: 120_000 }, async () => {
  const options = { data, arch: 'lenet5', epochs: 7, batchSize: 100, threads: 1 };
  const { status, text } = await studio.send('POST', '/api/estimate', { options });
  expect(status, text).toBe(200);
  const { seconds, secondsPerEpoch, memory, ...told } = estimate.parse(JSON.parse(text));
  expect(told).toMatchObject({ architecture: 'lenet5', epochs: 7, batchSize: 100 });
  expect(seconds).toBeGreaterThanOrEqual(7 * secondsPerEpoch.training);
  expect(memory.peak).toBeGreaterThanOrEqual(memory.now);
  expect(await readdir(runs)).not.toContain('train2'); // nothing was trained
});

it('stops what the command line trains, as Ctrl-C does, and asks once', { timeout: 120_000 }, async () => {
  const stream = await openStream(studio);
  const place = ['--out', runs, '--name', 'by-hand', '--threads', '1'];
  const training = start(['train', '--data', data, '--arch', 'lenet5', '--epochs', '5000', ...place]);
  await stream.until((event) => event.type === 'epoch' && event.run === 'by-hand');
  for (let i = 0; i < 2; i++) {
    const { status, text } = await studio.send('POST', '/api/runs/by-hand/stop');
    expect([status, runSummary.parse(JSON.parse(text)).status]).toEqual([200, 'stopping']);
  }
  expect((await training.result).code).toBe(130); // a second Ctrl-C would have ended it at once
  await untilStatus('by-hand', 'stopped');
  expect((await studio.send('POST', '/api/runs/by-hand/stop')).status).toBe(409);
  stream.close();
});

it('tells what is here', async () => {
  const here = workspace.parse(await studio.get('/api/workspace'));
  expect(here.folders.runs).toBe(runs);
  expect(here.data.map(({ data: name }) => name)).toEqual(['fashion-mnist', 'sketches', data]);
});

it('had no defect', () => expect(studio.defects).toEqual([]));

const startJob = async (request: JobRequest): Promise<unknown> =>
  JSON.parse((await studio.send('POST', '/api/jobs', request)).text);

/** Asks again until a run is as it is to be: its files are read a moment after they change. */
async function untilRun(name: string, test: (run: RunSummary) => boolean): Promise<RunSummary> {
  for (;;) {
    const run = await named(name);
    if (run && test(run)) return run;
  }
}
const untilNamed = (name: string) => untilRun(name, ({ epochsDone }) => epochsDone > 0);
const untilStatus = (name: string, status: RunSummary['status']) =>
  untilRun(name, (run) => run.status === status);

async function writeAtomically(path: string, name: string, text: string): Promise<void> {
  await writeFile(join(path, `.${name}.tmp`), text);
  await rename(join(path, `.${name}.tmp`), join(path, name));
}
