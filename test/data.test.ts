// `atelier data`: contact sheets of pictures and of their augmentations, and counts of each class.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { atelier, lines } from './testing/atelier.ts';
import { repository, start } from './testing/process.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
const show = (out: string, ...options: string[]) =>
  atelier('data', 'show', '--data', data, '--out', join(folder, out), ...options);

const sizeOf = async (out: string) => {
  const { width, height, format } = await sharp(join(folder, out)).metadata();
  return { width, height, format };
};

describe('data show', () => {
  it('draws pictures of each class', async () => {
    const { code, stdout, stderr } = await show('plain.png', '--per-class', '3');
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('30 pictures of 10 classes');
    expect((await sizeOf('plain.png')).format).toBe('png');
  });

  it('draws a picture of each class beside its augmentations, the same ones each time', async () => {
    const options = ['--augment', 'rotation=30,flip,mixup=0.4', '--count', '4', '--seed', '5'];
    const { code, stdout, stderr } = await show('augmented.png', ...options, '--json');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ images: 10, classes: 10, count: 4, seed: 5 },
      augmentation: { rotation: 30, flip: 0.5, mixup: 0.4 },
    });
    await show('again.png', ...options);
    const [first, again] = await Promise.all(
      ['augmented.png', 'again.png'].map((name) => readFile(join(folder, name))),
    );
    expect(again!.equals(first!)).toBe(true);
    await show('other.png', ...options.slice(0, 4), '--seed', '6');
    expect((await readFile(join(folder, 'other.png'))).equals(first!)).toBe(false);
  });

  it.each([
    ['--augment', 'rotation=1000', ['--augment', 'rotation', '180', '1000']],
    ['--augment', 'sharpen=1', ['--augment', 'rotation', 'sharpen']],
    ['--count', '3', ['--count', '--augment']],
  ])('%s %s is refused', async (option, value, words) => {
    const { code, stdout, stderr } = await show('refused.png', option, value);
    expect(code, stderr).toBe(2);
    expect(stdout).toBe('');
    expect(lines(stderr)).toHaveLength(1);
    for (const word of words) expect(stderr).toContain(word);
    expect(await readdir(folder)).not.toContain('refused.png');
  });
});

describe('data status', () => {
  const status = (...options: string[]) =>
    start(['data', 'status', ...options], repository, { ATELIER_DATA: data }).result;

  it('counts the classes of each split, in a table with aligned columns', async () => {
    const { code, stdout, stderr } = await status();
    expect(code, stderr).toBe(0);
    const rows = lines(stdout);
    const header = rows.findIndex((row) => row.trim().startsWith('label'));
    const table = rows.slice(header, header + 12);
    expect(new Set(table.map(({ length }) => length)).size).toBe(1);
    expect(table.map((row) => row.trim().split(/\s{2,}/))).toEqual([
      ['label', 'class', 'train', 'test'],
      ...small.train.classNames.map((name, label) => [String(label), name, '48', '6']),
      ['all', '480', '60'],
    ]);
  });

  it('prints the same as JSON', async () => {
    const [variable] = JSON.parse((await status('--json')).stdout) as unknown[];
    expect(variable).toMatchObject({
      place: 'ATELIER_DATA',
      form: 'idx',
      classNames: small.train.classNames,
      counts: { train: Array(10).fill(48), test: Array(10).fill(6) },
      leftOut: [],
    });
  });
});
