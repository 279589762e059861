import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { GraphError } from '../../engine/graph/graph-error.ts';
import { externalDataOf, sha256OfModel } from './external-data.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-external-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('reads a file beside the model', async () => {
  await writeFile(join(folder, 'model.onnx.data'), Uint8Array.of(1, 2, 3));
  const read = externalDataOf(join(folder, 'model.onnx'));
  expect(Array.from(read('model.onnx.data')!)).toEqual([1, 2, 3]);
  expect(read('other.data')).toBeUndefined();
});

it.each(['../secret', '/etc/passwd', 'weights/a.data', '..', 'a\\b'])('refuses %s', (location) => {
  expect(() => externalDataOf(join(folder, 'model.onnx'))(location)).toThrow(
    new GraphError(`its elements are in '${location}', expected a file in the folder of the model`),
  );
});

it('refuses links and folders', async () => {
  await writeFile(join(folder, 'real'), 'x');
  await symlink(join(folder, 'real'), join(folder, 'link'));
  await mkdir(join(folder, 'folder'));
  const read = externalDataOf(join(folder, 'model.onnx'));
  for (const [name, kind] of [
    ['link', 'a link'],
    ['folder', 'a folder'],
  ] as const)
    expect(() => read(name)).toThrow(
      new GraphError(`its elements are in '${name}', expected a regular file, got ${kind}`),
    );
});

it('the hash of a model changes with the weights beside it', () => {
  const model = Uint8Array.of(1, 2);
  const hash = (weights: Uint8Array) => sha256OfModel(model, ['weights'], () => weights);
  expect(hash(Uint8Array.of(3))).toBe(hash(Uint8Array.of(3)));
  expect(hash(Uint8Array.of(3))).not.toBe(hash(Uint8Array.of(4)));
  const alone = createHash('sha256').update(model).digest('hex');
  expect(sha256OfModel(model, [], () => undefined)).toBe(alone);
});
