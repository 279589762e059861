import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeFolder } from './make-folder.ts';

const root = await mkdtemp(join(tmpdir(), 'atelier-folder-'));
afterAll(() => rm(root, { recursive: true }));

it('makes a folder and its parents, and keeps what exists', async () => {
  const deep = join(root, 'a', 'b', 'c');
  await makeFolder(deep);
  await writeFile(join(deep, 'kept'), '');
  await makeFolder(deep);
  await Promise.all([1, 2, 3, 4].map(() => makeFolder(join(root, 'x', 'y', 'z'))));
  expect(await readdir(deep)).toEqual(['kept']);
  expect(await readdir(join(root, 'x', 'y'))).toEqual(['z']);
});

it('accepts a link to a folder', async () => {
  await makeFolder(join(root, 'real'));
  await symlink(join(root, 'real'), join(root, 'link'));
  await makeFolder(join(root, 'link', 'inside'));
  expect(await readdir(join(root, 'real'))).toEqual(['inside']);
});

it('says why it can’t, and does not retry for ever', async () => {
  await writeFile(join(root, 'file'), '');
  await expect(makeFolder(join(root, 'file'))).rejects.toThrow('EEXIST');
  await expect(makeFolder(join(root, 'file', 'a', 'b'))).rejects.toThrow('ENOTDIR');
  if (process.platform === 'linux') await expect(makeFolder('/proc/a/b/c')).rejects.toThrow('ENOENT');
});
