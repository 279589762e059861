// Averages of predictions over views and over models, compared with averages computed here; and that results
// of a single model do not change.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeClassifier } from '../src/nn/classifier-file.ts';
import { openClassifier } from '../src/nn/classifier.ts';
import { dense, flatten } from '../src/nn/layers/index.ts';
import { initialWeights, sequential } from '../src/nn/model.ts';
import { atelier, lines } from './testing/atelier.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const runs = ['a', 'b', 'c'].map((name) => join(folder, 'runs', name));
const [first, ...others] = runs as [string, ...string[]];
const picture = join(folder, 'garment.png');
const { test } = small;

const mirrored = test.images.map((_, i) => test.images[i - (i % 28) + 27 - (i % 28)]!);

/**
 * `[run][view]`: the predictions of each model for the test pictures, unchanged and mirrored, computed with
 * the library.
 */
let predictions: [plain: Float32Array, mirrored: Float32Array][];

beforeAll(async () => {
  const data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
  const options = ['--data', data, '--out', join(folder, 'runs'), '--epochs', '1', '--batch-size', '32'];
  for (const [i, name] of ['a', 'b', 'c'].entries()) {
    const { code, stderr } = await atelier('train', ...options, '--name', name, '--seed', String(i + 1));
    expect(code, stderr).toBe(0);
  }
  predictions = await Promise.all(
    runs.map(async (run): Promise<[Float32Array, Float32Array]> => {
      const classifier = await openClassifier(await readFile(join(run, 'best.onnx')), run);
      const found = [await classifier.predict(test.images), await classifier.predict(mirrored)] as const;
      await classifier.dispose();
      return [...found];
    }),
  );
  const garment = sharp(test.images.subarray(0, 784), { raw: { width: 28, height: 28, channels: 1 } });
  await garment.png().toFile(picture);
}, 300_000);

/** The accuracy and loss of the mean of predictions, by their definitions. */
function figuresOf(all: readonly Float32Array[]): { accuracy: number; loss: number } {
  const mean = all[0]!.map((_, i) => all.reduce((sum, one) => sum + one[i]!, 0) / all.length);
  const rows = Array.from(test.labels, (label, i) => ({
    label,
    row: [...mean.subarray(10 * i, 10 * i + 10)],
  }));
  const hits = rows.filter(({ label, row }) => row.indexOf(Math.max(...row)) === label).length;
  const loss = rows.reduce((sum, { label, row }) => sum - Math.log(row[label]!), 0) / rows.length;
  return { accuracy: hits / rows.length, loss: expect.closeTo(loss, 4) as number };
}

