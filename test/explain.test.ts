// Explanations from the command line, of a model of ours and of a foreign one; and its refusals.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { Graph } from '../src/engine/graph/graph.ts';
import * as op from '../src/engine/graph/operators/index.ts';
import { encodeModel } from '../src/engine/onnx/encode.ts';
import { atelier, lines } from './testing/atelier.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const run = join(folder, 'runs', 'train');
const out = join(folder, 'out');
const picture = join(folder, 'garment.png');
const theirs = join(folder, 'theirs.onnx');
let data: string;

/** A model that takes one picture at a time and returns ten scores, without class names or a description. */
function foreignModel(): Uint8Array {
  const graph = new Graph();
  const x = graph.input('pixels', 'float32', [1, 1, 28, 28]);
  const constant = (size: number, shape: number[]) =>
    graph.constant(
      Float32Array.from({ length: size }, (_, i) => Math.sin(i)),
      shape,
      'float32',
    );
  const maps = op.relu(op.conv(x, constant(36, [4, 1, 3, 3])));
  const pooled = op.flatten(op.maxPool(maps, { kernel_shape: [2, 2], strides: [2, 2] }));
  graph.output('scores', op.gemm(pooled, constant(6760, [676, 10])));
  return encodeModel(graph);
}

beforeAll(async () => {
  data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
  const trained = await atelier(
    ...['train', '--data', data, '--out', join(folder, 'runs'), '--epochs', '2', '--batch-size', '32'],
  );
  expect(trained.code, trained.stderr).toBe(0);
  // The width is not that of the model's input, so the picture is resized.
  const garment = sharp(small.test.images.subarray(0, 784), { raw: { width: 28, height: 28, channels: 1 } });
  await garment.resize(90, 60, { fit: 'fill' }).toFile(picture);
  await writeFile(theirs, foreignModel());
}, 300_000);

interface Result {
  readonly notes: string[];
  readonly pictures: {
    name: string;
    index?: number;
    label?: number;
    predicted: number;
    probability: number;
    explained: number;
    explainedName: string;
    completeness?: { gap: number; difference: number; steps: number };
  }[];
  readonly check?: { methods: { method: string; deletion: { area: number } }[]; pictures: number };
  readonly files: string[];
}

async function explain(...args: string[]): Promise<Result> {
  const { code, stdout, stderr } = await atelier('explain', ...args, '--out', out, '--json');
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Result;
}

const sizeOf = async (file: string) => {
  const { width, height } = await sharp(await readFile(file)).metadata();
  return { width, height };
};

