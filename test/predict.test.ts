// Predicting picture files of all formats, good and bad ones together.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { atelier, atelierIn, lines } from './testing/atelier.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';
import { pngClaiming } from '../src/node/pictures/testing/png.ts';

interface FileResult {
  file: string;
  predictions?: { label: number; name: string; probability: number }[];
  error?: string;
}

const folder = await temporaryFolder();
const run = join(folder, 'runs', 'train');
const formats = ['png', 'jpeg', 'webp', 'gif', 'tiff'] as const;
const pictures = formats.map((format) => join(folder, 'pictures', `garment.${format}`));

beforeAll(async () => {
  const data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
  await atelier(
    'train',
    '--data',
    data,
    '--out',
    join(folder, 'runs'),
    '--epochs',
    '1',
    '--batch-size',
    '32',
  );
  await mkdir(join(folder, 'pictures', 'bad'), { recursive: true });
  const garment = sharp(small.test.images.subarray(0, 784), { raw: { width: 28, height: 28, channels: 1 } });
  const large = garment.resize(300, 300, { kernel: 'nearest' });
  await Promise.all(formats.map((format, i) => large.clone().toFormat(format).toFile(pictures[i]!)));
});

async function predict(...args: string[]): Promise<{ code: number | null; results: FileResult[] }> {
  const { code, stdout, stderr } = await atelier('predict', run, ...args, '--json');
  expect(stdout, stderr).not.toBe('');
  return { code, results: JSON.parse(stdout) as FileResult[] };
}

describe('predict', () => {
  it('reads PNG, JPEG, WebP, GIF and TIFF, and prints the likeliest classes', async () => {
    const { code, results } = await predict(...pictures);
    expect(code).toBe(0);
    expect(results.map(({ file }) => file)).toEqual(pictures);
    for (const { predictions } of results) {
      expect(predictions).toHaveLength(3);
      const [first, second, third] = predictions!.map(({ probability }) => probability);
      expect(first! >= second! && second! >= third! && third! > 0 && first! <= 1).toBe(true);
      const { label, name } = predictions![0]!;
      expect(name).toBe(small.test.classNames[label]);
    }
  });

  it('accepts folders, more classes, and either way of inverting', async () => {
    const { results } = await predict(join(folder, 'pictures'), '--top', '10', '--invert', 'never');
    expect(results).toHaveLength(formats.length);
    const sum = results[0]!.predictions!.reduce((total, { probability }) => total + probability, 0);
    expect(sum).toBeCloseTo(1, 4);
    const inverted = await predict(pictures[0]!, '--top', '10', '--invert', 'always');
    expect(inverted.results[0]!.predictions).not.toEqual(results.at(-3)!.predictions);
  });

  it('uses the newest run by default, and prints a line per picture', async () => {
    const { code, stdout } = await atelierIn(folder, 'predict', ...pictures.slice(0, 2));
    expect(code).toBe(0);
    expect(lines(stdout)).toHaveLength(2);
    expect(lines(stdout)[0]).toMatch(/garment\.png: .+ \d+\.\d %, .+ \d+\.\d %, .+ \d+\.\d %$/);
  });
});

describe('bad pictures', () => {
  it('are reported one by one; the good ones are predicted; the exit code is 1', async () => {
    const bad = join(folder, 'pictures', 'bad');
    const png = await readFile(pictures[0]!);
    const files = {
      'cut.png': png.subarray(0, png.length >> 1),
      'text.jpg': Buffer.from('not a picture'),
      'empty.gif': Buffer.alloc(0),
      'huge.png': pngClaiming(30_000, 30_000),
    };
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(bad, name), bytes);
    const named = [...Object.keys(files), 'missing.png'].map((name) => join(bad, name));
    const { code, results } = await predict(named[0]!, pictures[0]!, ...named.slice(1), pictures[1]!);
    expect(code).toBe(1);
    expect(results.map(({ predictions }) => predictions !== undefined)).toEqual([
      ...[false, true, false, false, false, false, true],
    ]);
    for (const { file, error } of results.filter((result) => result.error !== undefined)) {
      expect(error).toContain(file);
      expect(error).not.toContain('\n');
    }
    expect(results.find(({ file }) => file.endsWith('huge.png'))!.error).toContain('30000 × 30000');
  });

  it('have a line each on standard error, without --json', async () => {
    const bad = join(folder, 'nothing-here.png');
    const { code, stdout, stderr } = await atelier('predict', run, bad, pictures[0]!);
    expect(code).toBe(1);
    expect(lines(stdout)).toHaveLength(1);
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toContain(bad);
  });
});
