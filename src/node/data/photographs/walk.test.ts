// Other files next to pictures: each is left out and reported.
import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type * as entries from '../../files/entries.ts';
import type { PictureListing } from './listing.ts';
import { photoFolder } from './testing/photos.ts';

// In containers the tests run as the superuser, who may read everything: folders called `locked` stand for
// those that nobody may read. Other test files share this process, so the modules are loaded anew, and again
// after this file.
vi.resetModules();
const { InputError } = await import('../../../errors.ts');
vi.doMock('../../files/entries.ts', async (original) => {
  const real = await original<typeof entries>();
  return {
    ...real,
    entriesOf: (folder: string) =>
      /locked$/.test(folder)
        ? Promise.reject(new InputError(`${folder}: can't be read: permission denied`))
        : real.entriesOf(folder),
  };
});
const { describeLeftOut } = await import('../left-out.ts');
const { recognise } = await import('../recognise.ts');
const { checkClasses } = await import('./check.ts');
const { listFolder } = await import('./folder.ts');
afterAll(() => {
  vi.doUnmock('../../files/entries.ts');
  vi.resetModules();
});

const empty = (...paths: string[]) => Object.fromEntries(paths.map((path) => [path, new Uint8Array()]));
const pathsOf = ({ pictures }: PictureListing) => pictures.map(({ path }) => path);
const list = async (folder: string) => (await listFolder(folder))!;

describe('copies that programs leave next to pictures', () => {
  it('are left out and reported', async () => {
    const png = Buffer.from('89504e470d0a1a0a', 'hex');
    const copies = ['0.png~', '1.png.bak', '2.png.tmp', '3.png.part', '4.jpg.crdownload'];
    const folder = await photoFolder({
      ...empty('a/0.png', 'b/0.png'),
      ...Object.fromEntries(copies.map((name) => [`a/${name}`, png])),
    });
    const listing = await list(folder);
    expect(pathsOf(listing)).toEqual(['a/0.png', 'b/0.png']);
    expect(describeLeftOut(listing.leftOut)).toEqual([
      "left out 5 files of other kinds: '.png~', '.bak', '.tmp', '.part', '.crdownload'",
    ]);
  });

  it('include folders of thumbnails, unless there are no other pictures', async () => {
    const listing = await list(
      await photoFolder(empty('a/0.png', 'a/Thumbnails/0.png', 'b/x/1.png', 'b/thumbs/1.png')),
    );
    expect(pathsOf(listing)).toEqual(['a/0.png', 'b/x/1.png']);
    expect(describeLeftOut(listing.leftOut)).toEqual([
      "left out 2 items left behind by systems or programs: 'Thumbnails', 'thumbs'",
    ]);
    expect(pathsOf(await list(await photoFolder(empty('a/thumbs/0.png', 'b/1.png'))))).toHaveLength(2);
  });
});

describe('hidden folders', () => {
  it('are reported if they contain pictures that somebody may miss', async () => {
    const { leftOut } = await list(
      await photoFolder(empty('a/0.png', 'b/0.png', '.NET/0.png', 'a/.old/1.png', '.idea/x.xml')),
    );
    expect(describeLeftOut(leftOut)).toEqual(["left out 2 hidden folders with pictures: '.old', '.NET'"]);
  });

  it('are not reported if programs make them', async () => {
    const names = ['.git', '.ipynb_checkpoints', '.Trash-1000', '._a', '.AppleDouble', '.thumbnails'];
    const { leftOut } = await list(
      await photoFolder(empty('a/0.png', 'b/0.png', ...names.map((name) => `${name}/0.png`))),
    );
    expect(describeLeftOut(leftOut)).toEqual([]);
    expect(leftOut).toHaveLength(names.length);
  });
});

