// Anybody's ONNX classifier as a user has it: imported, described, used, and fine-tuned on photographs.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { foreignFile } from '../src/nn/foreign/testing/foreign-files.ts';
import { atelier, atelierWith } from './testing/atelier.ts';
import { temporaryFolder } from './testing/folders.ts';

let folder: string;
let model: string;
let classes: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  model = join(folder, 'resnet.onnx');
  classes = join(folder, 'labels.txt');
  await writeFile(model, foreignFile({ classes: 3, shape: ['N', 3, 8, 8] }));
  await writeFile(classes, 'boot\nbag\nshirt\n');
  for (const [name, colour] of [
    ['red', { r: 220, g: 30, b: 30 }],
    ['blue', { r: 30, g: 30, b: 220 }],
  ] as const) {
    await mkdir(join(folder, 'photos', name), { recursive: true });
    for (let i = 0; i < 12; i++) {
      const background = { r: colour.r + i, g: colour.g + i, b: colour.b + i };
      await sharp({ create: { width: 8, height: 8, channels: 3, background } })
        .png()
        .toFile(join(folder, 'photos', name, `${i}.png`));
    }
  }
});

describe('atelier import', () => {
  it('makes a model that other commands accept', async () => {
    const out = join(folder, 'ours.onnx');
    const imported = await atelier('import', model, '--classes', classes, '--out', out, '--json');
    expect(imported.stderr).toContain("preprocessing: imagenet, because 'resnet.onnx' looks like a model of");
    const result = JSON.parse(imported.stdout) as Record<string, unknown>;
    expect(result).toMatchObject({ classes: 3, layout: 'nchw', input: { channels: 3, height: 8, width: 8 } });
    expect(result['difference']).toBeLessThan(1e-5);
    const photo = join(folder, 'photos/red/0.png');
    const predicted = await atelier('predict', out, photo, '--json');
    const [{ predictions }] = JSON.parse(predicted.stdout) as [{ predictions: { name: string }[] }];
    expect(predictions.map(({ name }) => name).sort()).toEqual(['bag', 'boot', 'shirt']);
    const summary = await atelier('summary', out);
    expect(summary.code).toBe(0);
    expect(summary.stdout).toContain('resnet');
  });

  it.each([
    [
      'no names',
      [],
      'the model has 3 classes but does not name them; name a file with one name per line with --classes',
    ],
    ['too few figures', ['--mean', '0.5,0.5'], '--mean: expected 1 or 3 numbers, got 2'],
    ['an output that there is not', ['--output', 'logits'], "--output: expected one of scores, got 'logits'"],
    ['another size', ['--size', '32'], 'input pixels: expected pictures of 8×8, got 32×32'],
  ])('refuses %s in one line and writes nothing', async (name, more, message) => {
    const out = join(folder, 'refused.onnx');
    const named = name === 'no names' ? [] : ['--classes', classes];
    const { code, stderr } = await atelier('import', model, ...named, ...more, '--out', out);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
    expect(existsSync(out)).toBe(false);
  });

  it('asks how pixels are prepared if the model does not say', async () => {
    const unknown = join(folder, 'net.onnx');
    await writeFile(unknown, await readFile(model));
    const { code, stderr } = await atelier(
      'import',
      unknown,
      '--classes',
      classes,
      '--out',
      join(folder, 'x.onnx'),
    );
    expect(stderr).toContain(
      'the model does not say how its pixels are prepared; name it with atelier import --preprocess',
    );
    expect(code).toBe(2);
    const summary = await atelier('summary', unknown); // needs no pictures
    expect(summary).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('unit, which is a guess') as string,
    });
  });
});

