import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InputError } from '../../errors.ts';
import { checkRunPlace, createRunDirectory } from './run-directory.ts';

let out: string;
beforeEach(async () => {
  out = join(await mkdtemp(join(tmpdir(), 'atelier-runs-')), 'runs');
});
afterEach(() => rm(join(out, '..'), { recursive: true }));

async function folderWith(name: string, ...files: string[]): Promise<string> {
  await mkdir(join(out, name), { recursive: true });
  for (const file of files) await writeFile(join(out, name, file), 'old');
  return join(out, name);
}

describe('automatic names', () => {
  test('train, train2, train3', async () => {
    const names = [];
    for (let i = 0; i < 3; i++) names.push((await createRunDirectory({ out })).name);
    expect(names).toEqual(['train', 'train2', 'train3']);
  });

  test('are never used twice', async () => {
    const runs = await Promise.all(Array.from({ length: 12 }, () => createRunDirectory({ out })));
    expect(new Set(runs.map(({ path }) => path)).size).toBe(12);
    expect(await readdir(out)).toHaveLength(12);
  });
});

describe('given names', () => {
  test('are used once', async () => {
    const run = await createRunDirectory({ out, name: 'mine' });
    expect(run.path).toBe(join(out, 'mine'));
    await expect(createRunDirectory({ out, name: 'mine' })).rejects.toThrow(
      new InputError(
        `${run.path}: the folder exists already; choose another name, or overwrite it with --overwrite`,
      ),
    );
  });

  test.each(['', ' ', '.', '..', 'a/b', 'a\\b', '/etc', 'a\nb'])('refuses %j', async (name) => {
    await expect(createRunDirectory({ out, name })).rejects.toThrow(
      new InputError(`name of the run: expected a folder name without slashes, got ${JSON.stringify(name)}`),
    );
  });

  test('a name that is too long is an input error', async () => {
    await expect(createRunDirectory({ out, name: 'x'.repeat(300) })).rejects.toThrow('the name is too long');
  });
});

describe('overwriting', () => {
  test('removes the files of the run, also temporary ones, and keeps all others', async () => {
    const temporary = '.best.onnx.0b5c2a3e-1111-4222-8333-944455556666.tmp';
    const path = await folderWith('mine', 'config.json', 'best.onnx', 'history.csv', temporary, 'notes.txt');
    await (await createRunDirectory({ out, name: 'mine', overwrite: true })).release();
    expect(await readdir(path)).toEqual(['notes.txt']);
  });

  test.each([[[]], [['config.json']]])('accepts a folder with %j', async (files) => {
    const path = await folderWith('mine', ...files);
    await (await createRunDirectory({ out, name: 'mine', overwrite: true })).release();
    expect(await readdir(path)).toEqual([]);
  });

  test.each([
    [['thesis.docx']],
    [['config.json', 'package.json']],
    [['report.html', 'thesis.docx']],
    [['metrics.json', 'notes.txt']],
  ])('refuses a folder with %j', async (files) => {
    const path = await folderWith('mine', ...files);
    await expect(createRunDirectory({ out, name: 'mine', overwrite: true })).rejects.toThrow(
      new InputError(`${path}: expected a run, got a folder of other files; it was not overwritten`),
    );
    expect(await readdir(path)).toEqual(files);
  });

  test('refuses a file', async () => {
    await folderWith('.', 'mine');
    const path = join(out, 'mine');
    await expect(createRunDirectory({ out, name: 'mine', overwrite: true })).rejects.toThrow(
      new InputError(`${path}: expected a run, got a file; it was not overwritten`),
    );
    expect(await readFile(path, 'utf8')).toBe('old');
  });
});

test('an --out that can’t contain folders is an input error', async () => {
  await folderWith('.', 'file');
  const below = join(out, 'file', 'runs');
  await expect(createRunDirectory({ out: below })).rejects.toThrow(
    new InputError(`${below}: can't create a run here: a part of its path is not a directory`),
  );
});

describe('a place that is checked beforehand', () => {
  test('stays unchanged if it is free', async () => {
    await checkRunPlace({ out, name: 'mine' });
    await expect(readdir(out)).rejects.toThrow('ENOENT');
    const path = await folderWith('mine', 'config.json', 'best.onnx');
    await checkRunPlace({ out });
    await checkRunPlace({ out, name: 'other' });
    await checkRunPlace({ out, name: 'mine', overwrite: true });
    expect([await readdir(out), await readdir(path)]).toEqual([['mine'], ['best.onnx', 'config.json']]);
  });

  test('is refused if the run would be refused', async () => {
    const path = await folderWith('mine', 'thesis.docx');
    await folderWith('.', 'file');
    const refusals = [
      [{ out, name: 'a/b' }, 'name of the run: expected a folder name without slashes'],
      [{ out, name: 'mine' }, `${path}: the folder exists already; choose another name`],
      [{ out, name: 'mine', overwrite: true }, `${path}: expected a run, got a folder of other files`],
      [{ out, name: 'file', overwrite: true }, 'expected a run, got a file'],
      [{ out: join(out, 'file') }, `${join(out, 'file')}: can't create a run here: `],
      [{ out: join(out, 'file', 'runs') }, `${join(out, 'file', 'runs')}: can't create a run here: `],
    ] as const;
    for (const [place, message] of refusals) {
      await expect(checkRunPlace(place)).rejects.toThrow(InputError);
      await expect(checkRunPlace(place)).rejects.toThrow(message);
      await expect(createRunDirectory(place)).rejects.toThrow(message);
    }
  });
});

test('writes its files', async () => {
  const run = await createRunDirectory({ out });
  await run.writeJson('config.json', { seed: 1 });
  await run.write('best.onnx', Uint8Array.of(1, 2));
  expect(await readFile(run.file('config.json'), 'utf8')).toBe('{\n  "seed": 1\n}\n');
  expect([...(await readFile(join(out, 'train', 'best.onnx')))]).toEqual([1, 2]);
});
