// Folders of exports: what may be replaced, and that nothing half-written is left behind.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { checkFolderPlace, checkRoom, topNames, writeFolderAtomically } from './write-export.ts';

let folder: string;
let out: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-export-'));
  out = join(folder, 'out');
});
afterEach(() => rm(folder, { recursive: true }));

const files = [
  { path: 'model.json', content: '{}' },
  { path: 'parts/deep/weights.bin', content: Uint8Array.of(1, 2) },
];

it('writes files and folders, and nothing beside them', async () => {
  await writeFolderAtomically(out, files);
  expect(await readFile(join(out, 'model.json'), 'utf8')).toBe('{}');
  expect(await readFile(join(out, 'parts/deep/weights.bin'))).toEqual(Buffer.of(1, 2));
  expect(await readdir(folder)).toEqual(['out']);
});

it('replaces an earlier export as a whole', async () => {
  await writeFolderAtomically(out, files);
  await writeFolderAtomically(out, [{ path: 'model.json', content: 'new' }]);
  expect(await readdir(out)).toEqual(['model.json']);
  expect(await readdir(folder)).toEqual(['out']);
});

it('keeps an earlier export if writing fails, and leaves nothing else', async () => {
  await writeFolderAtomically(out, files);
  const broken = [
    { path: 'a', content: '' },
    { path: 'a/b', content: '' },
  ]; // `a` can't be a folder
  await expect(writeFolderAtomically(out, broken)).rejects.toThrow(
    new InputError(`${out}: can't be written: a file of that name exists already`),
  );
  expect(await readdir(folder)).toEqual(['out']);
  expect(await readFile(join(out, 'model.json'), 'utf8')).toBe('{}');
});

it.runIf(process.platform === 'linux')('says that the disk is full', async () => {
  await expect(writeFolderAtomically('/proc/atelier-export', files)).rejects.toThrow(InputError);
});

it('says that there is too little room before anything is written', async () => {
  await checkRoom(out, 1);
  await expect(checkRoom(out, 5e17)).rejects.toThrow(
    /^--out: expected 500,000,000,000,000,000 bytes of free space for '.*out', got [\d,]+; nothing was written$/,
  );
  expect(await readdir(folder)).toEqual([]);
});

it('takes a new or empty folder, or an earlier export', async () => {
  const names = topNames(files);
  expect(names).toEqual(['model.json', 'parts']);
  await checkFolderPlace(out, names);
  await mkdir(out);
  await checkFolderPlace(out, names);
  await writeFile(join(out, 'model.json'), 'old');
  await checkFolderPlace(out, names);
});

it('refuses a folder with other things, a file, and a missing parent', async () => {
  await mkdir(out);
  await writeFile(join(out, 'thesis.txt'), 'mine');
  await expect(checkFolderPlace(out, ['model.json'])).rejects.toThrow(
    `--out: expected a new or empty folder, or an earlier export to replace, got '${out}', which has thesis.txt`,
  );
  const file = join(out, 'thesis.txt');
  await expect(checkFolderPlace(file, [])).rejects.toThrow(
    `--out: expected a folder, got the file '${file}'`,
  );
  await expect(checkFolderPlace(join(folder, 'no', 'out'), [])).rejects.toThrow(
    `--out: the folder ${join(folder, 'no')} does not exist`,
  );
});
