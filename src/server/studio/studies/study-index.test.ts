// Journals that grow, end in half a line, are damaged, or are replaced, and what a page gets of them.
import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OperationWriter } from '../../../tuning/journal/write.ts';
import { factsOf } from './study-facts.ts';
import { StudyIndex } from './study-index.ts';
import { trialsSince } from './study-trials.ts';

const write = new OperationWriter('w');
const study = write.createStudy('search', ['maximize']);
const created = (values: number) => ({
  ...{ op_code: 4, worker_id: 'w', study_id: 0, datetime_start: null, state: 1, value: values },
});
const line = (operation: object) => `${JSON.stringify(operation)}\n`;

let root: string;
let file: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'studies-'));
  file = join(root, 'search', 'journal.log');
  await mkdir(join(root, 'search'));
});
afterEach(() => rm(root, { recursive: true }));

it('reads what was appended, and tells which trials have changed', async () => {
  await writeFile(file, line(study) + line(created(0.5)) + line(created(0.7)) + '{"op_co');
  const index = new StudyIndex(root);
  const first = (await index.get('search'))!;
  const { version } = factsOf(first);
  expect(factsOf(first)).toMatchObject({ counts: { complete: 2 }, best: { number: 1, value: 0.7 } });
  await appendFile(file, `de":4,${JSON.stringify(created(0.6)).slice('{"op_code":4,'.length)}\n`);
  const second = (await index.get('search'))!;
  expect(factsOf(second)).toMatchObject({ counts: { complete: 3 }, best: { number: 1, value: 0.7 } });
  const part = trialsSince(second.study, second.journal.lengthOf(version));
  expect([part.isPart, part.trials.number, part.trials.values]).toEqual([true, [2], [[0.6]]]);
  const all = trialsSince(second.study, second.journal.lengthOf('0000ffff-3'));
  expect([all.isPart, all.trials.number]).toEqual([false, [0, 1, 2]]);
});

it('another journal in its place is read from its beginning', async () => {
  await writeFile(file, line(study) + line(created(0.5)));
  const index = new StudyIndex(root);
  const { version } = factsOf((await index.get('search'))!);
  await writeFile(`${file}.new`, line(study) + line(created(0.1)) + line(created(0.2)));
  await rename(`${file}.new`, file);
  const next = (await index.get('search'))!;
  expect(next.study.trials.map(({ values }) => values)).toEqual([[0.1], [0.2]]);
  expect(next.journal.lengthOf(version)).toBe(0);
});

it('a damaged journal says why, and is read again once it has changed', async () => {
  const index = new StudyIndex(root);
  await writeFile(file, `${line(study)}null\n`);
  expect((await index.all()).broken).toEqual([
    { folder: join(root, 'search'), reason: `${file}: operation 2 is not one of Optuna’s journals` },
  ]);
  await writeFile(file, line(study) + line(created(0.5)));
  const { studies, broken } = await index.all();
  expect([studies.length, broken]).toEqual([1, []]);
});

it('each study of a journal has an id; commands find the one with the name of the folder', async () => {
  const other = write.createStudy('other', ['minimize']);
  await writeFile(file, line(other) + line(study));
  const { studies } = await new StudyIndex(root).all();
  expect(studies.map(({ id, isMain }) => [id.replace(/~[0-9a-f]{10}$/, ''), isMain])).toEqual([
    ['search~other', false],
    ['search', true],
  ]);
});

it('a value that is infinite, which Optuna takes for complete, is told as a failure', async () => {
  const infinite = line({ ...created(0), value: null, values: ['X'] }).replace('"X"', '-Infinity');
  await writeFile(file, line(study) + infinite + line(created(0.5)));
  const found = (await new StudyIndex(root).get('search'))!;
  expect(factsOf(found)).toMatchObject({ counts: { complete: 1, fail: 1 }, best: { number: 1 } });
  const { trials } = trialsSince(found.study, 0);
  expect(trials).toMatchObject({ state: ['fail', 'complete'], values: [[null, 0.5]] });
  expect(trials.notes).toEqual([{ at: 0, reason: 'its value is -Infinity' }]);
});
