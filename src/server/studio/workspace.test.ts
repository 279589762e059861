// The folders that were named, and the ways out of them that lead nowhere.
import { mkdir, mkdtemp, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insideOf, Workspace } from './workspace.ts';

let root: string;
let workspace: Workspace;
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'atelier-workspace-')));
  for (const name of ['runs/first', 'photos', 'outside']) await mkdir(join(root, name), { recursive: true });
  await writeFile(join(root, 'runs/first/best.onnx'), '');
  await writeFile(join(root, 'outside/secret'), '');
  await symlink(join(root, 'outside'), join(root, 'runs/away'));
  workspace = await Workspace.open({ runs: join(root, 'runs'), data: [join(root, 'photos')] });
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('a path', () => {
  it.each(['sketches', 'lenet5', 'runs/first/best.onnx', 'photos'])('%s may be named', async (path) => {
    const named = path.includes('/') || path === 'photos' ? join(root, path) : path;
    await expect(workspace.checkPath('data', named)).resolves.toBeUndefined();
  });
  it.each(['outside', 'runs/away', 'runs/../outside', 'runs/away/secret', 'nothing/there'])(
    '%s may not',
    async (path) => expect(workspace.checkPath('data', join(root, path))).rejects.toThrow("data: '"),
  );
});

describe('a file in a folder', () => {
  const find = (...parts: string[]) => insideOf(join(root, 'runs'), ...parts);
  it('is found by the names on the way to it', async () =>
    expect(await find('first', 'best.onnx')).toBe(join(root, 'runs/first/best.onnx')));
  it.each([
    ['..'],
    ['.'],
    [''],
    ['first/best.onnx'],
    ['away', 'secret'],
    ['a\\b'],
    ['a\0'],
    ['x'.repeat(300)],
  ])('%j is not', async (...parts) => expect(find(...parts)).rejects.toMatchObject({ statusCode: 404 }));
});

it('the key of the cookie stays, for its owner alone', async () => {
  const key = await workspace.key();
  expect(key).toMatch(/^[\w-]{43}$/);
  expect(await workspace.key()).toBe(key);
  expect((await stat(join(workspace.state, 'key'))).mode & 0o777).toBe(0o600);
});

it('two folders of one name have ids of their own', async () => {
  await mkdir(join(root, 'outside/photos'));
  const data = [join(root, 'photos'), join(root, 'outside/photos')];
  const { data: known } = await Workspace.open({ runs: join(root, 'runs'), data });
  const ids = known.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.slice(2)).toEqual([expect.stringMatching(/^photos-/), expect.stringMatching(/^photos-/)]);
});
