import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { sketches } from '../../data/sketches.ts';
import { RunDirectory } from '../../node/runs/run-directory.ts';
import { drawSamples, validationOf, writeSamples } from './validation-files.ts';

it('draws the same pictures from a seed, of all classes, and all of them if they are few', () => {
  const labels = Int32Array.from({ length: 400 }, (_, i) => i % 10);
  const drawn = drawSamples(labels, 1);
  expect(drawn).toHaveLength(24);
  expect(new Set(drawn.map((index) => labels[index])).size).toBe(10);
  expect(drawSamples(labels, 1)).toEqual(drawn);
  expect(drawSamples(labels, 2)).not.toEqual(drawn);
  expect(drawSamples(Int32Array.of(1, 0, 1), 1)).toEqual([0, 1, 2]);
  expect(drawSamples(Int32Array.from({ length: 400 }, (_, i) => i % 100).sort(), 1)).toHaveLength(24);
});

it('writes the pictures in the order of their indices', async () => {
  const run = new RunDirectory(await mkdtemp(join(tmpdir(), 'atelier-samples-')));
  const { train: data } = sketches({ train: 40 });
  const { indices, sheet } = await writeSamples(run, data, 1);
  const { data: pixels, info } = await sharp(await readFile(run.file('samples.webp')))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([sheet.columns * 28, 28]);
  const last = indices.length - 1;
  const at = (x: number, y: number) => pixels[(y * info.width + last * 28 + x) * info.channels]!;
  const own = data.images.subarray(indices[last]! * 784, (indices[last]! + 1) * 784);
  let difference = 0;
  for (let y = 0; y < 28; y++)
    for (let x = 0; x < 28; x++) difference += Math.abs(at(x, y) - own[y * 28 + x]!);
  expect(difference / 784).toBeLessThan(12); // WebP changes levels a little
  await rm(run.path, { recursive: true });
});

it('says for each picture what the model answers, and counts the rest in a matrix', () => {
  const predictions = {
    ...{ labels: [0, 1, 1], probabilities: Float32Array.of(0.75, 0.25, 0.5, 0.5, 0.125, 0.875) },
    classNames: ['hat', 'coat'],
  };
  const samples = {
    indices: [1, 2],
    sheet: { columns: 64, width: 28, height: 28 },
    files: ['b.jpg', 'c.jpg'],
  };
  expect(validationOf(3, predictions, samples)).toEqual({
    ...{ epoch: 3, classNames: ['hat', 'coat'], count: 3, sheet: samples.sheet },
    confusion: [
      [1, 0],
      [1, 1],
    ],
    samples: [
      { index: 1, label: 1, answer: 0, probability: 0.5, file: 'b.jpg' },
      { index: 2, label: 1, answer: 1, probability: 0.875, file: 'c.jpg' },
    ],
  });
});
