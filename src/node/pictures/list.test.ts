import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { InputError } from '../../errors.ts';
import { listImageFiles } from './list.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'atelier-list-'));
});
afterEach(() => rm(root, { recursive: true }));

async function make(...files: string[]): Promise<void> {
  for (const file of files) {
    await mkdir(join(root, file, '..'), { recursive: true });
    await writeFile(join(root, file), '');
  }
}

test('expands folders recursively, in order, to pictures only', async () => {
  await make('b.PNG', 'a/z.jpg', 'a/c.webp', 'a/notes.txt', 'c.tiff', '.hidden.png', '.cache/x.png');
  const files = await listImageFiles([root]);
  expect(files).toEqual(['a/c.webp', 'a/z.jpg', 'b.PNG', 'c.tiff'].map((file) => join(root, file)));
});

test('keeps named files, also missing ones and those without an extension', async () => {
  await make('photo', 'sub/a.gif');
  const [photo, missing] = [join(root, 'photo'), join(root, 'missing.png')];
  expect(await listImageFiles([missing, join(root, 'sub'), photo])).toEqual([
    missing,
    join(root, 'sub', 'a.gif'),
    photo,
  ]);
});

test('follows links to files, not into folders', async () => {
  await make('real/a.png');
  await symlink(join(root, 'real', 'a.png'), join(root, 'link.png'));
  await symlink(root, join(root, 'circle.png'));
  expect(await listImageFiles([root])).toEqual([join(root, 'link.png'), join(root, 'real', 'a.png')]);
});

test.runIf(process.platform !== 'win32')('opens no pipes', async () => {
  await make('a.png');
  execFileSync('mkfifo', [join(root, 'pipe'), join(root, 'pipe.png')]);
  expect(await listImageFiles([root])).toEqual([join(root, 'a.png')]);
});

test('skips copies that programs make', async () => {
  await make('a.png', 'a.png~', 'b.png.bak', 'c.jpg.part');
  expect(await listImageFiles([root])).toEqual([join(root, 'a.png')]);
});

test('a folder without pictures is an input error', async () => {
  await make('notes.txt');
  await expect(listImageFiles([root])).rejects.toThrow(
    new InputError(
      `${root}: expected a folder with pictures (PNG, JPEG, WebP, GIF, TIFF, AVIF or BMP), found 1 other file (1 .txt)`,
    ),
  );
});
