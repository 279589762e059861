// What the pictures of the studio show: runs, a study, a shop and a line of pieces, all of Fashion-MNIST.
// Each step is a command that a reader could type.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import type { Dataset } from '../../src/data/dataset.ts';
import { loadData } from '../../src/node/data/load.ts';

export const program = fileURLToPath(new URL('../../bin/atelier.js', import.meta.url));

/** The arguments that let `atelier studio` show all of the workspace, in its folder. */
export const places = ['--catalogue', 'shop', '--inspector', 'trousers.onnx', '--pieces', 'line', 'planted'];

/** Makes the workspace in a folder. It takes some minutes on two cores. */
export async function makeWorkspace(folder: string): Promise<void> {
  const atelier = async (...args: readonly string[]) => {
    process.stderr.write(`atelier ${args.join(' ')}\n`);
    await promisify(execFile)(process.execPath, [program, ...args], { cwd: folder });
  };
  const { test } = await loadData('fashion-mnist');
  await writeFile(join(folder, 'kernels.yaml'), space);
  await atelier('tune', 'kernels.yaml', '--trials', '24', '--pruner', 'median');
  await writeFile(join(folder, 'tenth.json'), JSON.stringify({ data: 'fashion-mnist', trainShare: 0.1 }));
  const train = ['train', '--config', 'tenth.json', '--arch', 'lenet5', '--epochs', '12'];
  for (const [name, ...options] of runs) await atelier(...train, '--name', name!, ...options);
  await makeShop(folder, test);
  await atelier('catalogue', 'sync', 'items.csv', '--into', 'shop', '--model', 'atelier');
  await writePictures(join(folder, 'trousers'), test, indicesOf(test, 1).slice(0, 240), 'trouser');
  await atelier('inspect', 'plant', 'trousers', '--out', 'planted', '--each', '1');
  const learn = ['inspect', 'learn', 'planted/train/good', '--model', 'atelier', '--false-alarms', '5%'];
  await atelier(...learn, '--out', 'trousers.onnx');
  for (const label of [3, 7, 8]) {
    const kind = join(folder, 'kinds', test.classNames[label]!);
    await writePictures(kind, test, indicesOf(test, label).slice(0, 30), 'picture');
  }
  await makeLine(folder, test); // last: what is here is whole
}

const runs = [
  ['small-batches', '--batch-size', '32'],
  ['usual-batches', '--learning-rate', '0.002'],
  ['large-batches', '--batch-size', '512', '--learning-rate', '0.003'],
  ['with-momentum', '--optimizer', 'sgd:momentum=0.9', '--learning-rate', '0.02'],
];

const space = `base:
  data: fashion-mnist
  epochs: 3
  trainShare: 0.03
batchSize: { choice: [32, 64, 128], default: 64 }
optimizer:
  type: adam
  learningRate: { float: [3e-4, 3e-2], log: true, default: 0.004 }
architecture:
  name: kernels
  layers:
    - conv2d:
        filters: { choice: [8, 16, 32], default: 16, name: filters }
        kernelSize: { choice: [3, 5, 7], default: 3, name: kernel }
        activation: relu
    - maxPooling2d: 4
    - flatten
    - dropout: { float: [0, 0.6], default: 0.3, name: dropout }
    - dense: { units: classes }
`;

const indicesOf = ({ labels }: Dataset, label: number): number[] =>
  Array.from(labels.keys()).filter((i) => labels[i] === label);

/** Writes pictures of a data set as PNG files, and returns their paths. */
async function writePictures(
  folder: string,
  { images, height, width }: Dataset,
  indices: readonly number[],
  name: string,
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const files = indices.map((index) => join(folder, `${name}-${index}.png`));
  for (const [i, index] of indices.entries()) {
    const pixels = images.subarray(index * height * width, (index + 1) * height * width);
    await sharp(pixels, { raw: { width, height, channels: 1 } }).toFile(files[i]!);
  }
  return files;
}

const [seasons, shelves] = [
  ['spring', 'summer', 'autumn', 'winter'],
  ['A', 'B', 'C'],
];

/** A table of 300 items; each 25th has the category of another class, and two have one picture. */
async function makeShop(folder: string, test: Dataset): Promise<void> {
  const indices = Array.from({ length: 300 }, (_, i) => (i === 299 ? 0 : i));
  const files = await writePictures(join(folder, 'items'), test, indices, 'item');
  const rows = indices.map((index, i) => {
    const label = (test.labels[index]! + (i % 25 === 24 ? 4 : 0)) % test.classNames.length;
    const price = 15 + ((i * 37) % 80);
    return `${1000 + i},${files[i]},${test.classNames[label]},${price},${seasons[i % 4]},${shelves[i % 3]}`;
  });
  await writeFile(join(folder, 'items.csv'), ['key,file,category,price,season,shelf', ...rows].join('\n'));
}

/** Trousers as they come along a line, with a dress and two bags among them. */
async function makeLine(folder: string, test: Dataset): Promise<void> {
  const trousers = indicesOf(test, 1).slice(300, 321);
  const others = [indicesOf(test, 3)[5]!, ...indicesOf(test, 8).slice(0, 2)];
  await writePictures(join(folder, 'line'), test, trousers, 'piece');
  await writePictures(join(folder, 'line'), test, others, 'piece');
}