describe('a file that was not imported', () => {
  it('is used with numbers for classes, and says so', async () => {
    const photo = join(folder, 'photos/red/0.png');
    const { stdout, stderr } = await atelier('predict', model, photo, '--json');
    const [{ predictions }] = JSON.parse(stdout) as [{ predictions: { name: string }[] }];
    expect(predictions.map(({ name }) => name).sort()).toEqual(['class 0', 'class 1', 'class 2']);
    expect(stderr).toContain('preprocessing: imagenet, because');
    expect(stderr).toContain('its classes have numbers; atelier import gives them names');
    expect((await atelier('summary', model)).code).toBe(0);
  });

  it('is evaluated on data with as many classes, which are assumed to be in the same order', async () => {
    const two = join(folder, 'resnet-two.onnx');
    await writeFile(two, foreignFile({ classes: 2, shape: ['N', 3, 8, 8] }));
    const options = ['--data', join(folder, 'photos'), '--split', 'train', '--json'];
    const { stdout, stderr } = await atelier('evaluate', two, ...options);
    expect(JSON.parse(stdout)).toMatchObject({ perClass: [{ name: 'blue' }, { name: 'red' }] });
    expect(stderr).toContain('the classes are assumed to be those of photos, in the same order');
    const other = await atelier('evaluate', model, ...options);
    expect(other.code).toBe(2);
    expect(other.stderr).toContain("'blue', 'red' are not among the model's classes");
  });

  it('is explained with the pixels that predict gives it', async () => {
    const picture = join(folder, 'photos', 'red', '0.png');
    const predicted = await atelier('predict', model, picture, '--json');
    const [{ predictions }] = JSON.parse(predicted.stdout) as [{ predictions: { probability: number }[] }];
    const out = join(folder, 'explained');
    const options = ['--method', 'saliency', '--out', out, '--json'];
    const explained = await atelier('explain', model, picture, ...options);
    const { pictures } = JSON.parse(explained.stdout) as { pictures: { probability: number }[] };
    expect(pictures[0]!.probability).toBeCloseTo(predictions[0]!.probability, 5);
    expect(explained.stderr).toContain('preprocessing: imagenet, because');
  });

  it('is quantized and compared on data with as many classes', async () => {
    const two = join(folder, 'resnet-two.onnx');
    await writeFile(two, foreignFile({ classes: 2, shape: ['N', 3, 8, 8] }));
    const data = ['--data', join(folder, 'photos')];
    const small = join(folder, 'small.onnx');
    const quantized = await atelier(
      'quantize',
      two,
      '--weights',
      'float16',
      '--out',
      small,
      ...data,
      '--json',
    );
    expect(quantized.code, quantized.stderr).toBe(0);
    expect(JSON.parse(quantized.stdout)).toMatchObject({ check: { data: 'photos' } });
    const compared = await atelier('compare', two, small, ...data, '--json');
    expect(compared.code, compared.stderr).toBe(0);
    expect(compared.stderr).not.toContain('was trained on');
  });

  it('is evaluated only on data that are named', async () => {
    const { code, stderr } = await atelier('evaluate', model);
    expect(code).toBe(2);
    expect(stderr).toContain('--data: the model does not say what it was trained on; name the data');
  });
});

describe('atelier train --from', () => {
  it('learns new classes from a foreign model, and the run is like any other', async () => {
    const options = [
      '--data',
      join(folder, 'photos'),
      '--epochs',
      '2',
      '--batch-size',
      '8',
      '--threads',
      '1',
    ];
    const place = ['--out', join(folder, 'runs'), '--name', 'tuned', '--json'];
    const trained = await atelier('train', '--from', model, '--learning-rate', '0.01', ...options, ...place);
    expect(trained.code, trained.stderr).toBe(0);
    const run = join(folder, 'runs/tuned');
    const resumed = await atelier('train', '--resume', run, '--epochs', '3', '--json');
    expect(resumed.code, resumed.stderr).toBe(0);
    const evaluated = await atelier('evaluate', run, '--json');
    expect(JSON.parse(evaluated.stdout)).toMatchObject({ perClass: [{ name: 'blue' }, { name: 'red' }] });
  });

  it('fits the head alone, the second time with the features that it kept', async () => {
    const cache = join(folder, 'cache');
    const fitted = (name: string) =>
      atelierWith(
        { XDG_CACHE_HOME: cache },
        ...['train', '--from', model, '--freeze', 'all', '--data', join(folder, 'photos'), '--threads', '1'],
        ...['--out', join(folder, 'runs'), '--name', name],
      );
    const first = await fitted('first');
    expect(first.code, first.stderr).toBe(0);
    expect(first.stderr).toContain('features\n');
    expect(first.stderr).toContain('in cross-validation on the training pictures');
    const second = await fitted('second');
    expect(second.stderr).not.toContain('features\n');
    const best = (name: string) => readFile(join(folder, 'runs', name, 'best.onnx'));
    expect(await best('second')).toEqual(await best('first'));
    const validation = await readFile(join(folder, 'runs/first/validation.json'), 'utf8');
    expect(JSON.parse(validation)).toMatchObject({ epoch: 1, classNames: ['blue', 'red'] });
    expect((await readdir(join(folder, 'runs/first'))).includes('samples.webp')).toBe(true);
  });

  it.each([
    [
      '--freeze all --epochs 3',
      '--epochs: with --freeze all the head is fitted to convergence, without epochs',
    ],
    ['--freeze 9', '--freeze: the network has 1 layer with weights, got 9'],
    ['--freeze steam', '--freeze: expected all, none, a number of layers, or the name of a layer such as'],
  ])('refuses %s', async (options, message) => {
    const args = ['train', '--from', model, '--data', join(folder, 'photos'), ...options.split(' ')];
    const { code, stderr } = await atelier(...args, '--out', join(folder, 'refused'));
    expect(stderr).toContain(`atelier: ${message}`);
    expect(code).toBe(2);
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });

  it('asks for the model that the preset photos starts from', async () => {
    const { code, stderr } = await atelier('train', '--preset', 'photos', '--data', join(folder, 'photos'));
    expect(stderr).toBe('atelier: --from: expected the model to start from\n');
    expect(code).toBe(2);
  });
});
