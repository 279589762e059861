// The limits on the size of released models.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { checkParameters, checkReleaseName, checkTotalSize } from './released-sizes.ts';

it('knows the names', () => {
  for (const name of ['pocket', 'atelier', 'couture']) checkReleaseName(name);
  for (const name of ['Pocket', 'hasOwnProperty', '', '../pocket'])
    expect(() => checkReleaseName(name)).toThrow(
      new InputError(`NAME: expected pocket, atelier, couture, got '${name}'`),
    );
});

it('limits the parameters of each name', () => {
  checkParameters('pocket', 100_000);
  checkParameters('couture', 3_000_000);
  expect(() => checkParameters('atelier', 300_001)).toThrow(
    new InputError('atelier: expected at most 300,000 parameters, got 300,001'),
  );
});

it('limits the bytes of all models together, without those that are replaced', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-sizes-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const limit = 8 * 2 ** 20;
  await checkTotalSize(join(folder, 'none'), 'pocket', limit);
  await writeFile(join(folder, 'pocket.onnx'), new Uint8Array(1000));
  await writeFile(join(folder, 'pocket.md'), 'a card');
  await checkTotalSize(folder, 'pocket', limit);
  await checkTotalSize(folder, 'atelier', limit - 1000);
  await expect(checkTotalSize(folder, 'atelier', limit - 999)).rejects.toThrow(InputError);
});
