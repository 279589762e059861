// A shop's catalogue, and an inspector with a line of pieces, made by the command line.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect } from 'vitest';
import { sketches } from '../../src/data/sketches.ts';
import { imageSize, side } from '../../src/inspection/testing/backbone.ts';
import { drawPieces, stained } from '../../src/inspection/testing/pieces.ts';
import { atelierIn } from '../testing/atelier.ts';

const grey = { raw: { width: side, height: side, channels: 1 } } as const;

/** Writes pictures `[count, 1, 28, 28]` as PNG files. */
export async function writePictures(folder: string, images: Uint8Array, name: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const files = Array.from({ length: images.length / imageSize }, (_, i) => join(folder, `${name}-${i}.png`));
  for (const [i, file] of files.entries())
    await sharp(images.subarray(i * imageSize, (i + 1) * imageSize), grey).toFile(file);
  return files;
}

/** Runs a command that must succeed. */
export async function run(folder: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await atelierIn(folder, ...args);
  expect([0, 3], stderr).toContain(code);
  return stdout;
}

/** Sketches with a category of their own, prices, and a copy of the first. */
export async function makeShop(folder: string): Promise<void> {
  const { images } = sketches({ train: 10, test: 30, seed: 3 }).test;
  const files = await writePictures(join(folder, 'photos'), images, 'item');
  const rows = files.map((file, i) => `item ${i},${file},${i % 2 ? 'odd' : 'even'},${10 * i}`);
  rows.push(`copy,${files[0]},even,5`);
  await writeFile(join(folder, 'items.csv'), ['key,file,category,price', ...rows].join('\n'));
  await run(folder, 'catalogue', 'sync', 'items.csv', '--into', 'shop', '--model', 'pocket');
}

/** An inspector, and a line with three good pieces and two stained ones. */
export async function makeLine(folder: string): Promise<void> {
  await writePictures(join(folder, 'good'), drawPieces(40, 1), 'good');
  const [line, tests] = [join(folder, 'line'), join(folder, 'tests', 'test')];
  const bad = stained(drawPieces(2, 3), [8, 10], 5);
  await writePictures(line, drawPieces(3, 2), 'fine');
  await writePictures(line, bad, 'stained');
  await writePictures(join(tests, 'good'), drawPieces(3, 4), 'good');
  await writePictures(join(tests, 'stain'), bad, 'stain');
  const few = ['--bank', '300']; // to choose the usual 2,000 features takes longer than all the rest
  const learn = ['inspect', 'learn', 'good', '--model', 'pocket', '--false-alarms', '5%', ...few];
  await run(folder, ...learn, '--out', 'inspector.onnx');
}
