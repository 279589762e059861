// `evaluate` on all kinds of data in which a class has no pictures in the split or is missing altogether: IDX
// files, a folder of photographs, a table. Models are not trained; their results are counted here from their
// predictions.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { subset } from '../src/data/dataset.ts';
import { encodeClassifier, type ModelCard } from '../src/nn/classifier-file.ts';
import { openClassifier } from '../src/nn/classifier.ts';
import { dense, flatten } from '../src/nn/layers/index.ts';
import { initialWeights, sequential } from '../src/nn/model.ts';
import { atelierWith, lines } from './testing/atelier.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const run = (...args: string[]) => atelierWith({ XDG_CACHE_HOME: join(folder, 'cache') }, ...args);

async function writeModel(
  file: string,
  changes: Pick<ModelCard, 'classNames' | 'input' | 'data'> & Partial<ModelCard>,
): Promise<string> {
  const { channels, height, width } = changes.input;
  const model = sequential([flatten(), dense({ units: changes.classNames.length })]);
  const bytes = encodeClassifier(model, initialWeights(model.weightSpecs([channels, height, width]), 5), {
    preprocessing: {
      mean: new Array<number>(channels).fill(0.3),
      std: new Array<number>(channels).fill(0.35),
    },
    ...{ seed: 1, epoch: 0, ...changes },
  });
  await writeFile(join(folder, file), bytes);
  return join(folder, file);
}

interface Row {
  readonly name: string;
  readonly support: number;
  readonly precision: number;
  readonly recall: number;
  readonly rocAuc: number | null;
  readonly averagePrecision: number | null;
}

interface Report {
  readonly count: number;
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  readonly macro: Row;
  readonly perClass: Row[];
  readonly confusion: number[][];
}

