// Training from the command line: the files of a run, and that a run is reproducible.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeModelCard } from '../src/nn/classifier-file.ts';
import { parseHistory } from '../src/training/history-table.ts';
import { runProgress, runValidation } from '../src/training/run-documents.ts';
import { defaults } from '../src/training/defaults.ts';
import { atelier, lines } from './testing/atelier.ts';
import type { Result } from './testing/process.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
const runs = join(folder, 'runs');
const train = (name: string, ...options: string[]) =>
  atelier(
    ...['train', '--data', data, '--out', runs, '--name', name, '--epochs', '2', '--batch-size', '64'],
    ...options,
  );
const fileOf = (run: string, name: string) => readFile(join(runs, run, name));
const jsonOf = async (run: string, name: string) =>
  JSON.parse(String(await fileOf(run, name))) as Record<string, unknown>;

describe('a run', () => {
  let result: Result;
  beforeAll(async () => {
    result = await train('first', '--json');
  });

  it('ends well, with one JSON document on standard output and a line per epoch on standard error', () => {
    expect(result.code, result.stderr).toBe(0);
    expect(JSON.parse(result.stdout)).toMatchObject({
      run: join(runs, 'first'),
      data: 'tiny',
      architecture: 'paper-cnn',
      parameters: 225_034,
      epochs: 2,
      seed: 1,
      seconds: expect.any(Number) as number,
      imagesPerSecond: expect.any(Number) as number,
      validation: { accuracy: expect.any(Number) as number, loss: expect.any(Number) as number, count: 40 },
      stopped: false,
    });
    expect(
      lines(result.stderr).filter((line) => /^epoch \d\/2 .*images\/s {2}\d+ MiB$/.test(line)),
    ).toHaveLength(2);
    expect(result.stderr).not.toContain('\r');
  });

  it('has the files of a run and no others', async () => {
    expect((await readdir(join(runs, 'first'))).sort()).toEqual([
      ...['best.onnx', 'checkpoint.bin', 'checkpoint.previous.bin', 'config.json', 'history.csv'],
      ...['last.onnx', 'metrics.json', 'progress.json', 'samples.webp', 'validation.json'],
    ]);
    expect(await jsonOf('first', 'metrics.json')).toEqual(JSON.parse(result.stdout));
  });

  it('tells what its last model says of the validation pictures', async () => {
    const told = runValidation.parse(await jsonOf('first', 'validation.json'));
    const history = parseHistory(await readFile(join(runs, 'first/history.csv'), 'utf8'), 'history.csv');
    const right = told.confusion!.reduce((sum, row, label) => sum + row[label]!, 0);
    expect(told).toMatchObject({ epoch: 2, count: 40 });
    expect(right / 40).toBeCloseTo(history.at(-1)!.validationAccuracy, 12);
    expect(told.samples).toHaveLength(24);
    expect(history.every(({ gradientNorm }) => gradientNorm! > 0)).toBe(true);
  });

  it('tells when it was trained', async () => {
    const told = runProgress.parse(await jsonOf('first', 'progress.json'));
    expect(told).toEqual({ sessions: [expect.objectContaining({ from: 0, to: 2, epochs: 2 })] });
  });

  it('has its configuration, defaults included', async () => {
    expect(await jsonOf('first', 'config.json')).toMatchObject({
      data,
      architecture: 'paper-cnn',
      epochs: 2,
      batchSize: 64,
      optimizer: {
        type: 'adam',
        learningRate: defaults.learningRate.adam,
        beta1: 0.9,
        beta2: defaults.beta2,
        epsilon: 1e-8,
        weightDecay: defaults.weightDecay,
      },
      seed: 1,
      threads: expect.any(Number) as number,
    });
  });

  it('has a history with a row per epoch', async () => {
    const [header, ...rows] = lines(String(await fileOf('first', 'history.csv')));
    expect(header).toBe(
      'epoch,learningRate,loss,accuracy,validationLoss,validationAccuracy,seconds,imagesPerSecond,gradientNorm',
    );
    expect(rows.map((row) => row.split(',')[0])).toEqual(['1', '2']);
    expect(rows.every((row) => row.split(',').every((cell) => Number.isFinite(Number(cell))))).toBe(true);
  });

  it.each(['best.onnx', 'last.onnx'])(
    'has a %s that any ONNX Runtime opens: bytes in, probabilities out',
    async (name) => {
      const session = await ort.InferenceSession.create(await fileOf('first', name));
      expect(session.inputNames).toEqual(['image']);
      // The novelty of the best model is fitted at the end of training.
      const novelty = name === 'best.onnx' ? ['novelty'] : [];
      expect(session.outputNames).toEqual(['probabilities', ...novelty]);
      const pixels = small.test.images.subarray(0, 3 * 784);
      const { probabilities } = await session.run({ image: new ort.Tensor('uint8', pixels, [3, 1, 28, 28]) });
      expect(probabilities!.dims).toEqual([3, 10]);
      const values = probabilities!.data as Float32Array;
      for (const row of [0, 1, 2]) {
        const sum = values.subarray(10 * row, 10 * row + 10).reduce((a, b) => a + b, 0);
        expect(sum).toBeCloseTo(1, 5);
      }
    },
  );
});

