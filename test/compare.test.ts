// Compares two models on the same pictures, and checks the result against counts of their predictions made
// here.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ModelCard } from '../src/nn/classifier-file.ts';
import { openClassifier } from '../src/nn/classifier.ts';
import { atelier, atelierWith, lines } from './testing/atelier.ts';
import { denseModel } from './testing/dense-model.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
const { test } = small;

/** Writes an untrained model, whose weights are drawn from its seed. */
async function writeModel(name: string, seed: number, changes: Partial<ModelCard> = {}): Promise<string> {
  const file = join(folder, `${name}.onnx`);
  await writeFile(file, denseModel(seed, { classNames: [...test.classNames], ...changes }));
  return file;
}

const a = await writeModel('a', 1);
const b = await writeModel('b', 2);
/** A model with the same validation split as the first. */
const c = await writeModel('c', 1, { epoch: 7 });

interface Side {
  readonly model: string;
  readonly accuracy: number;
  readonly accuracyInterval: [number, number];
}

interface Result {
  readonly data: string;
  readonly split: string;
  readonly count: number;
  readonly a: Side;
  readonly b: Side;
  readonly difference: Record<string, { value: number; interval: [number, number] }>;
  readonly mcnemarP: number;
  readonly outcomes: Record<'bothRight' | 'onlyA' | 'onlyB' | 'bothWrong', number>;
  readonly differing: Record<'onlyA' | 'onlyB', number[]>;
  readonly perClass: Record<string, number | string>[];
}

const compare = async (...args: string[]): Promise<Result> => {
  const { code, stdout, stderr } = await atelier('compare', ...args, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Result;
};

/** Whether a model recognises each test picture. */
async function hitsOf(file: string): Promise<boolean[]> {
  const classifier = await openClassifier(await readFile(file), file);
  const probabilities = await classifier.predict(test.images);
  await classifier.dispose();
  return Array.from(test.labels, (label, i) => {
    const row = [...probabilities.subarray(10 * i, 10 * i + 10)];
    return row.indexOf(Math.max(...row)) === label;
  });
}

/** The binomial coefficient, n over k. */
const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);

describe('compare', () => {
  let hits: [boolean[], boolean[]];
  let result: Result;
  beforeAll(async () => {
    hits = [await hitsOf(a), await hitsOf(b)];
    result = await compare(a, b, '--data', data);
  }, 300_000);

  it('counts what each model recognised, and names the pictures', () => {
    const where = (first: boolean, second: boolean) =>
      hits[0].flatMap((hit, i) => (hit === first && hits[1][i] === second ? [i] : []));
    expect(result).toMatchObject({
      ...{ data: 'tiny', split: 'test', count: 60 },
      outcomes: {
        bothRight: where(true, true).length,
        onlyA: where(true, false).length,
        onlyB: where(false, true).length,
        bothWrong: where(false, false).length,
      },
      differing: { onlyA: where(true, false), onlyB: where(false, true) },
    });
    expect(result.outcomes.onlyA + result.outcomes.onlyB).toBeGreaterThan(0);
  });

  it('has the accuracies, their difference, its interval and p value', () => {
    const [ofA, ofB] = hits.map((all) => all.filter(Boolean).length);
    expect(result.a).toMatchObject({ model: a, accuracy: ofA! / 60 });
    expect(result.b).toMatchObject({ model: b, accuracy: ofB! / 60 });
    const { value, interval } = result.difference['accuracy']!;
    expect(value).toBeCloseTo((ofB! - ofA!) / 60, 12);
    expect(interval[0]).toBeLessThanOrEqual(value);
    expect(interval[1]).toBeGreaterThanOrEqual(value);
    const { onlyA, onlyB } = result.outcomes;
    const tail = Array.from({ length: Math.min(onlyA, onlyB) + 1 }, (_, k) => choose(onlyA + onlyB, k));
    const p = (2 * tail.reduce((sum, ways) => sum + ways, 0)) / 2 ** (onlyA + onlyB);
    expect(result.mcnemarP).toBeCloseTo(Math.min(1, p), 12);
  });

  it('compares each class', () => {
    const shirts = hits.map((all) => all.filter((hit, i) => hit && test.labels[i] === 6).length);
    const support = test.labels.filter((label) => label === 6).length;
    expect(result.perClass).toHaveLength(10);
    expect(result.perClass[6]).toMatchObject({
      ...{ label: 6, name: 'Shirt', support },
      ...{ recallA: shirts[0]! / support, recallB: shirts[1]! / support },
    });
  });

  it('finds no difference between a model and itself', async () => {
    expect(await compare(a, a, '--data', data)).toMatchObject({
      ...{ mcnemarP: 1, agreement: 1, outcomes: { onlyA: 0, onlyB: 0 } },
      difference: { accuracy: { value: 0, interval: [0, 0] }, loss: { value: 0, interval: [0, 0] } },
    });
  });

  it('prints tables for people, in 100 columns', async () => {
    const { code, stdout, stderr } = await atelier('compare', a, b, '--data', data);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^60 pictures of the test split of tiny\nA .*a\.onnx: accuracy .*\nB .*b\.onnx: acc/,
    );
    expect(stdout).toMatch(
      /B minus A: [+−]\d+\.\d\d points \(95 % interval .*\), McNemar’s exact test p [=<] [01]/,
    );
    expect(stdout).toMatch(/\nonly A +\d+ +\d+\.\d\d %\n/);
    const tables = lines(stdout).filter((line) => !line.includes('.onnx'));
    expect(Math.max(...tables.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('uses the validation split, and says if a model was trained on it', async () => {
    const result = await atelier('compare', a, c, '--data', data, '--split', 'validation', '--json');
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(result.stdout)).toMatchObject({ split: 'validation', count: 40 });
    const other = await atelier('compare', a, b, '--data', data, '--split', 'validation', '--json');
    expect(other.code).toBe(0);
    expect(lines(other.stderr)).toEqual([
      `${b} held out other pictures in training: it was trained on some of these, so its accuracy is too high`,
    ]);
  });

  it('names the model that was trained on other data', async () => {
    const other = await writeModel('other', 3, { data: 'hats' });
    const { code, stderr } = await atelier('compare', a, other, '--data', data);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `${other} was trained on hats; this data is tiny\n`,
    });
  });
});

