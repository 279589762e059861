// The model that is used by default.
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { InputError } from '../../errors.ts';
import { findDefaultModel } from './default-model.ts';

let root: string;
let places: { runs: string; models: string };
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'atelier-default-'));
  places = { runs: join(root, 'runs'), models: join(root, 'models') };
});
afterEach(() => rm(root, { recursive: true }));

/** Writes a file of a certain age. */
async function make(folder: string, file: string, age: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, file), '');
  await utimes(join(folder, file), 0, 1_700_000_000 - age);
}

test('the newest run takes precedence over a newer released model', async () => {
  await make(places.models, 'atelier.onnx', 0);
  await make(join(places.runs, 'old'), 'best.onnx', 100);
  await make(join(places.runs, 'new'), 'best.onnx', 50);
  await make(join(places.runs, 'unfinished'), 'config.json', 1);
  expect(await findDefaultModel(places)).toEqual({
    model: join(places.runs, 'new'),
    what: 'the newest run',
  });
});

test('without a run the released model is used', async () => {
  await make(places.models, 'atelier.onnx', 0);
  await make(places.models, 'couture.onnx', 0);
  expect(await findDefaultModel(places)).toEqual({
    model: join(places.models, 'atelier.onnx'),
    what: 'the released model',
  });
});

test('with neither the error says what to do', async () => {
  await make(places.models, 'pocket.onnx', 0); // not the one that is the default
  await expect(findDefaultModel(places)).rejects.toThrow(
    new InputError(
      `no model found: there is no run in ${places.runs}, and no released model in this version; name an .onnx file or a run, or train a model first`,
    ),
  );
});
