// Files with a fixed batch whose graph can't take another one.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openClassifier } from '../../nn/classifier.ts';
import { foreignFile } from '../../nn/foreign/testing/foreign-files.ts';
import { Random } from '../../random.ts';
import { importFile } from './import-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-import-'));
});
afterAll(() => rm(folder, { recursive: true }));

const random = new Random(2, 'pictures');
const images = Uint8Array.from({ length: 7 * 3 * 36 }, () => random.integer(256));
const options = { fit: 'contain', preprocess: 'unit', numbersClasses: true, threads: 1 } as const;

async function imported(name: string, shape: readonly number[], movesBatch: boolean) {
  const file = join(folder, name);
  await writeFile(file, foreignFile({ shape, movesBatch }));
  const { bytes, notices } = await importFile(file, options);
  const classifier = await openClassifier(bytes, name, { threads: 1 });
  const probabilities = await classifier.predict(images).finally(() => classifier.dispose());
  return { probabilities, notices };
}

it.each([1, 3])('pictures are classified %i at a time if the graph takes no more', async (batch) => {
  const open = await imported('open.onnx', [1, 3, 6, 6], false);
  const fixed = await imported('fixed.onnx', [batch, 3, 6, 6], true);
  fixed.probabilities.forEach((value, i) => expect(value).toBeCloseTo(open.probabilities[i]!, 5));
  expect(fixed.probabilities).toHaveLength(7 * 4);
  expect(open.notices).toEqual([]);
  const size = batch === 1 ? '1 picture' : '3 pictures';
  expect(fixed.notices).toEqual([
    `${join(folder, 'fixed.onnx')}: its graph takes ${size} at a time, which makes it slower`,
  ]);
});