describe('compare, of photographs', () => {
  const classNames = ['dark', 'light'];
  const photos = join(folder, 'photos');
  const run = (...args: string[]) => atelierWith({ XDG_CACHE_HOME: join(folder, 'cache') }, ...args);
  beforeAll(async () => {
    for (const [label, name] of classNames.entries()) {
      await mkdir(join(photos, name), { recursive: true });
      for (let i = 0; i < 10; i++) {
        const background = { r: 60 + 120 * label + i, g: 90, b: 100 };
        await sharp({ create: { width: 20, height: 20, channels: 3, background } })
          .png()
          .toFile(join(photos, name, `${i}.png`));
      }
    }
  }, 300_000);
  const photoModel = (size: number, testShare = 0.2) =>
    writeModel(`photos-${size}-${testShare}`, size, {
      ...{ classNames, data: 'photos', input: { channels: 3, height: size, width: size } },
      pictures: { fit: 'contain', testShare, splitSeed: 1 },
    });

  it('resizes them for each model', async () => {
    const { code, stdout, stderr } = await run(
      ...['compare', await photoModel(8), await photoModel(12), '--data', photos, '--json'],
    );
    expect(code, stderr).toBe(0);
    expect(stderr).not.toContain('held out');
    expect(JSON.parse(stdout)).toMatchObject({ data: 'photos', split: 'test', count: 4 });
  });

  it('uses those that the first model held back, even if the second held back others', async () => {
    const { code, stdout, stderr } = await run(
      ...['compare', await photoModel(8), await photoModel(12, 0.5), '--data', photos, '--json'],
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('photos-12-0.5.onnx held out other pictures in training');
    expect(JSON.parse(stdout)).toMatchObject({ count: 4 });
  });
});

describe('compare refuses', () => {
  const refuse = async (args: readonly string[], ...words: readonly string[]) => {
    const { code, stdout, stderr } = await atelier('compare', ...args);
    expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: '' });
    expect(lines(stderr), stderr).toHaveLength(1);
    for (const word of words) expect(stderr).toContain(word);
  };

  it('models with other classes, or with other names', async () => {
    const few = await writeModel('few', 1, { classNames: ['cat', 'dog'] });
    await refuse([a, few, '--data', data], few, 'same classes as', '2 classes instead of 10');
    const renamed = test.classNames.map((name) => (name === 'Bag' ? 'Purse' : name));
    const others = await writeModel('others', 1, { classNames: renamed });
    await refuse([a, others, '--data', data], others, "'Purse' instead of 'Bag'");
  });

  it('a model for pictures of another size', async () => {
    const large = await writeModel('large', 1, { input: { channels: 1, height: 32, width: 32 } });
    await refuse([a, large, '--data', data], `${large}: tiny: expected pictures of 32×32`, 'got 28×28');
    await refuse([large, a, '--data', data], `${large}: tiny: expected pictures of 32×32`);
  });

  it('a single model, a missing one, the training split, and missing data', async () => {
    await refuse([a], "missing required argument 'b'");
    await refuse([a, 'gone.onnx'], 'gone.onnx');
    await refuse([a, b, '--split', 'train'], '--split', "'train'");
    await refuse([a, b, '--data', join(folder, 'nowhere')], 'nowhere');
  });
});
