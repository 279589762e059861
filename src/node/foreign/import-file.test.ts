// Files with a fixed batch whose graph can't take another one.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toFloat16 } from '../../engine/graph/float16.ts';
import { Model, type ValueInfoProto } from '../../engine/onnx/messages.ts';
import { decode, encode } from '../../engine/onnx/wire.ts';
import { InputError } from '../../errors.ts';
import { openClassifier } from '../../nn/classifier.ts';
import { embeddingName, openEmbeddingProgram } from '../../nn/embedding-program.ts';
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
  return { bytes, probabilities, notices };
}

async function featuresOf(bytes: Uint8Array): Promise<Float32Array> {
  const { program } = await openEmbeddingProgram(bytes, 'model', { threads: 1 });
  const results = await program.run(images).finally(() => program.dispose());
  return results[embeddingName]!;
}

it.each([1, 3])(
  'pictures are classified and embedded %i at a time if the graph takes no more',
  async (batch) => {
    const open = await imported('open.onnx', [1, 3, 6, 6], false);
    const fixed = await imported('fixed.onnx', [batch, 3, 6, 6], true);
    fixed.probabilities.forEach((value, i) => expect(value).toBeCloseTo(open.probabilities[i]!, 5));
    expect(fixed.probabilities).toHaveLength(7 * 4);
    const [expected, features] = [await featuresOf(open.bytes), await featuresOf(fixed.bytes)];
    features.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
    expect(features).toHaveLength(7 * 5);
    expect(open.notices).toEqual([]);
    const size = batch === 1 ? '1 picture' : '3 pictures';
    expect(fixed.notices).toEqual([
      `${join(folder, 'fixed.onnx')}: its graph takes ${size} at a time, which makes it slower`,
    ]);
  },
);

it('a model that computes in half precision agrees with the original', async () => {
  const file = join(folder, 'half.onnx');
  const model = decode(Model, foreignFile());
  const { graph } = model;
  const halved = (type: ValueInfoProto) => Object.assign(type.type!.tensorType!, { elemType: 10 });
  [...graph!.input!, ...graph!.output!].forEach(halved);
  for (const tensor of graph!.initializer!) {
    const values = new Float32Array(new Uint8Array(tensor.rawData!).buffer);
    Object.assign(tensor, { dataType: 10, rawData: new Uint8Array(toFloat16(values).buffer) });
  }
  await writeFile(file, encode(Model, model));
  const { difference } = await importFile(file, options);
  expect(difference).toBeGreaterThan(0);
  expect(difference).toBeLessThan(1e-3);
});

it('a model of ours is refused', async () => {
  const file = join(folder, 'theirs.onnx');
  await writeFile(file, foreignFile());
  const ours = join(folder, 'ours.onnx');
  await writeFile(ours, (await importFile(file, options)).bytes);
  await expect(importFile(ours, options)).rejects.toThrow(
    new InputError(
      `${ours}: expected a model of another program; this one is ours, and every command takes it`,
    ),
  );
});