describe.runIf(process.platform !== 'win32')('pipes', () => {
  it.each(['pipe', 'pipe.png'])('such as %s are left out and reported', { timeout: 10_000 }, async (name) => {
    const folder = await photoFolder(empty('a/0.png', 'b/0.png'));
    for (const inside of ['', 'a']) execFileSync('mkfifo', [join(folder, inside, name)]);
    execFileSync('mkfifo', [join(folder, 'classes.csv')]);
    const { leftOut } = await (await recognise(folder)).count();
    expect(leftOut).toEqual([
      { reason: 'no file', what: name, count: 2 },
      { reason: 'no file', what: 'classes.csv', count: 1 },
    ]);
  });
});

describe.runIf(process.platform !== 'win32')('links to folders', () => {
  it('within a class are reported', async () => {
    const folder = await photoFolder(empty('a/0.png', 'b/0.png'));
    await symlink(await photoFolder(empty('1.png')), join(folder, 'a', 'more'));
    const listing = await list(folder);
    expect(pathsOf(listing)).toHaveLength(2);
    expect(describeLeftOut(listing.leftOut)).toEqual([
      "left out 1 link to folders that are not classes or are already read: 'a/more'",
    ]);
  });

  it('that are read already, or lead back, are not classes', async () => {
    const folder = await photoFolder(empty('set/a/0.png', 'set/b/inner/0.png'));
    const store = await photoFolder(empty('1.png'), 'store');
    const links = { self: '.', up: '..', again: 'a', part: 'b/inner', other: store, twice: store };
    for (const [name, target] of Object.entries(links)) await symlink(target, join(folder, 'set', name));
    const listing = await list(join(folder, 'set'));
    expect(listing.classNames).toEqual(['a', 'b', 'other']);
    expect(listing.leftOut).toEqual(
      ['again', 'part', 'self', 'twice', 'up'].map((what) => ({ reason: 'link', what, count: 1 })),
    );
  });

  it('that lead back are not classes, even among links only', async () => {
    const folder = await photoFolder({ 'notes.txt': new Uint8Array() });
    for (const name of ['one', 'two']) await symlink(await photoFolder(empty('1.png')), join(folder, name));
    await symlink('.', join(folder, 'self'));
    expect((await list(folder)).classNames).toEqual(['one', 'two']);
  });

  it('of splits are not a second split', async () => {
    const folder = await photoFolder(empty('train/a/0.png', 'train/b/0.png'));
    await symlink('train', join(folder, 'test'));
    const listing = await list(folder);
    expect(listing.splits).toEqual(['train']);
    expect(listing.leftOut).toEqual([{ reason: 'link', what: 'test', count: 1 }]);
  });
});

describe('a folder without read permission', () => {
  it('within a class is left out and reported', async () => {
    const listing = await list(await photoFolder(empty('a/0.png', 'b/0.png', 'b/locked/1.png')));
    expect(pathsOf(listing)).toEqual(['a/0.png', 'b/0.png']);
    expect(describeLeftOut(listing.leftOut)).toEqual(["left out 1 folder that can't be read: 'b/locked'"]);
  });

  it('is reported if a class has nothing else', async () => {
    const listing = await list(await photoFolder(empty('a/0.png', 'b/0.png', 'locked/1.png')));
    expect(() => checkClasses(listing, listing.pictures)).toThrow(
      "class 'locked' has no pictures; folders that can't be read: 'locked'",
    );
  });

  it('may be next to splits', async () => {
    const listing = await list(await photoFolder(empty('train/a/0.png', 'train/b/0.png', 'locked/x/1.png')));
    expect([listing.splits, listing.leftOut]).toEqual([
      ['train'],
      [{ reason: 'unreadable folder', what: 'locked', count: 1 }],
    ]);
  });

  it('is reported if nothing is recognised', async () => {
    const folder = await photoFolder(empty('a/x/notes.txt', 'a/locked/1.png', 'b/notes.txt'));
    await expect(recognise(folder)).rejects.toThrow(
      /found 2 \.txt files in 4 folders; none is a supported picture \(PNG.*\); .*locked: can't be read: permission denied$/,
    );
  });
});
