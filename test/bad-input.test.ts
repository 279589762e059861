// Bad input: one line on standard error that explains the fault, exit code 2, no stack, nothing on standard
// output, and no partial files. Bad pictures, which do not stop the good ones, are in predict.test.ts.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compile } from '../src/engine/runtime/compile.ts';
import { encodeModel } from '../src/engine/onnx/encode.ts';
import { Graph } from '../src/engine/graph/graph.ts';
import { relu } from '../src/engine/graph/operators/index.ts';
import { encodeIdxImages, encodeIdxLabels } from '../src/data/idx.ts';
import { atelier, lines } from './testing/atelier.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder, type IdxFiles } from './testing/folders.ts';

const folder = await temporaryFolder();
const good = await writeFolder(join(folder, 'good'), smallIdxFiles());

/** Expects one line that contains all the words, and exit code 2. */
async function expectRefusal(args: readonly string[], ...words: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await atelier(...args);
  expect(code, stderr).toBe(2);
  expect(stdout).toBe('');
  expect(lines(stderr), stderr).toHaveLength(1);
  expect(stderr).toMatch(/^atelier: /);
  for (const word of words) expect(stderr).toContain(word);
}

/** Expects that training is refused and creates no folder of runs. */
async function expectNoTraining(name: string, options: readonly string[], ...words: readonly string[]) {
  const out = join(folder, `runs-${name}`);
  await expectRefusal(['train', '--data', good, '--out', out, ...options], ...words);
  expect(await readdir(out).catch(() => [])).toEqual([]);
}

describe('options', () => {
  it.each([
    ['--epochs', '0'],
    ['--epochs', '-1'],
    ['--epochs', 'x'],
    ['--epochs', '1.5'],
    ['--epochs', '1e9'],
    ['--batch-size', '0'],
    ['--learning-rate', '-0.1'],
    ['--learning-rate', 'fast'],
    ['--seed', 'x'],
    ['--threads', '0'],
    ['--mean', 'x'],
    ['--mean', '123.7'],
    ['--std', '0'],
    ['--std', 'Infinity'],
  ])('%s %s is refused by name', async (option, value) => {
    await expectNoTraining(`${option}${value}`, [option, value], option, `'${value}'`);
  });

  it.each([
    ['--no-pass', 'blocked-layot', 'blocked-layout'],
    ['--arch', 'paper-cn', 'paper-cnn'],
    ['--arch', 'lenet', 'lenet5'],
    ['--optimizer', 'adma', 'adam'],
    ['--epoch', '3', '--epochs'],
  ])('%s %s: the nearest name is suggested', async (option, value, nearest) => {
    await expectNoTraining(`${option}${value}`, [option, value], option, `ou mean ${nearest}?`);
  });

  it('a mean without a deviation is refused, and a wrong number of means', async () => {
    await expectNoTraining('mean', ['--mean', '0.5'], '--mean', '--std');
    await expectNoTraining('std', ['--std', '0.5'], '--std', '--mean');
    const three = ['--mean', '0.4,0.5,0.6', '--std', '0.2'];
    await expectNoTraining('three', three, 'normalization: mean', '1 number', 'got 3');
    await expectRefusal(['find-lr', '--data', good, ...three], 'normalization: mean', 'got 3');
  });

  it('a missing teacher is refused, and a teacher weight without a teacher', async () => {
    await expectNoTraining('teacher', ['--teacher', join(folder, 'no.onnx')], '--teacher', 'no.onnx');
    await expectNoTraining(
      'weight',
      ['--teacher-weight', '0.9'],
      '--teacher-weight',
      'expected --teacher too',
    );
  });

  it('unknown commands are refused, and the nearest is suggested', async () => {
    await expectRefusal(['trian'], "'trian'", 'Did you mean train?');
  });

  it('predict without a picture is refused', async () => {
    await expectRefusal(['predict'], 'pictures');
  });
});

/** Changes to a folder of valid files (undefined removes a file), and words that the message must contain. */
const corruptions: readonly [what: string, Record<string, Uint8Array | undefined>, string[]][] = [
  ['a file missing', { 't10k-labels-idx1-ubyte': undefined }, ['t10k-labels-idx1-ubyte']],
  [
    'a truncated gzip',
    { 'train-images-idx3-ubyte.gz': gzipSync(images(480)).subarray(0, 9000) },
    ['train-images'],
  ],
  ['a corrupt gzip', { 'train-images-idx3-ubyte.gz': scrambled(gzipSync(images(480))) }, ['train-images']],
  ['a wrong magic', { 't10k-images-idx3-ubyte': encodeIdxLabels(small.test.labels) }, ['t10k-images']],
  ['too few bytes', { 't10k-images-idx3-ubyte': images(60).subarray(0, 20_000) }, ['t10k-images']],
  [
    'a label above 9',
    { 't10k-labels-idx1-ubyte': encodeIdxLabels(small.test.labels.map((l) => l + 1)) },
    ['10'],
  ],
  ['counts that differ', { 't10k-labels-idx1-ubyte': encodeIdxLabels(new Array(59).fill(0)) }, ['60', '59']],
];

