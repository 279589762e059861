// Data sets through the studio's routes: their pictures, and decisions about labels that training takes.
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  dataAudit,
  dataDecisions,
  dataPictures,
  dataState,
  type DataState,
  type DecisionStep,
} from '../../src/server/studio/contract/data.ts';
import { mapState } from '../../src/server/studio/contract/maps.ts';
import { job } from '../../src/server/studio/contract/jobs.ts';
import { workspace } from '../../src/server/studio/contract/workspace.ts';
import { atelier } from '../testing/atelier.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder } from '../testing/folders.ts';
import { openStream, openTestStudio } from './studio-server.ts';

const folder = await temporaryFolder();
const data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
const { XDG_CACHE_HOME } = process.env;
process.env['XDG_CACHE_HOME'] = join(folder, 'cache'); // of the audit
let studio = await openTestStudio(folder, { data: [data] });
afterAll(async () => {
  await studio.stop();
  if (XDG_CACHE_HOME === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = XDG_CACHE_HOME;
});
const known = workspace.parse(await studio.get('/api/workspace')).data.find((one) => one.data === data)!;
const path = `/api/data/${known.id}`;

async function ready(): Promise<Extract<DataState, { status: 'ready' }>> {
  for (;;) {
    const state = dataState.parse(await studio.get(path));
    if (state.status === 'ready') return state;
  }
}
const decisions = async () => dataDecisions.parse(await studio.get(`${path}/decisions`));
const decide = async (...step: DecisionStep) =>
  dataDecisions.parse(JSON.parse((await studio.send('POST', `${path}/decisions`, step)).text));
const undo = async () =>
  dataDecisions.parse(JSON.parse((await studio.send('POST', `${path}/decisions/undo`)).text));
const bytes = async (path: string) => {
  const { port, cookie } = studio;
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } });
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const picture = (index: number) => ({ split: 'train' as const, index });

describe('a data set', () => {
  it('has classes, counts and the size of its pictures', async () => {
    const state = await ready();
    expect(state).toMatchObject({ name: 'tiny', shape: { channels: 1, height: 28, width: 28 } });
    expect(state.splits.map(({ split, count }) => [split, count])).toEqual([
      ['train', 480],
      ['test', 60],
    ]);
    expect(state.splits[0]!.counts.reduce((sum, count) => sum + count)).toBe(480);
    const { labels } = dataPictures.parse(await studio.get(`${path}/pictures/test`));
    expect(labels).toEqual([...small.test.labels]);
  });

  it('gives the pixels that are asked for, in that order', async () => {
    const answer = await bytes(`${path}/pixels/train?at=5,7-8`);
    expect(answer.status).toBe(200);
    const pixels = (index: number) => small.train.images.subarray(index * 784, (index + 1) * 784);
    expect(answer.bytes).toEqual(Buffer.concat([pixels(5), pixels(7), pixels(8)]));
  });

  it.each(['', 'a', '1-', '480', '3-2', '0-479,0-479', '-1', '1e3', '0,,1'])(
    'refuses the pictures %j',
    async (at) => {
      expect((await bytes(`${path}/pixels/train?at=${at}`)).status).toBe(400);
    },
  );

  it('has no validation split and no other name', async () => {
    expect((await bytes(`${path}/pixels/validation?at=0`)).status).toBe(404);
    expect((await bytes('/api/data/other')).status).toBe(404);
  });
});

describe('a map', () => {
  async function ready(by: string) {
    for (;;) {
      const state = mapState.parse(await studio.get(`${path}/map/train?by=${by}`));
      if (state.isReady) return state;
    }
  }

  it.each(['pixels', 'pocket'])('by %s says which pictures are near each other', async (by) => {
    const { count, landmarks, k } = await ready(by);
    expect([count, landmarks]).toEqual([480, 480]);
    const answer = await bytes(`${path}/map/train/points?by=${by}`);
    expect(answer.bytes).toHaveLength(4 * count * (2 + 2 * k));
    const nearest = (index: number) => answer.bytes.readInt32LE(4 * (count * (2 + k) + index * k));
    for (const index of [0, 17, 479]) expect(nearest(index)).toBe(index); // each is nearest to itself
  });

  it('refuses what it can’t compare', async () => {
    expect((await bytes(`${path}/map/train?by=nothing`)).status).toBe(404);
    expect((await bytes(`${path}/map/train/points?by=trouser`)).status).toBe(404);
    expect((await bytes(`${path}/map/test/points`)).status).toBe(409);
    let answer;
    do answer = await studio.send('GET', `${path}/map/validation`);
    while (answer.status === 200);
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('no validation split')]);
  });
});

