// Folders of exports: what may be replaced, and that nothing half-written is left behind.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { checkCardPlace, checkFolderPlace, checkRoom, writeFolderAtomically } from './write-export.ts';

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

const card = { path: 'MODEL.md', content: '# boots\n\n- **Format**: tfjs\n' };
const paths = files.map(({ path }) => path);

it('takes a new or empty folder, or an earlier export', async () => {
  await checkFolderPlace(out, paths);
  await mkdir(out);
  await checkFolderPlace(out, paths);
  await writeFolderAtomically(out, [...files, card]);
  await checkFolderPlace(out, paths);
});

it.each<[string, Record<string, string>, string]>([
  ['another file', { 'MODEL.md': card.content, 'thesis.txt': 'mine' }, 'has thesis.txt'],
  ['another file below', { 'MODEL.md': card.content, 'parts/2/mine': '' }, 'has parts/2/mine'],
  ['only names of ours, but no card', { 'model.json': 'mine' }, 'lacks the MODEL.md of an export'],
  ['another MODEL.md', { 'MODEL.md': '# Notes\n' }, 'lacks the MODEL.md of an export'],
])('refuses a folder with %s', async (_, contents, why) => {
  for (const [path, content] of Object.entries(contents)) {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await writeFile(join(out, path), content);
  }
  await expect(checkFolderPlace(out, paths)).rejects.toThrow(
    new InputError(
      `--out: expected a new or empty folder, or an earlier export to replace, got '${out}', which ${why}`,
    ),
  );
});

it('refuses the current folder, a file, and a missing parent', async () => {
  await expect(checkFolderPlace('.', [])).rejects.toThrow(
    "--out: expected another folder than the current one, got '.'",
  );
  const file = join(folder, 'thesis.txt');
  await writeFile(file, 'mine');
  await expect(checkFolderPlace(file, [])).rejects.toThrow(
    `--out: expected a folder, got the file '${file}'`,
  );
  await expect(checkFolderPlace(join(folder, 'no', 'out'), [])).rejects.toThrow(
    `--out: the folder ${join(folder, 'no')} does not exist`,
  );
});

it('a card beside a file replaces an earlier one, but nothing else', async () => {
  const file = join(folder, 'shoes.md');
  await checkCardPlace(file);
  await writeFile(file, card.content);
  await checkCardPlace(file);
  await writeFile(file, '# My notes\n');
  const refusal = `--out: the card of the export is written to '${file}', but that is not the card of an earlier export; choose another name`;
  await expect(checkCardPlace(file)).rejects.toThrow(new InputError(refusal));
  await rm(file);
  await mkdir(file);
  await expect(checkCardPlace(file)).rejects.toThrow(new InputError(refusal));
});
