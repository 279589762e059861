// The models in the package: used by name, and by default. The package is a copy, so that its models are
// those of the test.
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { fashionClassNames } from '../src/data/dataset.ts';
import { encodeClassifier } from '../src/nn/classifier-file.ts';
import { dense, flatten } from '../src/nn/layers/index.ts';
import { initialWeights, sequential } from '../src/nn/model.ts';
import { copiedAtelierIn, lines } from './testing/atelier.ts';
import { compiled, repository, type Result } from './testing/process.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const packaged = join(folder, 'package');
const work = join(folder, 'work');
const data = join(folder, 'tiny');

/** A model that predicts one class for all pictures. */
function constantModel(label: number): Uint8Array {
  const model = sequential([flatten(), dense({ units: 10 })], `always-${label}`);
  const weights = initialWeights(model.weightSpecs([1, 28, 28]), 1);
  weights['dense/kernel']!.fill(0);
  weights['dense/bias']![label] = 20;
  return encodeClassifier(model, weights, {
    ...{ classNames: [...fashionClassNames], input: { channels: 1, height: 28, width: 28 } },
    ...{ preprocessing: { mean: [0.3], std: [0.35] }, data: 'tiny', seed: 1, epoch: 1 },
  });
}

/** Runs the command of the copy, by default in a folder without runs. */
const atelier = (args: readonly string[], cwd = work): Promise<Result> =>
  copiedAtelierIn(join(packaged, '.built'), cwd, ...args);

beforeAll(async () => {
  await cp(compiled, join(packaged, '.built'), { recursive: true });
  await cp(join(repository, 'package.json'), join(packaged, 'package.json'));
  await symlink(join(repository, 'node_modules'), join(packaged, 'node_modules'));
  await mkdir(work);
  await writeFolder(data, smallIdxFiles());
  const garment = sharp(small.test.images.subarray(0, 784), { raw: { width: 28, height: 28, channels: 1 } });
  await garment.png().toFile(join(work, 'garment.png'));
}, 300_000);

it('are in the package', async () => {
  const { files } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')) as {
    files: string[];
  };
  expect(files).toContain('models');
});

it('are missing with one line', async () => {
  for (const args of [['predict', 'garment.png'], ['evaluate']]) {
    const { code, stdout, stderr } = await atelier(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'atelier: no model found: there is no run in runs, and no released model in this version; name an .onnx file or a run, or train a model first\n',
    );
  }
});

describe('released models', () => {
  const models = join(packaged, 'models');
  beforeAll(async () => {
    await mkdir(models);
    await writeFile(join(models, 'atelier.onnx'), constantModel(3));
    await writeFile(join(models, 'pocket.onnx'), constantModel(7));
  });

  const first = ({ stdout }: Result): string => /garment\.png: (\S+(?: \D\S+)?) /.exec(stdout)![1]!;

  it('are used by default, with a notice', async () => {
    const predicted = await atelier(['predict', 'garment.png']);
    expect(first(predicted), predicted.stderr).toBe('Dress');
    expect(lines(predicted.stderr)).toEqual([`model: ${join(models, 'atelier.onnx')}, the released model`]);
    const { code, stdout, stderr } = await atelier(['evaluate', '--data', data, '--json']);
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ model: join(models, 'atelier.onnx'), accuracy: 0.1 });
    expect(stderr).toContain('the released model');
  });

  it.each([
    'predict --model pocket garment.png',
    'predict garment.png --model pocket',
    'predict pocket garment.png',
  ])('are used by name: %s', async (command) => {
    const result = await atelier(command.split(' '));
    expect(first(result), result.stderr).toBe('Sneaker');
    expect(result.stderr).toBe('');
  });

  it('are evaluated and described by name', async () => {
    const evaluated = await atelier(['evaluate', 'pocket', '--data', data]);
    expect(evaluated.code, evaluated.stderr).toBe(0);
    expect(evaluated.stdout).toMatch(/^pocket on the test split of tiny\n/);
    const { stdout } = await atelier(['summary', 'pocket']);
    expect(stdout).toMatch(/^always-7 for pictures of 1×28×28/);
  });

  it('yield to a run, and to a folder of their name', async () => {
    const own = join(folder, 'own');
    for (const run of ['runs/mine', 'pocket']) {
      await mkdir(join(own, run), { recursive: true });
      await writeFile(join(own, run, 'config.json'), '{}');
      await writeFile(join(own, run, 'best.onnx'), constantModel(8));
    }
    const picture = join(work, 'garment.png');
    const newest = await atelier(['predict', picture], own);
    expect(first(newest), newest.stderr).toBe('Bag');
    expect(newest.stderr).toBe(`model: ${join('runs', 'mine')}, the newest run\n`);
    expect(first(await atelier(['predict', '--model', 'pocket', picture], own))).toBe('Bag');
  });

  it('are listed for an unknown name', async () => {
    const { code, stderr } = await atelier(['evaluate', 'packet']);
    expect(code).toBe(2);
    expect(stderr).toBe(
      'atelier: packet: no such file; expected a model (.onnx) or the folder of a run, or a released model: atelier, pocket: did you mean pocket?\n',
    );
  });

  it('must not be named twice', async () => {
    const { code, stderr } = await atelier(['predict', 'pocket', 'garment.png', '--model', 'atelier']);
    expect(code).toBe(2);
    expect(stderr).toBe("atelier: --model: the arguments name a model too, 'pocket'; name only one\n");
  });
});
