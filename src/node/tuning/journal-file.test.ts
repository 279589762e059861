// Journals in files: appends in order, half lines, damage, and another writer in between.
import { appendFile, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OperationWriter } from '../../tuning/journal/write.ts';
import { openFileJournal } from './journal-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
});
afterAll(() => rm(folder, { recursive: true }));

const write = new OperationWriter('w');
const one = write.createStudy('one', ['minimize']);
const two = write.createStudy('two', ['minimize']);

it('refuses to append after operations that it has not read', async () => {
  const file = join(folder, 'a.log');
  const [first, second] = [openFileJournal(file), openFileJournal(file)];
  expect(await first.read()).toEqual([]);
  expect(await second.read()).toEqual([]);
  expect(await first.append([one])).toBe(true);
  expect(await second.append([two])).toBe(false);
  expect(await second.read()).toEqual([one]);
  expect(await second.append([two])).toBe(true);
  expect(await first.read()).toEqual([one, two]);
});

it('skips a half line at the end, and cuts it off before the next append', async () => {
  const file = join(folder, 'b.log');
  const journal = openFileJournal(file);
  await journal.append([one]);
  await appendFile(file, '{"op_code":4,"wor');
  const reader = openFileJournal(file);
  expect(await reader.read()).toEqual([one]);
  expect(await reader.append([two])).toBe(true);
  expect((await readFile(file, 'utf8')).split('\n').map((line) => line.slice(0, 12))).toEqual([
    ...['{"op_code":0', '{"op_code":0', ''],
  ]);
});

it('names the line of damage in the middle', async () => {
  const file = join(folder, 'c.log');
  await writeFile(file, `${JSON.stringify(one)}\n{"op_code":4,"wor\n${JSON.stringify(two)}\n`);
  await expect(openFileJournal(file).read()).rejects.toThrow(`${file}:2: expected an operation`);
});

it('reads in pieces, however long a line is and however many are empty', async () => {
  const file = join(folder, 'e.log');
  await writeFile(file, `${JSON.stringify(one)}\n${'\n'.repeat(100)}${JSON.stringify(two)}\n{"op`);
  const journal = openFileJournal(file);
  expect(await journal.read(16)).toEqual([one]);
  expect(await journal.read(16)).toEqual([two]);
  expect(await journal.read(16)).toEqual([]);
  await appendFile(file, `${JSON.stringify(one).slice('{"op'.length)}\n`);
  expect(await journal.read(16)).toEqual([one]);
});

it('leaves no lock behind', async () => {
  const file = join(folder, 'd.log');
  await openFileJournal(file).append([one]);
  await symlink(file, `${file}.lock`); // would throw if there were one
  await utimes(file, 1, 1);
});
