// Typical problems with users' own files and machines: bad pictures among good ones, many pictures, large
// pictures, misspelt names, folders that can't be written to.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../src/random.ts';
import { atelier, lines } from './testing/atelier.ts';
import { program, repository, start, type Result } from './testing/process.ts';
import { smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const photos = join(folder, 'photos');
const idx = await writeFolder(join(folder, 'idx'), smallIdxFiles());
const model = join(repository, 'models/pocket.onnx');
const many = 400;

/** Writes a picture of noise in the class's colour. */
async function writePicture(path: string, random: Random, level: number): Promise<void> {
  const pixels = Uint8Array.from({ length: 16 * 16 * 3 }, () => level + random.integer(60));
  await writeFile(
    path,
    await sharp(pixels, { raw: { width: 16, height: 16, channels: 3 } })
      .png()
      .toBuffer(),
  );
}

beforeAll(async () => {
  const random = new Random(1, 'own files');
  for (const [name, level] of Object.entries({ dark: 10, light: 180, Light: 120 })) {
    await mkdir(join(photos, name), { recursive: true });
    for (let i = 0; i < (name === 'dark' ? many : 12); i++)
      await writePicture(join(photos, name, `${i}.png`), random, level);
  }
});

const training = [
  '--data',
  photos,
  '--size',
  '16',
  '--arch',
  'lenet5',
  '--epochs',
  '1',
  '--batch-size',
  '32',
];

/** Expects one line that explains the fault. */
function expectRefused({ code, stdout, stderr }: Result, ...words: string[]): void {
  expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: '' });
  expect(lines(stderr)).toHaveLength(1);
  for (const word of words) expect(stderr).toContain(word);
}

describe('pictures', () => {
  it('that are bad do not stop the good ones', async () => {
    const good = join(folder, 'good.png');
    const bad = join(folder, 'bad.png');
    await writePicture(good, new Random(2), 90);
    await writeFile(bad, 'no picture');
    const out = join(folder, 'explained.png');
    for (const args of [
      ['predict', model, bad, good],
      ['explain', model, bad, good, '--out', out],
    ]) {
      const { code, stdout, stderr } = await atelier(...args);
      expect(code, stderr).toBe(1);
      expect(stdout).toContain('good.png');
      expect(stderr).toContain('bad.png: expected a picture');
    }
  });

  it('may be more than the limit of open files', async () => {
    const out = join(folder, 'many.png');
    for (const more of [
      ['explain', model, join(photos, 'dark'), '--method', 'grad-cam', '--out', out],
      ['predict', model, join(photos, 'dark')],
      ['train', ...training, '--out', folder, '--name', 'many'],
    ]) {
      const { code, stderr } = await shell('ulimit -n 300; exec "$0" "$@"', ...startOfCommand, ...more);
      expect(code, stderr).toBe(0);
    }
  });

  it('that are large are refused, with the option that allows them', async () => {
    const large = join(folder, 'large.png');
    await sharp({ create: { width: 9000, height: 8000, channels: 3, background: 'teal' } })
      .composite([{ input: { create: { width: 4000, height: 3000, channels: 3, background: 'wheat' } } }])
      .png({ compressionLevel: 1 })
      .toFile(large);
    const refused = await atelier('predict', model, large);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('9000 × 8000 pixels; allow it with --max-pixels 72M');
    const taken = await atelier('predict', model, large, '--max-pixels', '72M');
    expect(taken.code, taken.stderr).toBe(0);
  });

  it('that are blank are reported', async () => {
    const black = join(folder, 'black.png');
    await sharp({ create: { width: 20, height: 20, channels: 3, background: 'black' } })
      .png()
      .toFile(black);
    const { code, stderr } = await atelier('predict', model, black);
    expect(code).toBe(0);
    expect(stderr).toContain(`1 picture of a single colour, perhaps damaged: ${black}`);
  });
});

describe('names', () => {
  it('of a missing run are not read as pictures', async () => {
    const picture = join(photos, 'dark', '0.png');
    expectRefused(await atelier('predict', 'runs/typo', picture, '--json'), 'runs/typo: no such');
  });

  it('of classes are printed with their weights, and weights may name them', async () => {
    const { code, stderr } = await atelier(
      ...['train', ...training, '--out', folder, '--name', 'weighted', '--class-weights', 'light=3'],
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('class weights: Light=1, dark=1, light=3');
    const wrong = ['--out', folder, '--name', 'wrong', '--class-weights', 'lihgt=3'];
    const refused = await atelier('train', ...training, ...wrong);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("there is no class 'lihgt': did you mean light?");
  });

  it('of classes that differ only in case are matched exactly, and reported', async () => {
    const run = join(folder, 'weighted');
    const picture = join(photos, 'light', '0.png');
    for (const name of ['light', 'Light']) {
      const args = ['--class', name, '--out', join(folder, 'x.png'), '--json'];
      const { code, stdout, stderr } = await atelier('explain', run, picture, ...args);
      expect(code, stderr).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ pictures: [{ explainedName: name }] });
    }
    const { stderr } = await atelier(
      'data',
      'show',
      '--data',
      photos,
      '--size',
      '16',
      '--out',
      join(folder, 's.png'),
    );
    expect(stderr).toContain("'Light' and 'light'");
  });
});

describe('standard output that can’t be written', () => {
  it.each([
    ['data', 'status', '--data', photos],
    ['data', 'status', '--data', photos, '--json'],
    ['predict', model, join(photos, 'dark')],
    ['evaluate', model, '--data', idx, '--json'],
    ['train', '--help'],
  ])('ends %s %s in one line', async (...args) => {
    const { code, stderr } = await shell('exec "$0" "$@" > /dev/full', ...startOfCommand, ...args);
    expect(code, stderr).toBe(2);
    expect(lines(stderr).at(-1)).toBe(
      'atelier: standard output: cannot be written: no space left on the disk',
    );
    expect(stderr).not.toContain('    at ');
  });
});

describe('an invalid home', () => {
  it.each([
    ['empty', ''],
    ['a file', model],
    ['a relative path', 'home'],
  ])('%s disables the cache, and leaves nothing in the current folder', async (_, home) => {
    const work = join(folder, `work ${_}`);
    await mkdir(work);
    const running = start(
      ['train', ...training, '--out', join(folder, 'homes'), '--name', _, '--json'],
      work,
      { HOME: home, XDG_CACHE_HOME: '' },
    );
    const { code, stderr } = await running.result;
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('the decoded pictures could not be cached');
    expect(await readdir(work)).toEqual([]);
  });

  it('is named if Fashion-MNIST would be stored there', async () => {
    const work = join(folder, 'work for the download');
    await mkdir(work);
    const env = {
      HOME: '',
      XDG_CACHE_HOME: '',
      HTTPS_PROXY: 'http://127.0.0.1:1',
      HTTP_PROXY: 'http://127.0.0.1:1',
    };
    const { result } = start(['data', 'download'], work, env);
    expectRefused(await result, 'HOME');
    expect(await readdir(work)).toEqual([]);
  });
});

/** The command with which the shell starts the program. */
const startOfCommand = [process.execPath, program];

/** Runs a shell command. */
async function shell(command: string, ...args: string[]): Promise<{ code: number; stderr: string }> {
  const child = spawn('sh', ['-c', command, ...args], {
    env: { ...process.env, ATELIER_DATA: '', XDG_CACHE_HOME: join(folder, 'no cache') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number];
  return { code, stderr };
}