async function evaluate(...options: string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await atelier('evaluate', first, ...options, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe('evaluate', () => {
  it('reports averages separately from the scores of the model, which do not change', async () => {
    const plain = await evaluate();
    expect(plain).toMatchObject(figuresOf([predictions[0]![0]]));
    const averaged = await evaluate('--tta', 'flip', '--ensemble', ...others);
    const interval = [expect.any(Number), expect.any(Number)];
    expect(averaged).toEqual({
      ...plain,
      testTimeAugmentation: {
        ...{ views: ['flip'], accuracyInterval: interval },
        ...figuresOf(predictions[0]!),
      },
      ensemble: {
        ...{ models: runs, accuracyInterval: interval },
        ...figuresOf(predictions.map(([original]) => original)),
      },
      ensembleWithTestTimeAugmentation: {
        ...{ models: runs, views: ['flip'], accuracyInterval: interval },
        ...figuresOf(predictions.flat()),
      },
    });
    expect(Object.keys(plain).filter((key) => /ensemble|augment/i.test(key))).toEqual([]);
  });

  it('reports only the requested averages', async () => {
    const keys = async (...options: string[]) =>
      Object.keys(await evaluate(...options)).filter((key) => /ensemble|augment/i.test(key));
    expect(await keys('--tta', 'flip,shift')).toEqual(['testTimeAugmentation']);
    expect(await keys('--ensemble', others[0]!)).toEqual(['ensemble']);
  });

  it('prints averages after the tables', async () => {
    const { stdout: plain } = await atelier('evaluate', first);
    const { stdout } = await atelier('evaluate', first, '--ensemble', ...others, '--tta', 'flip');
    expect(stdout.startsWith(plain)).toBe(true);
    const figures = /accuracy [\d.]+ % \(95 % interval [\d.]+ % to [\d.]+ %\), loss [\d.]+$/;
    const added = lines(stdout.slice(plain.length));
    expect(added.map((line) => line.replace(figures, ''))).toEqual([
      'with test-time augmentation (flip): ',
      'ensemble of 3: ',
      'ensemble of 3 with test-time augmentation (flip): ',
    ]);
  });
});

it('predict averages probabilities, and says so', async () => {
  const predict = (...more: string[]) =>
    atelier('predict', first, picture, '--top', '10', '--invert', 'never', ...more);
  type Results = [{ averagedOver?: string; predictions: { label: number; probability: number }[] }];
  const read = ({ stdout }: { stdout: string }) => JSON.parse(stdout) as Results;
  const probabilities = (results: Results) => {
    const row = new Float32Array(10);
    results[0].predictions.forEach(({ label, probability }) => (row[label] = probability));
    return row;
  };
  const apart = await Promise.all(
    runs.map(async (run) =>
      probabilities(
        read(await atelier('predict', run, picture, '--top', '10', '--invert', 'never', '--json')),
      ),
    ),
  );
  const { stdout, stderr } = await predict('--json', '--ensemble', ...others);
  expect(stderr).toBe('probabilities are averages: ensemble of 3\n');
  const together = read({ stdout });
  expect(together[0].averagedOver).toBe('ensemble of 3');
  probabilities(together).forEach((value, i) =>
    expect(value).toBeCloseTo((apart[0]![i]! + apart[1]![i]! + apart[2]![i]!) / 3, 5),
  );
  const views = await predict('--tta', 'flip');
  expect(views.stderr).toBe('probabilities are averages: with test-time augmentation (flip)\n');
  expect(lines(views.stdout)).toHaveLength(1);
  expect(read(await predict('--json'))[0]).not.toHaveProperty('averagedOver');
});

it.each<[string, string[], RegExp]>([
  ['other views', ['--tta', 'flop'], /^atelier: --tta: expected one or more of flip, shift, got 'flop'$/],
  ['no views', ['--tta', ''], /^atelier: --tta: expected one or more of flip, shift, got none$/],
  ['a view twice', ['--tta', 'flip,flip'], /^atelier: --tta: .* got flip twice$/],
  [
    'a model that is not there',
    ['--ensemble', 'gone.onnx'],
    /^atelier: --ensemble: gone\.onnx: no such file/,
  ],
  [
    'the model itself',
    ['--ensemble', first],
    /^atelier: --ensemble: '.*runs.a' is named twice; name different models$/,
  ],
])('refuses %s', async (_, options, complaint) => {
  for (const command of ['evaluate', 'predict']) {
    const pictures = command === 'predict' ? [picture] : [];
    const { code, stdout, stderr } = await atelier(command, first, ...pictures, ...options);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(lines(stderr)).toHaveLength(1);
    expect(lines(stderr)[0]).toMatch(complaint);
  }
});

it('refuses a model of other pictures', async () => {
  const model = sequential([flatten(), dense({ units: 10 })]);
  const other = join(folder, 'colour.onnx');
  const bytes = encodeClassifier(model, initialWeights(model.weightSpecs([3, 28, 28]), 1), {
    ...{ classNames: [...test.classNames], input: { channels: 3, height: 28, width: 28 } },
    preprocessing: { mean: [0.3, 0.3, 0.3], std: [0.35, 0.35, 0.35] },
    ...{ data: 'nothing', seed: 1, epoch: 0 },
  });
  await writeFile(other, bytes);
  const { code, stderr } = await atelier('evaluate', first, '--ensemble', other);
  expect(code).toBe(2);
  expect(lines(stderr)).toHaveLength(1);
  expect(stderr).toMatch(
    /^atelier: --ensemble: .*colour\.onnx: expected a model for .* 1 channel,.* got one for .* 3 channels,/,
  );
});