async function evaluate(...args: string[]): Promise<Report> {
  const { code, stdout, stderr } = await run('evaluate', ...args, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Report;
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Expects the notice about a class without pictures, and valid results for the other classes. */
function expectEmpty(
  { perClass, confusion, balancedAccuracy, macro, count, accuracy }: Report,
  name: string,
) {
  const label = perClass.findIndex((row) => row.name === name);
  expect(perClass[label]).toMatchObject({ support: 0, recall: 0, rocAuc: null, averagePrecision: null });
  expect(confusion[label]!.every((pictures) => pictures === 0)).toBe(true);
  const others = perClass.filter((row) => row.support > 0);
  expect(balancedAccuracy).toBeCloseTo(mean(others.map(({ recall }) => recall)), 12);
  expect(macro.rocAuc).toBeCloseTo(mean(others.map(({ rocAuc }) => rocAuc!)), 12);
  expect(macro.recall).toBeCloseTo(mean(perClass.map(({ recall }) => recall)), 12);
  const hits = confusion.reduce((sum, row, i) => sum + row[i]!, 0);
  expect(accuracy).toBeCloseTo(hits / count, 12);
}

describe('IDX files', () => {
  const { train, test } = small;
  const withoutBags = subset(
    test,
    Array.from(test.labels.keys()).filter((i) => test.labels[i] !== 8),
  );
  let model: string;
  let data: string;
  beforeAll(async () => {
    model = await writeModel('idx.onnx', {
      ...{ classNames: [...test.classNames], data: 'gap', input: { channels: 1, height: 28, width: 28 } },
    });
    data = await writeFolder(join(folder, 'gap'), smallIdxFiles({ train, test: withoutBags }));
  });

  it('with a class that has no test pictures', async () => {
    const report = await evaluate(model, '--data', data);
    expect(report.count).toBe(54);
    expectEmpty(report, 'Bag');
  });

  it('are reported in the tables with dashes and a line', async () => {
    const { code, stdout, stderr } = await run('evaluate', model, '--data', data);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/\nBag +(–|0\.000) +– .* +– +– +0\n/);
    expect(stdout).toContain(
      '\nno pictures of Bag: a class without pictures counts as 0 in the macro average',
    );
    expect(stdout).not.toMatch(/NaN|undefined|null|Infinity/);
  });

  it('with the same classes in another order are predicted by name', async () => {
    const order = [...test.classNames.keys()].reverse();
    const reversed = { ...test, labels: test.labels.map((label) => 9 - label) };
    const files = smallIdxFiles({ train, test: reversed });
    const names = order.map((label) => test.classNames[label]).join('\n');
    const other = await writeFolder(join(folder, 'reversed'), {
      ...files,
      'classes.txt': new TextEncoder().encode(names),
    });
    const classifier = await openClassifier(await readFile(model), model);
    const probabilities = await classifier.predict(test.images);
    await classifier.dispose();
    const hits = Array.from(test.labels).filter((label, i) => {
      const row = [...probabilities.subarray(10 * i, 10 * i + 10)];
      return row.indexOf(Math.max(...row)) === label;
    });
    const report = await evaluate(model, '--data', other);
    expect(report.accuracy).toBeCloseTo(hits.length / test.count, 12);
    expect(report.perClass.map(({ name }) => name)).toEqual(test.classNames);
  });
});

describe('photographs', () => {
  const classNames = ['dark', 'light', 'red'];
  const colours = [
    { r: 40, g: 40, b: 60 },
    { r: 220, g: 220, b: 200 },
    { r: 200, g: 40, b: 40 },
  ];
  const photos = join(folder, 'photos');
  let model: string;

  /** Writes a number of pictures of a class. */
  async function writePhotos(place: string, label: number, count: number): Promise<void> {
    await mkdir(place, { recursive: true });
    for (let i = 0; i < count; i++) {
      const { r, g, b } = colours[label]!;
      const background = { r: r + i, g: g + (i % 3), b };
      const image = sharp({ create: { width: 12, height: 12, channels: 3, background } });
      await image.png().toFile(join(place, `${i}.png`));
    }
  }

  beforeAll(async () => {
    model = await writeModel('photos.onnx', {
      ...{ classNames, data: 'photos', input: { channels: 3, height: 8, width: 8 } },
      pictures: { fit: 'contain' },
    });
    for (const [label, name] of classNames.entries()) {
      await writePhotos(join(photos, 'train', name), label, 6);
      if (name !== 'light') await writePhotos(join(photos, 'test', name), label, 4);
    }
  }, 300_000);

  it('in a folder whose test split lacks a class', async () => {
    const report = await evaluate(model, '--data', photos);
    expect(report.count).toBe(8);
    expectEmpty(report, 'light');
  });

  it('in a table whose test split lacks a class', async () => {
    const rows = classNames.flatMap((name) => [
      ...[0, 1, 2].map((i) => `train/${name}/${i}.png,${name},train`),
      ...(name === 'red' ? [] : [`train/${name}/4.png,${name},test`, `train/${name}/5.png,${name},test`]),
    ]);
    const table = join(photos, 'table.csv');
    await writeFile(table, ['file,label,split', ...rows, ''].join('\n'));
    const report = await evaluate(model, '--data', table);
    expect(report.count).toBe(4);
    expectEmpty(report, 'red');
  });

  it('of some of the classes, with a temperature fitted on those', async () => {
    const some = join(folder, 'some');
    for (const label of [0, 2]) await writePhotos(join(some, classNames[label]!), label, 20);
    const report = await evaluate(model, '--data', some, '--calibrate');
    expect(report.count).toBe(8);
    expectEmpty(report, 'light');
    expect(report).toMatchObject({ temperatureScaling: { fittedOn: 3 } });
  });

  it('of an unknown class are refused in one line', async () => {
    const other = join(folder, 'other');
    await writePhotos(join(other, 'dark'), 0, 6);
    await writePhotos(join(other, 'green'), 1, 6);
    const { code, stdout, stderr } = await run('evaluate', model, '--data', other);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const complaint = lines(stderr).filter((line) => line.startsWith('atelier:'));
    expect(complaint).toEqual([
      "atelier: other: 'green' is not among the model's classes, 'dark', 'light', 'red'",
    ]);
  });
});