describe('data', () => {
  it.each(corruptions)('with %s is refused', async (what, changed, words) => {
    const files = Object.entries({ ...smallIdxFiles(), ...changed }).filter(([, bytes]) => bytes);
    const data = await writeFolder(join(folder, what), Object.fromEntries(files) as IdxFiles);
    await expectNoTraining(what, ['--data', data], ...words);
  });

  it('that was named but can’t be loaded is refused', async () => {
    await expectNoTraining('offline', ['--data', 'fashion-mnist', '--offline'], 'fashion-mnist', 'offline');
    await expectNoTraining('missing', ['--data', join(folder, 'nowhere')], 'nowhere');
  });

  it('of pictures too small for the network is refused before anything is written', async () => {
    const tiny = encodeIdxImages({ count: 60, height: 3, width: 3, pixels: new Uint8Array(540).fill(200) });
    const labels = encodeIdxLabels(small.test.labels);
    const data = await writeFolder(join(folder, 'tiny'), {
      ...{ 'train-images-idx3-ubyte': tiny, 'train-labels-idx1-ubyte': labels },
      ...{ 't10k-images-idx3-ubyte': tiny, 't10k-labels-idx1-ubyte': labels },
    });
    await expectNoTraining('too-small', ['--data', data], '--arch', '3×3');
  });
});

describe('training that fails before its first epoch has ended', () => {
  it('leaves no run behind', async () => {
    const out = join(folder, 'diverged');
    const options = ['--optimizer', 'sgd', '--learning-rate', '1e30', '--batch-size', '16'];
    const { code, stderr } = await atelier('train', '--data', good, '--out', out, ...options);
    expect(code, stderr).toBe(2);
    expect(stderr).toContain('atelier: the loss became NaN or infinite at step');
    expect(await readdir(out)).toEqual([]);
  });
});

describe('run directories', () => {
  it('under a file are refused, and the file stays', async () => {
    const file = join(folder, 'in-the-way');
    await writeFile(file, 'mine');
    await expectRefusal(['train', '--data', good, '--out', file], 'in-the-way');
    await expectRefusal(['train', '--data', good, '--out', join(file, 'runs')], 'in-the-way');
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  it('that exist are refused, and kept', async () => {
    const out = await writeFolder(join(folder, 'taken'), {});
    await writeFolder(join(out, 'first'), { 'best.onnx': new Uint8Array(3) });
    await expectRefusal(
      ['train', '--data', good, '--out', out, '--name', 'first'],
      'first: the folder exists already',
    );
    expect(await readdir(join(out, 'first'))).toEqual(['best.onnx']);
  });

  it('with a path as a name are refused', async () => {
    await expectNoTraining('path', ['--name', '../elsewhere'], '../elsewhere');
  });
});

describe('models', () => {
  it('that are invalid or missing are refused', async () => {
    const file = join(folder, 'text.onnx');
    await writeFile(file, 'this is no model');
    for (const command of ['evaluate', 'predict'])
      await expectRefusal(
        [command, file, ...(command === 'predict' ? [good] : [])],
        command === 'predict' ? good : file,
      );
    await expectRefusal(['evaluate', join(folder, 'nowhere.onnx')], 'nowhere.onnx');
    await expectRefusal(['evaluate', good], 'good');
  });

  it('that take something other than pictures are refused', async () => {
    const graph = new Graph();
    graph.output('y', relu(graph.input('x', 'float32', [1, 4])));
    const bytes = encodeModel(graph, {});
    await (await compile(graph)).dispose(); // a valid model, but not one of ours
    const file = join(folder, 'foreign.onnx');
    await writeFile(file, bytes);
    const expected = 'input x: expected pictures [batch, channels, height, width], got float32[1, 4]';
    await expectRefusal(['evaluate', file], 'foreign.onnx', expected);
  });
});

function images(count: number): Uint8Array {
  const { height, width, images: pixels } = count === 60 ? small.test : small.train;
  return encodeIdxImages({ count, height, width, pixels });
}

function scrambled(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, i) => (i > 1000 && i < 2000 ? byte ^ 0x55 : byte));
}