describe('explain', () => {
  it('draws the map of each method for a picture of any size, and prints a line', async () => {
    const { code, stdout, stderr } = await atelier('explain', run, picture, '--out', out);
    expect(code, stderr).toBe(0);
    const [headings, row, file] = lines(stdout);
    expect(headings).toMatch(/^picture +predicted +probability +logit above black +completeness gap +steps$/);
    expect(row).toMatch(/garment\.png +\S.* +[\d.]+ % +-?[\d.]+ +0\.\d\d % +\d+$/);
    expect(file).toBe(join(out, 'explanations.png'));
    const { width } = await sizeOf(file!);
    expect(width).toBeGreaterThan(8 * 112); // the picture and the seven methods
  });

  it('explains pictures by their number and the worst ones, completely', async () => {
    const { pictures, files } = await explain(
      ...[run, '--data', data, '--index', '3,0', '--worst', '4', '--method', 'integrated-gradients'],
    );
    expect(pictures.map(({ name }) => name).slice(0, 2)).toEqual(['test 3', 'test 0']);
    expect(pictures).toHaveLength(6);
    pictures.forEach(({ index, label, completeness }) => {
      expect(label).toBe(small.test.labels[index!]);
      expect(completeness!.gap).toBeLessThanOrEqual(0.01);
    });
    const losses = pictures.slice(2).map((one) => (one.label === one.predicted ? one.probability : 0));
    expect(losses).toEqual(losses.toSorted((a, b) => a - b));
    expect(files).toEqual([join(out, 'explanations.png')]);
  });

  it('explains another class, and shows features, filters and maximized classes and units', async () => {
    const { pictures, files } = await explain(
      ...[run, '--data', data, '--index', '0', '--class', 'bag', '--method', 'grad-cam', '--layer', 'conv2d'],
      ...['--features', 'maxPooling2d', '--filters', 'conv2d', '--maximize', 'Bag,conv2d:1'],
    );
    expect(pictures[0]).toMatchObject({ explained: 8, explainedName: 'Bag' });
    const names =
      'explanations features-maxPooling2d-test-0 filters-conv2d maximized-classes maximized-conv2d';
    expect(files).toEqual(names.split(' ').map((name) => join(out, `${name}.png`)));
    for (const file of files) expect((await sizeOf(file)).width).toBeGreaterThan(100);
  });

  it('checks its methods', async () => {
    const args = ['explain', run, '--data', data, '--check', '3', '--method', 'saliency,occlusion'];
    const { code, stdout, stderr } = await atelier(...args, '--out', out);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^on 3 pictures\. Deletion /);
    for (const row of ['saliency +0', 'occlusion +0', 'random order +0'])
      expect(stdout).toMatch(new RegExp(`^${row}\\.\\d{3} +`, 'm'));
  });

  it('explains a foreign model as far as possible, and says what is missing', async () => {
    const { notes, pictures } = await explain(theirs, picture, '--method', 'grad-cam,occlusion');
    expect(notes).toHaveLength(3);
    expect(pictures[0]!.explainedName).toBe(`class ${pictures[0]!.explained}`);
    const withData = await explain(theirs, '--data', data, '--worst', '1', '--method', 'saliency');
    expect(withData.pictures[0]).toHaveProperty('label');
  });
});

describe('explain refuses', () => {
  it.each([
    [['--index', '60'], '--index: expected numbers from 0 to 59 in the test split, got 60'],
    [
      ['--index', '0', '--layer', 'conv2d_9'],
      /^layer: the model has no layer 'conv2d_9': .*; it has conv2d, /,
    ],
    [['--filters', 'dense'], /filters: expected a convolution, one of conv2d, .*; got 'dense'$/],
    [['--features', 'conv2d'], '--features: expected pictures, --index or --worst too'],
    [
      ['--index', '0', '--class', 'boat'],
      /^--class: expected a class \(T-shirt\/top, .*\) or its number from 0 to \d+, got 'boat'/,
    ],
    [['--maximize', 'conv2d:999'], /^--maximize: expected a unit of conv2d from 0 to \d+, got 999$/],
    [['--index', '0', '--method', 'gradcam'], /^--method: expected cam, .*: did you mean grad-cam\?$/],
    [[], 'explain: expected pictures, --index, --worst, --filters, --maximize or --check, got none'],
  ])('%j', async (args, complaint) => {
    const { code, stdout, stderr } = await atelier('explain', run, '--data', data, '--out', out, ...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    const said = lines(stderr).at(-1)!.replace('atelier: ', '');
    if (typeof complaint === 'string') expect(said).toBe(complaint);
    else expect(said).toMatch(complaint);
  });

  it('a model that does not name its data, if they are needed', async () => {
    const { code, stderr } = await atelier('explain', theirs, '--index', '0', '--out', out);
    expect(code).toBe(2);
    expect(lines(stderr).at(-1)).toBe(
      `atelier: ${theirs}: the model does not name its data; name it with --data`,
    );
  });

  it('a folder that can’t be made', async () => {
    const file = join(folder, 'file');
    await copyFile(picture, file);
    await mkdir(out, { recursive: true });
    const { code, stderr } = await atelier('explain', run, picture, '--out', join(file, 'below'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/^atelier: --out: cannot write to /);
  });
});