describe('decisions', () => {
  it('are written beside the data, and taken back one step after the other', async () => {
    const first = await decide({ place: picture(3), decided: { decision: 'relabel', label: 2 } });
    expect(first).toMatchObject({ file: join(data, 'atelier-labels.json'), steps: 1 });
    await decide({ place: picture(3), decided: { decision: 'exclude' } });
    await decide({ place: picture(9), decided: { decision: 'keep' } }, { place: picture(3), decided: null });
    expect((await decisions()).decisions).toEqual([{ place: picture(9), decided: { decision: 'keep' } }]);
    expect((await undo()).decisions).toEqual([{ place: picture(3), decided: { decision: 'exclude' } }]);
    expect((await undo()).decisions).toEqual([
      { place: picture(3), decided: { decision: 'relabel', label: 2 } },
    ]);
    expect(await undo()).toMatchObject({ decisions: [], steps: 0 });
    expect((await studio.send('POST', `${path}/decisions/undo`)).status).toBe(409);
  });

  it('are there after the server has ended, with what can be taken back', async () => {
    await decide({ place: picture(1), decided: { decision: 'exclude' } });
    await studio.stop();
    studio = await openTestStudio(folder, { data: [data] });
    await ready();
    expect(await decisions()).toMatchObject({ decisions: [{ place: picture(1) }], steps: 1 });
    expect((await undo()).decisions).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['no list', {}],
    ['nothing', []],
    ['a picture that is not there', [{ place: picture(480), decided: { decision: 'keep' } }]],
    ['a class that is not there', [{ place: picture(0), decided: { decision: 'relabel', label: 10 } }]],
    ['another split', [{ place: { split: '../x', index: 0 }, decided: { decision: 'keep' } }]],
  ])('are refused for %s', async (_, step) => {
    expect((await studio.send('POST', `${path}/decisions`, step)).status).toBe(400);
  });

  it('are taken by train --labels', async () => {
    const { labels } = small.train;
    const step: DecisionStep = [0, 1, 2, 3, 4].map((index) => ({
      place: picture(index),
      decided: { decision: 'relabel', label: (labels[index]! + 1) % 10 },
    }));
    const { file } = await decide(...step, { place: picture(5), decided: { decision: 'exclude' } });
    const trained = await atelier(
      ...[
        'train',
        '--data',
        data,
        '--labels',
        file,
        '--epochs',
        '1',
        '--out',
        join(folder, 'other'),
        '--json',
      ],
    );
    expect(trained.code, trained.stderr).toBe(0);
    const { labels: changed } = JSON.parse(trained.stdout) as { labels: Record<string, number> };
    expect(changed['relabelled']! + changed['excluded']!).toBeGreaterThan(3); // some are held out for validation
    expect(changed['relabelled']! + changed['excluded']!).toBeLessThanOrEqual(6);
  });

  it('stay in the studio’s folder where the data can’t be written, and never touch a file that is not theirs', async () => {
    const own = join(data, 'atelier-labels.json');
    await writeFile(own, '{"labels":');
    const { status, text } = await studio.send('GET', `${path}/decisions`);
    expect([status, text]).toEqual([400, expect.stringContaining('expected JSON')]);
    expect(
      (await studio.send('POST', `${path}/decisions`, [{ place: picture(0), decided: null }])).status,
    ).toBe(400);
    expect(await readFile(own, 'utf8')).toBe('{"labels":');
    await rm(own);
    if (process.getuid?.() === 0) return; // may write anywhere
    await chmod(data, 0o555);
    expect((await decisions()).file).toBe(
      join(studio.runs, '.studio/labels', known.id, 'atelier-labels.json'),
    );
    await chmod(data, 0o755);
  });
});

describe('an audit', () => {
  it('is null before there was one, and starts as a job', async () => {
    expect(await studio.get(`${path}/audit`)).toBeNull();
    const stream = await openStream(studio);
    const { status, text } = await studio.send('POST', '/api/jobs', { kind: 'audit', data: known.id });
    expect(status, text).toBe(201);
    const started = job.parse(JSON.parse(text));
    expect(started).toMatchObject({ kind: 'audit', data: known.id, args: ['audit', data] });
    expect((await studio.send('POST', '/api/jobs', { kind: 'audit', data: known.id })).status).toBe(409);
    const { event } = await stream.until(
      (one) => one.type === 'job' && one.job.id === started.id && one.job.status !== 'running',
    );
    stream.close();
    expect(event).toMatchObject({ job: { status: 'finished' } });
    const found = dataAudit.parse(await studio.get(`${path}/audit`))!;
    for (const { a, b } of found.nearDuplicates) expect([a.split, b.split]).not.toContain('validation');
    expect(found.outliers.length).toBeGreaterThan(0);
  }, 240_000);
});

it('logged no defect', () => {
  expect(studio.defects).toEqual([]);
});
