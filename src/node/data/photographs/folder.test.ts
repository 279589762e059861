// What a folder is taken for, from its names alone: the files are empty, and none of them is opened.
import { mkdir, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../errors.ts';
import { checkClasses } from './check.ts';
import { listFolder } from './folder.ts';
import type { PictureListing } from './listing.ts';
import { photoFolder } from './testing/photos.ts';

const empty = (...paths: string[]) => Object.fromEntries(paths.map((path) => [path, new Uint8Array()]));

/** Split, class and path of each picture. */
const placesOf = ({ pictures, classNames }: PictureListing) =>
  pictures.map(({ split, label, path }) => [split, classNames[label], path]);

async function problemOf(folder: string): Promise<string> {
  const list = async () => {
    const listing = await listFolder(folder);
    checkClasses(listing, listing.pictures);
  };
  const error: unknown = await list().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message.replaceAll('\\', '/');
}

describe('folders by split and class', () => {
  it.each(['val', 'validation', 'VAL'])('are read with %s for validation', async (val) => {
    const files = empty('train/hat/b.jpg', 'train/bag/a.PNG', 'test/hat/a.webp', `${val}/bag/c.gif`);
    const listing = await listFolder(await photoFolder(files));
    expect(listing).toMatchObject({
      ...{ layout: 'splits', name: 'photos', classNames: ['bag', 'hat'] },
      splits: ['train', 'validation', 'test'],
    });
    expect(placesOf(listing)).toEqual([
      ['train', 'bag', 'train/bag/a.PNG'],
      ['train', 'hat', 'train/hat/b.jpg'],
      ['validation', 'bag', `${val}/bag/c.gif`],
      ['test', 'hat', 'test/hat/a.webp'],
    ]);
  });

  it.each([
    [['test/hat/a.png', 'val/hat/a.png'], 'expected a folder train beside test and val, found none'],
    [['train/a/1.png', 'val/a/1.png', 'validation/a/1.png'], 'expected one folder for each split'],
    [['train/a/1.png', 'raw/a/1.png'], "got 'raw' beside 'train'"],
    [['train/1.png', 'test/2.png'], '/train: expected a folder of pictures for each class, found none'],
  ])('with %j are refused', async (paths, words) => {
    expect(await problemOf(await photoFolder(empty(...paths)))).toContain(words);
  });
});

describe('folders by class', () => {
  it('may hold folders, hidden files and files of other kinds', async () => {
    const paths = ['hat/summer/straw/3.jpg', 'hat/1.jpeg', 'bag/2.tiff', 'bag/.hidden.png', '.git/x/1.png'];
    const others = ['hat/notes.txt', 'hat/phone.HEIC', 'bag/b.heic', 'bag/README', 'stray.png', 'index.html'];
    const listing = await listFolder(await photoFolder(empty(...paths, ...others)));
    expect(listing).toMatchObject({ layout: 'classes', splits: [], strays: 1, classNames: ['bag', 'hat'] });
    expect(placesOf(listing)).toEqual([
      [undefined, 'bag', 'bag/2.tiff'],
      [undefined, 'hat', 'hat/1.jpeg'],
      [undefined, 'hat', 'hat/summer/straw/3.jpg'],
    ]);
    expect(Object.fromEntries(listing.others)).toEqual({ '.heic': 2, '.txt': 1, README: 1 });
  });

  it('may be called train or test, as toys are', async () => {
    const listing = await listFolder(await photoFolder(empty('train/1.png', 'car/2.png', 'test/3.png')));
    expect(listing).toMatchObject({ layout: 'classes', classNames: ['car', 'test', 'train'] });
  });

  it('may have names that trip over objects', async () => {
    const listing = await listFolder(await photoFolder(empty('constructor/1.png', '__proto__/2.png')));
    expect(listing.classNames).toEqual(['__proto__', 'constructor']);
    expect(placesOf(listing).map(([, name]) => name)).toEqual(['__proto__', 'constructor']);
  });

  it.runIf(process.platform !== 'win32')('have their names on one line, composed', async () => {
    const decomposed = 'Mu\u0308tze';
    const files = empty(`${decomposed}/a b.png`, 'two\nlines/c\nd.png', 'wie ß/é.png', ' \t/x.png');
    const listing = await listFolder(await photoFolder(files));
    expect(listing.classNames).toEqual(['M\u00fctze', '_', 'two lines', 'wie ß']);
    expect(placesOf(listing)[0]).toEqual([undefined, 'M\u00fctze', `${decomposed}/a b.png`]);
    expect(placesOf(listing)[2]).toEqual([undefined, 'two lines', 'two\nlines/c\nd.png']);
    expect(await problemOf(await photoFolder(empty('a b/1.png', 'a\tb/2.png')))).toContain("name 'a b'");
  });

  it('have no class without pictures, and at least two', async () => {
    const folder = await photoFolder(empty('hat/1.png', 'bag/notes.txt'));
    expect(await problemOf(folder)).toContain(`${basename(folder)}: class 'bag' has no pictures`);
    expect(await problemOf(await photoFolder(empty('hat/1.png')))).toContain(
      "2 to 1,000 classes, got only 'hat'",
    );
    expect(await problemOf(await photoFolder({}))).toContain(
      'four IDX files, or a folder of pictures for each',
    );
  });

  it('are a thousand at most', async () => {
    const names = Array.from({ length: 1001 }, (_, i) => `${i}/1.png`);
    expect(await problemOf(await photoFolder(empty(...names)))).toContain('2 to 1,000 classes, got 1,001');
    const listing = await listFolder(await photoFolder(empty(...names.slice(1))));
    expect(() => checkClasses(listing, listing.pictures)).not.toThrow();
  });
});

describe('classes in some splits only', () => {
  it('are refused where they are not in train', async () => {
    const files = empty('train/hat/1.png', 'train/bag/1.png', 'test/shoe/1.png');
    expect(await problemOf(await photoFolder(files))).toContain("class 'shoe' has no pictures in train");
  });

  it('are fine where they are not in test, unless that has none at all', async () => {
    const files = empty('train/hat/1.png', 'train/bag/1.png', 'test/hat/1.png');
    const listing = await listFolder(await photoFolder(files));
    expect(() => checkClasses(listing, listing.pictures)).not.toThrow();
    const bare = await photoFolder(empty('train/hat/1.png', 'train/bag/1.png', 'test/hat/notes.txt'));
    expect(await problemOf(bare)).toContain('the test split has no pictures');
  });
});

describe.runIf(process.platform !== 'win32')('links', () => {
  it('to files and to class folders are followed, deeper ones to folders are not', async () => {
    const store = await photoFolder(empty('hats/1.png', 'one.png'), 'store');
    const folder = await photoFolder(empty('bag/2.png'));
    await symlink(join(store, 'hats'), join(folder, 'hat'));
    await symlink(join(store, 'one.png'), join(folder, 'bag', '1.png'));
    await symlink(folder, join(folder, 'bag', 'circle'));
    await symlink(folder, join(folder, 'bag', 'circle.png'));
    const listing = await listFolder(folder);
    expect(placesOf(listing).map(([, , path]) => path)).toEqual(['bag/1.png', 'bag/2.png', 'hat/1.png']);
    expect(listing.unreadable).toEqual([]);
  });

  it('that lead nowhere are told', async () => {
    const folder = await photoFolder(empty('bag/2.png', 'hat/1.png'));
    await symlink(join(folder, 'gone.png'), join(folder, 'bag', 'gone.png'));
    const { unreadable } = await listFolder(folder);
    const problem = `cannot read ${join(folder, 'bag', 'gone.png')}: no such file or directory`;
    expect(unreadable).toEqual([{ path: 'bag/gone.png', problem }]);
  });
});

it('a listing says the size and date of each file', async () => {
  const folder = await photoFolder({ 'bag/1.png': new Uint8Array(7), 'hat/1.png': new Uint8Array(9) });
  await mkdir(join(folder, 'bag', 'more'));
  const { pictures } = await listFolder(folder);
  expect(pictures.map(({ bytes }) => bytes)).toEqual([7, 9]);
  for (const { modified } of pictures) expect(Math.abs(Date.now() - modified)).toBeLessThan(60_000);
});
