// A shop's own photographs, from a folder of files to predictions: training, evaluating, predicting and
// viewing.
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../src/data/dataset.ts';
import { loadData } from '../src/node/data/load.ts';
import { decodeModelCard } from '../src/nn/classifier-file.ts';
import { openClassifier } from '../src/nn/classifier.ts';
import { Random } from '../src/random.ts';
import { atelier, atelierWith, lines } from './testing/atelier.ts';
import { start } from './testing/process.ts';
import { temporaryFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const cache = join(folder, 'cache');
const photos = join(folder, 'Fotos für 2026');
const runs = join(folder, 'runs');
const classNames = ['Hüte & Mützen', 'bag', 'long shirt'];
const perClass = 30;

/** A garment with the shape of its class and a random colour, on cloth, in any size. */
function photo(label: number, random: Random) {
  const [width, height] = [60 + random.integer(40), 60 + random.integer(40)];
  const colour = () => `rgb(${random.integer(90)},${random.integer(90)},${160 + random.integer(90)})`;
  const shape = [
    `<circle cx="50" cy="50" r="${25 + random.integer(15)}" fill="${colour()}"/>`,
    `<rect x="5" y="${35 + random.integer(10)}" width="90" height="20" fill="${colour()}"/>`,
    `<rect x="${35 + random.integer(10)}" y="5" width="20" height="90" fill="${colour()}"/>`,
  ][label]!;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="${width}" height="${height}" preserveAspectRatio="none"><rect width="100" height="100" fill="rgb(230,${200 + random.integer(40)},190)"/>${shape}</svg>`;
  return sharp(Buffer.from(svg));
}

async function writePhotos(root: string, count: number, seed: number): Promise<void> {
  const random = new Random(seed, 'photographs');
  for (const [label, name] of classNames.entries()) {
    await mkdir(join(root, name, 'new'), { recursive: true });
    for (let i = 0; i < count; i++) {
      const file = join(root, name, ...(i % 5 === 0 ? ['new'] : []), `picture ${i}.jpg`);
      await photo(label, random).jpeg({ quality: 90 }).toFile(file);
    }
  }
}

const run = (...args: string[]) => atelierWith({ XDG_CACHE_HOME: cache }, ...args);
const train = (name: string, data: string, ...options: string[]) =>
  run(
    ...['train', '--data', data, '--out', runs, '--name', name, '--arch', 'lenet5', '--epochs', '4'],
    ...['--batch-size', '8', '--json', ...options],
  );
const evaluate = async (...args: string[]) => {
  const { code, stdout, stderr } = await run('evaluate', ...args, '--json');
  expect(code, stderr).toBe(0);
  return {
    stderr,
    report: JSON.parse(stdout) as { split: string; data: string; count: number; accuracy: number },
  };
};
const modelOf = (name: string) => readFile(join(runs, name, 'best.onnx'));

/**
 * Files that were written just now could change again within the same clock tick, so the cache does not trust
 * them.
 */
const aMomentLater = () => setTimeout(2100);

let trained: { stderr: string; summary: { validation: { accuracy: number; count: number } } };
beforeAll(async () => {
  await writePhotos(photos, perClass, 1);
  await aMomentLater();
  await writeFile(join(photos, 'bag', 'broken.jpg'), 'no picture');
  await writeFile(join(photos, 'bag', 'notes.txt'), 'no picture either');
  const { code, stdout, stderr } = await train('first', photos, '--size', '16', '--fit', 'cover');
  expect(code, stderr).toBe(0);
  trained = { stderr, summary: JSON.parse(stdout) as typeof trained.summary };
});

describe('training on a folder of photographs', () => {
  it('reports progress: what is read, and what is left out', () => {
    expect(trained.stderr).toContain('reading 91 pictures of Fotos für 2026\n');
    expect(trained.stderr).toContain("left out 1 of 91 pictures because they can't be read:\n  ");
    expect(trained.stderr).toContain(`${join('bag', 'broken.jpg')}: expected a picture (PNG`);
    expect(trained.stderr).toContain("left out 1 file of other kinds: '.txt'");
  });

  it('holds back a share for validation', () => {
    // A fifth of the 90 is for testing, a twelfth of the other 72 for validation.
    expect(trained.summary.validation.count).toBe(6);
    expect(trained.summary).toMatchObject({ data: 'Fotos für 2026', run: join(runs, 'first') });
  });

  it('writes the picture options into the model, and no path', async () => {
    const bytes = await modelOf('first');
    expect(decodeModelCard(bytes, 'best.onnx')).toMatchObject({
      classNames,
      input: { channels: 3, height: 16, width: 16 },
      pictures: { fit: 'cover', testShare: 0.2, splitSeed: 1 },
      data: 'Fotos für 2026',
    });
    expect(bytes.includes(folder)).toBe(false);
    const config = JSON.parse(String(await readFile(join(runs, 'first', 'config.json')))) as unknown;
    expect(config).toMatchObject({ data: photos, pictures: { fit: 'cover' } });
  });

  it('gives the same model from a cold and a warm cache, and from another folder', async () => {
    const elsewhere = join(folder, 'elsewhere', 'Fotos für 2026');
    await cp(photos, elsewhere, { recursive: true });
    for (const [name, data] of [
      ['warm', photos],
      ['moved', elsewhere],
    ] as const) {
      const { stderr } = await train(name, data, '--size', '16', '--fit', 'cover');
      // The broken picture is tried again each time.
      expect(stderr).toContain(`reading ${name === 'warm' ? '1 picture' : '91 pictures'} of`);
      expect((await modelOf(name)).equals(await modelOf('first'))).toBe(true);
    }
  });
});

describe('evaluating', () => {
  it('reads the same photographs and the same test split', async () => {
    const { report, stderr } = await evaluate(join(runs, 'first'));
    expect(stderr).toContain('reading 1 picture of'); // the broken one; the others are in the cache
    expect(report).toMatchObject({ split: 'test', data: 'Fotos für 2026', count: 18 });
    expect(report.accuracy).toBeGreaterThan(0.6); // guessing gives a third
    const { accuracy, count } = trained.summary.validation;
    const validation = await evaluate(join(runs, 'first'), '--split', 'validation');
    expect(validation.report).toMatchObject({ split: 'validation', accuracy, count });
  });

  it('on a test split alone chooses thresholds on the validation split of the training data', async () => {
    const only = join(folder, 'only');
    await writePhotos(join(only, 'test'), 5, 2);
    // A folder of pictures without classes, one of which is none.
    const outliers = join(folder, 'outliers');
    await mkdir(outliers);
    for (const i of [0, 1])
      await cp(join(only, 'test', 'bag', `picture ${i + 1}.jpg`), join(outliers, `${i}.jpg`));
    await writeFile(join(outliers, '2.jpg'), 'no picture');
    const options = ['--data', only, '--coverage', '90%', '--outliers', outliers];
    const { report, stderr } = await evaluate(join(runs, 'first'), ...options);
    expect(stderr).toContain(
      'only has no validation split; thresholds are chosen on that of Fotos für 2026\n',
    );
    expect(stderr).toContain(`${join(outliers, '2.jpg')}: expected a picture`);
    expect(report).toMatchObject({
      ...{ split: 'test', count: 15, predictionSets: { target: 0.9 } },
      novelty: { data: outliers, outliers: 2, inliers: 15 },
    });
  });

  it('asks for their new place if they have moved, and accepts it', async () => {
    const [before, away] = [
      (await evaluate(join(runs, 'first'))).report,
      join(folder, 'away', 'Fotos für 2026'),
    ];
    await mkdir(join(folder, 'away'));
    await rename(photos, away);
    try {
      const { code, stderr } = await run('evaluate', join(runs, 'first'));
      expect(code).toBe(2);
      expect(lines(stderr)).toHaveLength(1);
      expect(stderr).toContain(
        "--data: the model was trained on 'Fotos für 2026', which was not found; name its place",
      );
      expect((await evaluate(join(runs, 'first'), '--data', away)).report).toEqual({
        ...before,
        model: join(runs, 'first'),
      });
    } finally {
      await rename(away, photos);
    }
  });
});

describe('predicting', () => {
  it('prepares pictures as in training: the probabilities are those of the data set', async () => {
    const options = {
      pictures: { size: 16, fit: 'cover', testShare: 0 },
      env: { XDG_CACHE_HOME: cache },
    } as const;
    const { train: data } = await loadData(photos, options);
    const classifier = await openClassifier(await modelOf('first'));
    const expected = await classifier.predict(data.images);
    await classifier.dispose();
    const { stdout, stderr } = await run('predict', join(runs, 'first'), photos, '--json');
    const results = JSON.parse(stdout) as {
      file: string;
      predictions?: { label: number; probability: number }[];
    }[];
    const read = results.filter(({ predictions }) => predictions);
    expect(read, stderr).toHaveLength(data.count);
    const byClass = classNames.flatMap((name) =>
      read.filter(({ file }) => file.startsWith(join(photos, name))),
    );
    byClass.forEach(({ predictions }, i) => {
      for (const { label, probability } of predictions!)
        expect(probability).toBeCloseTo(expected[3 * i + label]!, 5);
    });
  });
});

describe('splits that the folder has', () => {
  const split = join(folder, 'split');
  beforeAll(async () => {
    await writePhotos(join(split, 'train'), 16, 2);
    await writePhotos(join(split, 'val'), 5, 3);
  });

  it('are used: validation in training, and in evaluate without a test split', async () => {
    const { code, stdout, stderr } = await train('split', split, '--size', '16');
    expect(code, stderr).toBe(0);
    const { validation } = JSON.parse(stdout) as { validation: { count: number; accuracy: number } };
    expect(validation.count).toBe(15);
    const { report, stderr: words } = await evaluate(join(runs, 'split'));
    expect(report).toMatchObject({ split: 'validation', count: 15, accuracy: validation.accuracy });
    expect(words).toContain('split has no test split');
    expect((await evaluate(join(runs, 'split'), '--split', 'train')).report.count).toBe(48);
    const refused = await run('evaluate', join(runs, 'split'), '--split', 'test');
    // Pictures that were written just now are read again, with a notice.
    const told = lines(refused.stderr).filter((line) => !line.startsWith('reading '));
    expect([refused.code, told.length]).toEqual([2, 1]);
    expect(told[0]).toContain('--split: split has no test split');
  });
});

describe('viewing photographs', () => {
  it('data status counts them by class', async () => {
    const { code, stdout } = await run('data', 'status', '--data', photos);
    expect(code).toBe(0);
    expect(stdout).toContain(`${photos}\n  a folder for each class, no splits\n`);
    expect(
      lines(stdout)
        .slice(-4)
        .map((line) => line.trim().split(/ {2,}/)),
    ).toEqual([
      ['0', 'Hüte & Mützen', '30'],
      ['1', 'bag', '31'],
      ['2', 'long shirt', '30'],
      ['all', '91'],
    ]);
    const json = await run('data', 'status', '--data', photos, '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ classNames, counts: { all: [30, 31, 30] } });
  });

  it('data show draws them in colour, also twice at once with an empty cache', async () => {
    const home = join(folder, 'other-cache');
    const sheets = ['1.png', '2.png'].map((name) => join(folder, name));
    const results = await Promise.all(
      sheets.map((out) => {
        const args = ['data', 'show', '--data', photos, '--size', '32', '--out', out];
        return start(args, folder, { XDG_CACHE_HOME: home }).result;
      }),
    );
    for (const { code, stderr } of results) expect(code, stderr).toBe(0);
    const [one, two] = await Promise.all(sheets.map((file) => readFile(file)));
    expect(one!.equals(two!)).toBe(true);
    const { channels } = await sharp(one).stats();
    expect(Math.abs(channels[0]!.mean - channels[2]!.mean)).toBeGreaterThan(1);
    expect(await readdir(join(home, 'atelier', 'pictures'))).toHaveLength(1);
    const again = await atelierWith(
      { XDG_CACHE_HOME: home },
      'data',
      'show',
      '--data',
      photos,
      '--size',
      '32',
      '--out',
      sheets[0]!,
    );
    expect(again.stderr).toContain('reading 1 picture of'); // the broken one
    expect((await readFile(sheets[0]!)).equals(two!)).toBe(true);
  });
});

describe('bad input', () => {
  const refuse = async (args: string[], ...words: string[]) => {
    const { code, stdout, stderr } = await run(...args);
    expect(code, stderr).toBe(2);
    expect(stdout).toBe('');
    expect(lines(stderr), stderr).toHaveLength(1);
    for (const word of words) expect(stderr).toContain(word);
  };

  it.each([
    [['--size', '0'], '--size', "'0'"],
    [['--channels', '2'], '--channels', "'2'"],
    [['--fit', 'covers'], '--fit', 'did you mean cover?'],
    [['--test-share', '1'], '--test-share', "'1'"],
    [['--validation-share', '0'], '--validation-share', "'0'"],
    [['--fit', 'garment', '--channels', '3'], 'fit', 'garment'],
  ])('%j is refused by name', async (options, ...words) => {
    await refuse(['train', '--data', photos, ...options], ...words);
  });

  it('options for photographs are refused for other data', async () => {
    await refuse(['train', '--data', 'sketches', '--size', '64'], '--size', 'sketches');
    await refuse(['data', 'show', '--data', 'sketches', '--test-share', '0.5'], '--test-share');
  });

  it('a class without pictures is named', async () => {
    const data = join(folder, 'half');
    await mkdir(join(data, 'empty one'), { recursive: true });
    await mkdir(join(data, 'full'));
    await photo(0, new Random(5))
      .png()
      .toFile(join(data, 'full', '1.png'));
    await refuse(['train', '--data', data], "class 'empty one' has no pictures");
    await rm(join(data, 'empty one'), { recursive: true });
    await refuse(
      ['train', '--data', data],
      'found 1 .png file in 1 folder; pictures in one folder are one class',
    );
  });

  it('a folder without pictures, and a file of another kind', async () => {
    const data = join(folder, 'bare');
    await mkdir(data);
    await writeFile(join(data, 'data.txt'), '');
    await refuse(['train', '--data', data], 'expected four IDX files', 'found 1 .txt file and no folders');
    await refuse(['train', '--data', join(data, 'data.txt')], 'got an empty file');
  });
});

it('other data needs a test split: sketches have one', async () => {
  const splits: { test: Dataset } = await loadData('sketches');
  expect(splits.test.count).toBe(2000);
  expect((await atelier('data', 'show', '--data', 'sketches', '--split', 'validation')).code).toBe(2);
});
