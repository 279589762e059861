import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { externalDataOf } from './external-data.ts';

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
    new InputError(
      `${join(folder, 'model.onnx')}: its weights are in '${location}', expected a file in the folder of the model`,
    ),
  );
});

it('refuses links and folders', async () => {
  await writeFile(join(folder, 'real'), 'x');
  await symlink(join(folder, 'real'), join(folder, 'link'));
  await mkdir(join(folder, 'folder'));
  const read = externalDataOf(join(folder, 'model.onnx'));
  for (const name of ['link', 'folder'])
    expect(() => read(name)).toThrow(
      `${join(folder, name)}: expected a file with the weights of model.onnx, got a link or a folder`,
    );
});
