import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { InputError } from '../../errors.ts';
import { isTemporaryNameOf, writeFileAtomically } from './atomic-write.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-write-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('writes bytes and text, replaces files, and leaves no other file', async () => {
  const path = join(folder, 'a.json');
  await writeFileAtomically(path, 'old');
  await writeFileAtomically(path, Uint8Array.of(110, 101, 119));
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['a.json']);
});

test('many writers of one file leave one complete version', async () => {
  const path = join(folder, 'a.txt');
  const contents = Array.from({ length: 20 }, (_, i) => String(i).repeat(10_000));
  await Promise.all(contents.map((content) => writeFileAtomically(path, content)));
  expect(contents).toContain(await readFile(path, 'utf8'));
  expect(await readdir(folder)).toEqual(['a.txt']);
});

test('refuses a directory, and does not change it', async () => {
  const path = join(folder, 'sub');
  await mkdir(path);
  await expect(writeFileAtomically(path, '')).rejects.toThrow(
    new InputError(`${path}: can't be written: it is a directory`),
  );
  expect(await readdir(folder)).toEqual(['sub']);
});

test('a missing folder, and a file in place of one, are input errors', async () => {
  const missing = join(folder, 'no', 'a.txt');
  await expect(writeFileAtomically(missing, '')).rejects.toThrow(
    new InputError(`${missing}: can't be written: no such file or directory`),
  );
  await writeFile(join(folder, 'file'), '');
  const below = join(folder, 'file', 'a.txt');
  await expect(writeFileAtomically(below, '')).rejects.toThrow(
    new InputError(`${below}: can't be written: a part of its path is not a directory`),
  );
});

test.runIf(process.platform !== 'win32')('writes into a device instead of replacing it', async () => {
  await writeFileAtomically('/dev/null', 'gone');
  expect(await readFile('/dev/null', 'utf8')).toBe('');
});

test.runIf(process.platform === 'linux')('a full disk is an input error', async () => {
  await expect(writeFileAtomically('/dev/full', 'x')).rejects.toThrow(
    new InputError("/dev/full: can't be written: no space left on the disk"),
  );
});

test('temporary names are recognised', () => {
  expect(isTemporaryNameOf('a.json', '.a.json.0b5c2a3e-1111-4222-8333-944455556666.tmp')).toBe(true);
  expect(isTemporaryNameOf('a.json', '.a.json.backup.tmp')).toBe(false);
  expect(isTemporaryNameOf('a.json', 'a.json')).toBe(false);
});
