import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InputError } from '../../errors.ts';
import { isModelArgument, resolveModelFile, splitModelAndPictures } from './model-argument.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'atelier-model-'));
});
afterEach(() => rm(root, { recursive: true }));

async function make(directory: string, ...files: string[]): Promise<string> {
  const path = join(root, directory);
  await mkdir(path, { recursive: true });
  for (const file of files) await writeFile(join(path, file), '');
  return path;
}

test('an .onnx file stands for itself', async () => {
  const path = join(await make('.', 'Mine.ONNX'), 'Mine.ONNX');
  expect(await resolveModelFile(path)).toBe(path);
  expect(await isModelArgument(path)).toBe(true);
});

test('a run stands for its best model', async () => {
  const run = await make('train', 'config.json', 'best.onnx', 'last.onnx');
  expect(await resolveModelFile(run)).toBe(join(run, 'best.onnx'));
  expect(await isModelArgument(run)).toBe(true);
});

test('a run without a best model says so', async () => {
  const run = await make('train', 'config.json');
  expect(await isModelArgument(run)).toBe(true);
  await expect(resolveModelFile(run)).rejects.toThrow(
    new InputError(`${run}: this run has no best.onnx yet`),
  );
});

test('a folder of pictures is no model', async () => {
  const folder = await make('pictures', 'a.png');
  expect(await isModelArgument(folder)).toBe(false);
  await expect(resolveModelFile(folder)).rejects.toThrow(
    new InputError(`${folder}: expected a model (.onnx) or the folder of a run, got a folder without a run`),
  );
});

test('a picture is no model', async () => {
  const path = join(await make('.', 'a.png'), 'a.png');
  expect(await isModelArgument(path)).toBe(false);
  await expect(resolveModelFile(path)).rejects.toThrow(
    new InputError(`${path}: expected a model (.onnx) or the folder of a run, got another file`),
  );
});

test('a missing model is still a model argument', async () => {
  const path = join(root, 'gone.onnx');
  expect(await isModelArgument(path)).toBe(true);
  expect(await isModelArgument(join(root, 'gone'))).toBe(false);
  await expect(resolveModelFile(path)).rejects.toThrow(
    new InputError(`${path}: no such file; expected a model (.onnx) or the folder of a run`),
  );
});

describe('the name of a released model', () => {
  let models: string;
  beforeEach(async () => {
    models = await make('released', 'pocket.onnx', 'atelier.onnx', 'atelier.md');
  });

  test('stands for its file', async () => {
    expect(await resolveModelFile('pocket', models)).toBe(join(models, 'pocket.onnx'));
    expect(await isModelArgument('pocket', models)).toBe(true);
  });

  test('is suggested for an unknown name', async () => {
    expect(await isModelArgument('packet', models)).toBe(false);
    await expect(resolveModelFile('packet', models)).rejects.toThrow(
      new InputError(
        'packet: no such file; expected a model (.onnx) or the folder of a run, or a released model: atelier, pocket: did you mean pocket?',
      ),
    );
  });

  test('is not a path, a card, or a name if nothing is released', async () => {
    for (const path of ['./pocket', 'pocket.onnx', 'atelier.md', '../released/pocket'])
      await expect(resolveModelFile(path, models)).rejects.toThrow(/or the folder of a run$/);
    await expect(resolveModelFile('pocket', join(root, 'none'))).rejects.toThrow(/or the folder of a run$/);
    expect(await isModelArgument('pocket', join(root, 'none'))).toBe(false);
  });

  test('yields to a folder of that name', async () => {
    const before = process.cwd();
    const run = await make('here/pocket', 'config.json', 'best.onnx');
    await make('here/atelier', 'a.png');
    process.chdir(join(run, '..'));
    try {
      expect(await resolveModelFile('pocket', models)).toBe(join('pocket', 'best.onnx'));
      expect(await isModelArgument('atelier', models)).toBe(false); // a folder of pictures
    } finally {
      process.chdir(before);
    }
  });
});

describe('a model before pictures', () => {
  test('is distinguished from pictures only', async () => {
    const run = await make('train', 'config.json', 'best.onnx');
    const pictures = [join(root, 'a.png'), join(await make('.', 'photo'), 'photo')];
    expect(await splitModelAndPictures([run, ...pictures])).toEqual({ model: run, pictures });
    expect(await splitModelAndPictures(pictures)).toEqual({ model: undefined, pictures });
    expect(await splitModelAndPictures(pictures.toReversed())).toEqual({
      model: undefined,
      pictures: pictures.toReversed(),
    });
    expect(await splitModelAndPictures([])).toEqual({ model: undefined, pictures: [] });
  });

  test('that is missing is an error, and no other model replaces it', async () => {
    const typo = join(root, 'trian');
    for (const args of [[typo, join(root, 'a.png')], [typo]])
      await expect(splitModelAndPictures(args)).rejects.toThrow(
        new InputError(`${typo}: no such file; expected a model (.onnx) or the folder of a run`),
      );
  });
});
