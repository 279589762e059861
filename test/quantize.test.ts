// Compressed models, which all commands use like the originals.
import { copyFile, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { atelier, lines } from './testing/atelier.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const run = join(folder, 'runs', 'train');
const best = join(run, 'best.onnx');
const picture = join(folder, 'garment.png');
const storages = ['float16', 'int8'] as const;
const fileOf = (storage: string) => join(folder, `${storage}.onnx`);

interface Result {
  readonly bytes: { before: number; after: number };
  readonly check?: { before: { accuracy: number; loss: number }; after: { accuracy: number; loss: number } };
}
const results: Record<string, Result> = {};
let data: string;

beforeAll(async () => {
  data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
  const { code, stderr } = await atelier(
    ...['train', '--data', data, '--out', join(folder, 'runs'), '--epochs', '2', '--batch-size', '32'],
  );
  expect(code, stderr).toBe(0);
  for (const storage of storages) {
    const quantized = await atelier(
      'quantize',
      run,
      '--weights',
      storage,
      '--out',
      fileOf(storage),
      '--json',
    );
    expect(quantized.code, quantized.stderr).toBe(0);
    results[storage] = JSON.parse(quantized.stdout) as Result;
  }
  const garment = sharp(small.test.images.subarray(0, 784), { raw: { width: 28, height: 28, channels: 1 } });
  await garment.toFile(picture);
}, 300_000);

const json = async (...args: string[]): Promise<unknown> => {
  const { code, stdout, stderr } = await atelier(...args, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as unknown;
};

describe.each(storages)('a model stored as %s', (storage) => {
  const file = fileOf(storage);

  it('has the reported size, and evaluate’s accuracy on the validation split', async () => {
    const { bytes, check } = results[storage]!;
    expect(bytes).toEqual({ before: (await stat(best)).size, after: (await stat(file)).size });
    expect(bytes.after / bytes.before).toBeLessThan(storage === 'int8' ? 0.27 : 0.52);
    const evaluate = async (model: string) =>
      (await json('evaluate', model, '--data', data, '--split', 'validation')) as object;
    expect(await evaluate(run)).toMatchObject(check!.before);
    expect(await evaluate(file)).toMatchObject(check!.after);
    expect(check!.after.loss).not.toBe(check!.before.loss);
    expect(Math.abs(check!.after.loss - check!.before.loss)).toBeLessThan(0.02);
  });

  it('is described and predicts as before', async () => {
    expect(await json('summary', file)).toEqual(await json('summary', run));
    type Predictions = [{ predictions: { name: string; probability: number }[] }];
    const [before] = (await json('predict', run, picture, '--top', '10')) as Predictions;
    const [after] = (await json('predict', file, picture, '--top', '10')) as Predictions;
    for (const { name, probability } of before.predictions)
      expect(after.predictions.find((other) => other.name === name)!.probability).toBeCloseTo(probability, 1);
  });

  it('runs the same operators as before', async () => {
    const operators = async (model: string) => {
      const out = join(folder, 'profile.svg');
      const profile = await json('profile', model, '--steps', '1', '--batch-size', '8', '--out', out);
      const { operators: found } = profile as { operators: { name: string; count: number }[] };
      return Object.fromEntries(found.map(({ name, count }) => [name, count]));
    };
    expect(await operators(file)).toMatchObject({ Conv: expect.any(Number) as number });
    expect(await operators(file)).toEqual(await operators(run));
  });
});

describe('quantize', () => {
  it('gives equal bytes, and describes its result', async () => {
    const out = join(folder, 'again.onnx');
    const { code, stdout, stderr } = await atelier('quantize', best, '--weights', 'int8', '--out', out);
    expect(code, stderr).toBe(0);
    expect(await readFile(out)).toEqual(await readFile(fileOf('int8')));
    expect(stdout).toMatch(/again\.onnx: [\d,]+ bytes, \d+\.\d % of [\d,]+ bytes\n/);
    expect(stdout).toMatch(
      /validation split of tiny, 40 pictures:\n +float32: accuracy .+, loss .+\n +int8: accuracy /,
    );
  });

  it('says if the accuracy was not checked', async () => {
    const alone = join(folder, 'alone.onnx');
    await copyFile(best, alone); // in a folder without a configuration that names the data
    const out = join(folder, 'unchecked.onnx');
    const quantize = (...more: string[]) =>
      atelier('quantize', alone, '--weights', 'int8', '--out', out, ...more);
    const missing = await quantize();
    expect(missing).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('\naccuracy not checked\n') as string,
    });
    expect(missing.stderr).toMatch(/^accuracy not checked: .*--data/);
    const unwanted = await quantize('--no-check', '--json');
    expect(unwanted).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(unwanted.stdout)).not.toHaveProperty('check');
  });

  it('leaves no other file behind', async () => {
    const place = join(folder, 'place');
    await mkdir(place);
    await copyFile(best, join(place, 'best.onnx'));
    await atelier('quantize', best, '--weights', 'int8', '--out', join(place, 'small.onnx'), '--no-check');
    expect(await readdir(place)).toEqual(['best.onnx', 'small.onnx']);
  });

  it.each<[string, string[], RegExp]>([
    ['no type', ['--out', 'x.onnx'], /--weights/],
    [
      'another type',
      ['--weights', 'int4', '--out', 'x.onnx'],
      /--weights: expected float16, int8, got 'int4'/,
    ],
    ['no file', ['--weights', 'int8'], /--out/],
    [
      'a file of another kind',
      ['--weights', 'int8', '--out', 'x.txt'],
      /--out: expected the name of an \.onnx file/,
    ],
    [
      'a folder that is not there',
      ['--weights', 'int8', '--out', join(folder, 'no', 'x.onnx')],
      /--out: the folder .* does not exist/,
    ],
    ['the model itself', ['--weights', 'int8', '--out', best], /--out: expected a file other than the model/],
    [
      'data that are not there',
      ['--weights', 'int8', '--out', join(folder, 'y.onnx'), '--data', join(folder, 'gone')],
      /gone/,
    ],
  ])('refuses %s', async (_, options, complaint) => {
    const { code, stdout, stderr } = await atelier('quantize', run, ...options);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toMatch(complaint);
    expect(await readdir(folder)).not.toContain('y.onnx');
  });

  it('refuses a quantized model', async () => {
    const { code, stderr } = await atelier(
      'quantize',
      fileOf('int8'),
      '--weights',
      'float16',
      '--out',
      join(folder, 'y.onnx'),
    );
    expect(code).toBe(2);
    expect(stderr).toContain('int8.onnx: expected weights stored as float32, got int8');
  });
});