describe('equal options', () => {
  it('give equal models, byte for byte; another seed gives others', async () => {
    for (const [name, seed] of [
      ['a', '7'],
      ['b', '7'],
      ['c', '8'],
    ] as const)
      expect((await train(name, '--seed', seed, '--epochs', '1')).code).toBe(0);
    for (const file of ['best.onnx', 'last.onnx']) {
      const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((name) => fileOf(name, file)));
      expect(a!.equals(b!)).toBe(true);
      expect(a!.equals(c!)).toBe(false);
    }
  });
});

describe('other options', () => {
  it('train lenet5 by SGD, and print a summary', async () => {
    const { code, stdout } = await train('lenet', '--arch', 'lenet5', '--optimizer', 'sgd', '--threads', '1');
    expect(code).toBe(0);
    expect(stdout).toContain('validation accuracy');
    expect(stdout).toContain(`atelier evaluate ${join(runs, 'lenet')}`);
    expect(await jsonOf('lenet', 'config.json')).toMatchObject({
      architecture: 'lenet5',
      optimizer: { type: 'sgd', learningRate: defaults.learningRate.sgd, momentum: 0.9, nesterov: true },
      threads: 1,
    });
  });

  it('normalise pictures by given values, and save these in the run and the model', async () => {
    const options = ['--mean', '0.25', '--std', '0.3', '--epochs', '1'];
    expect((await train('given', ...options)).code).toBe(0);
    const normalization = { mean: [0.25], std: [0.3] };
    expect(await jsonOf('given', 'config.json')).toMatchObject({ normalization });
    const { preprocessing } = decodeModelCard(await fileOf('given', 'best.onnx'), 'best.onnx');
    expect(preprocessing).toEqual(normalization);
    expect(await jsonOf('first', 'config.json')).not.toHaveProperty('normalization');
  });

  it('leave out passes of the compiler, and save their names', async () => {
    const passes = ['blocked-layout', 'group-updates'];
    const options = ['--epochs', '1', ...passes.flatMap((name) => ['--no-pass', name])];
    expect((await train('without', ...options)).code).toBe(0);
    expect(await jsonOf('without', 'config.json')).toMatchObject({ withoutPasses: passes });
    expect(await jsonOf('first', 'config.json')).not.toHaveProperty('withoutPasses');
  });

  it('replace a run on request', async () => {
    const before = await fileOf('lenet', 'last.onnx');
    expect((await train('lenet', '--overwrite', '--epochs', '1')).code).toBe(0);
    expect((await fileOf('lenet', 'last.onnx')).equals(before)).toBe(false);
  });

  it('do not use the test split in training', async () => {
    const files = smallIdxFiles();
    const images = files['t10k-images-idx3-ubyte']!.map((byte, i) => (i < 16 ? byte : 255 - byte));
    const other = await writeFolder(join(folder, 'other', 'tiny'), {
      ...files,
      't10k-images-idx3-ubyte': images,
    });
    await train('other-test', '--data', other);
    expect((await fileOf('other-test', 'best.onnx')).equals(await fileOf('first', 'best.onnx'))).toBe(true);
  });
});
