// The command `audit` on photographs with planted faults: its findings, files, cache and refusals.
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../src/data/csv.ts';
import { atelierWith, lines } from './testing/atelier.ts';
import { small, temporaryFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const photos = join(folder, 'photos');
const out = join(folder, 'out');
const run = (...args: string[]) => atelierWith({ XDG_CACHE_HOME: join(folder, 'cache') }, ...args);
const size = 28 * 28;

interface Findings {
  readonly labelErrors: { index: number; split: string; given: number; suggested: number; score: number }[];
  readonly nearDuplicates: { a: number; b: number; distance: number }[];
  readonly outliers: { index: number; split: string; score: number }[];
}

/**
 * Writes trousers and bags, ten of each for training and six for testing. One training picture is also in the
 * test split, under the wrong class.
 */
async function writePhotographs(): Promise<void> {
  for (const [name, label] of [
    ['bag', 8],
    ['trouser', 1],
  ] as const) {
    const own = [...small.train.labels.keys()].filter((i) => small.train.labels[i] === label);
    for (const [split, indices] of [
      ['train', own.slice(0, 20)],
      ['test', own.slice(20, 26)],
    ] as const) {
      await mkdir(join(photos, split, name), { recursive: true });
      for (const [i, index] of indices.entries()) await write(index, split, name, `${i}.png`);
    }
    if (name === 'bag') await write(own[3]!, 'test', 'bag', 'copy, of 3.png');
  }
}

const write = (index: number, split: string, className: string, file: string): Promise<unknown> =>
  sharp(small.train.images.subarray(index * size, (index + 1) * size), {
    raw: { width: 28, height: 28, channels: 1 },
  })
    .png()
    .toFile(join(photos, split, className, file));

const options = ['--size', '28', '--folds', '2', '--threads', '2'];

describe('audit', () => {
  let first: Findings;
  let said: string;
  beforeAll(async () => {
    await writePhotographs();
    const { code, stdout, stderr } = await run('audit', photos, ...options, '--out', out, '--json');
    expect(code, stderr).toBe(0);
    first = JSON.parse(stdout) as Findings;
    said = stderr;
  }, 300_000);

  it('prints the three lists, and nothing else, as one JSON document', () => {
    expect(Object.keys(first)).toEqual(['labelErrors', 'nearDuplicates', 'outliers']);
    expect(Object.keys(first.outliers[0]!).sort()).toEqual(['index', 'score', 'split']);
    const scores = first.outliers.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(said).toContain('label errors\n');
    expect(said).toMatch(/audit finished in \d+ s\n$/);
  });

  it('ranks the picture in both splits first, by running index', () => {
    // 40 training pictures, bags first; then the test split, by name: 0.png to 5.png, then the copy.
    expect(first.nearDuplicates[0]).toMatchObject({ b: 46, distance: 0 });
    expect(Object.keys(first.nearDuplicates[0]!)).toEqual(['a', 'b', 'distance']);
    expect(first.nearDuplicates[0]!.a).toBeLessThan(20);
  });

  it('writes tables with the names of files, pictures, and the same document', async () => {
    expect((await readdir(out)).filter((name) => !name.startsWith('label-errors')).sort()).toEqual(
      ['audit.json', 'near-duplicates.csv', 'near-duplicates.png', 'outliers.csv', 'outliers.png'].sort(),
    );
    expect(JSON.parse(await readFile(join(out, 'audit.json'), 'utf8'))).toEqual(first);
    const [header, pair] = parseCsv(await readFile(join(out, 'near-duplicates.csv'), 'utf8'), 'pairs');
    const cells = Object.fromEntries(header!.cells.map((name, i) => [name, pair!.cells[i]]));
    expect(cells).toMatchObject({
      ...{ aSplit: 'train', aFile: join('train', 'bag', '3.png') },
      ...{ bSplit: 'test', bIndex: '6', bFile: join('test', 'bag', 'copy, of 3.png'), distance: '0' },
    });
    const { width, format } = await sharp(join(out, 'near-duplicates.png')).metadata();
    expect(format).toBe('png');
    expect(width).toBeGreaterThan(200);
  });

  it('finds the result in the cache, and prints it in words', async () => {
    const { code, stdout, stderr } = await run('audit', photos, ...options);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/results from the cache; the audit took \d+ s\n$/);
    expect(stdout).toMatch(/^photos: 53 pictures \(train 40, test 13\)\n/);
    expect(stdout).toContain('train/bag/3.png');
    expect(stdout).toMatch(/nearest pairs, \d+ of them across splits/);
  });
});

describe('audit refuses', () => {
  it.each([
    [
      ['nowhere'],
      /^atelier: data: expected fashion-mnist, sketches, or the path of .*got 'nowhere', which does not exist/,
    ],
    [['sketches', '--folds', '1'], /^atelier: --folds: expected a whole number from 2 to 100, got '1'/],
    [['sketches', '--limit', 'all'], /^atelier: --limit: expected a whole number/],
    [['sketches', '--size', '32'], /^atelier: --size: only for photographs/],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await run('audit', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toMatch(message);
  });

  it('a folder that can’t be written to, before it begins', async () => {
    await writeFile(join(folder, 'file'), '');
    const { code, stderr } = await run('audit', 'sketches', '--out', join(folder, 'file', 'in'));
    expect(code).toBe(2);
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toMatch(/^atelier: --out: cannot write to .*: a part of its path is not a directory/);
  });
});
