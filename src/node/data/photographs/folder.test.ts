// How a folder is recognised from its names alone: the files are empty, and none of them is opened.
import { mkdir, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { InputError } from '../../../errors.ts';
import { checkClasses } from './check.ts';
import { listFolder as listIfAny } from './folder.ts';
import type { PictureListing } from './listing.ts';
import { photoFolder } from './testing/photos.ts';

/** Of a folder that has pictures. */
const listFolder = async (folder: string) => (await listIfAny(folder))!;

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
    [['test/hat/a.png', 'val/hat/a.png'], 'expected a folder train beside validation and test, found none'],
    [['train/a/1.png', 'val/a/1.png', 'validation/a/1.png'], 'expected one folder for each split'],
    [['train/a/1.png', 'train/b/1.png', 'raw/a/1.png', 'raw/b/1.png'], "got 'raw' beside 'train'"],
    [
      ['train_a/x/1.png', 'test_b/x/1.png'],
      "named train (or training), val (or valid, validation, dev) and test (or testing), or a folder for each class, got 'test_b' beside 'train_a'",
    ],
    [['train/1.png', 'test/2.png'], '/train: expected a folder of pictures for each class, found none'],
    [['test/hat/1.png', 'train/2.png'], '/train: expected a folder of pictures for each class, found none'],
  ])('with %j are refused', async (paths, words) => {
    expect(await problemOf(await photoFolder(empty(...paths)))).toContain(words);
  });
});

describe('folders by class', () => {
  it('may contain folders, hidden files and files of other kinds', async () => {
    const paths = ['hat/summer/straw/3.jpg', 'hat/1.jpeg', 'bag/2.tiff', 'bag/.hidden.png', '.git/x/1.png'];
    const others = ['hat/notes.txt', 'hat/phone.HEIC', 'bag/b.heic', 'bag/README', 'stray.png', 'index.html'];
    // The decisions that the studio keeps beside the pictures are its own.
    others.push('atelier-labels.json');
    const listing = await listFolder(await photoFolder(empty(...paths, ...others)));
    expect(listing).toMatchObject({ layout: 'classes', splits: [], classNames: ['bag', 'hat'] });
    expect(placesOf(listing)).toEqual([
      [undefined, 'bag', 'bag/2.tiff'],
      [undefined, 'hat', 'hat/1.jpeg'],
      [undefined, 'hat', 'hat/summer/straw/3.jpg'],
    ]);
    expect(
      Object.fromEntries(listing.leftOut.map(({ reason, what, count }) => [`${reason}: ${what}`, count])),
    ).toEqual({
      ...{ 'other kind: .heic': 2, 'other kind: .txt': 1, 'other kind: README': 1, 'other kind: .html': 1 },
      ...{ 'no class: .': 1, 'system: .hidden.png': 1, 'system: .git': 1 },
    });
  });

  it('may be called train or test, such as toy trains', async () => {
    const listing = await listFolder(await photoFolder(empty('train/1.png', 'car/2.png', 'test/3.png')));
    expect(listing).toMatchObject({ layout: 'classes', classNames: ['car', 'test', 'train'] });
  });

  it('may have the names of object properties', async () => {
    const listing = await listFolder(await photoFolder(empty('constructor/1.png', '__proto__/2.png')));
    expect(listing.classNames).toEqual(['__proto__', 'constructor']);
    expect(placesOf(listing).map(([, name]) => name)).toEqual(['__proto__', 'constructor']);
  });

  it.runIf(process.platform !== 'win32')('have names on one line, in composed form', async () => {
    const decomposed = 'Mu\u0308tze';
    const files = empty(`${decomposed}/a b.png`, 'two\nlines/c\nd.png', 'wie ß/é.png', ' \t/x.png');
    const listing = await listFolder(await photoFolder(files));
    expect(listing.classNames).toEqual(['M\u00fctze', '_', 'two lines', 'wie ß']);
    expect(placesOf(listing)[0]).toEqual([undefined, 'M\u00fctze', `${decomposed}/a b.png`]);
    expect(placesOf(listing)[2]).toEqual([undefined, 'two lines', 'two\nlines/c\nd.png']);
    expect(await problemOf(await photoFolder(empty('a b/1.png', 'a\tb/2.png')))).toContain("name 'a b'");
  });

  it('have at least two classes, and none without pictures', async () => {
    const folder = await photoFolder(empty('hat/1.png', 'bag/notes.txt'));
    expect(await problemOf(folder)).toContain(`${basename(folder)}: class 'bag' has no pictures`);
    expect(await problemOf(await photoFolder(empty('hat/1.png')))).toContain(
      "2 to 1,000 classes, got only 'hat'",
    );
    for (const files of [{}, empty('hat/notes.txt'), empty('1.png')])
      expect(await listIfAny(await photoFolder(files))).toBeUndefined();
  });

  it('are at most a thousand', async () => {
    const names = Array.from({ length: 1001 }, (_, i) => `${i}/1.png`);
    expect(await problemOf(await photoFolder(empty(...names)))).toContain('2 to 1,000 classes, got 1,001');
    const listing = await listFolder(await photoFolder(empty(...names.slice(1))));
    expect(() => checkClasses(listing, listing.pictures)).not.toThrow();
  });
});

describe('classes in some splits only', () => {
  it('are refused if missing in train', async () => {
    const files = empty('train/hat/1.png', 'train/bag/1.png', 'test/shoe/1.png');
    expect(await problemOf(await photoFolder(files))).toContain(
      "class 'shoe' has no pictures in the train split",
    );
  });

  it('are accepted if missing in test, unless test is empty', async () => {
    const files = empty('train/hat/1.png', 'train/bag/1.png', 'test/hat/1.png');
    const listing = await listFolder(await photoFolder(files));
    expect(() => checkClasses(listing, listing.pictures)).not.toThrow();
    const bare = await photoFolder(empty('train/hat/1.png', 'train/bag/1.png', 'test/hat/notes.txt'));
    expect((await listFolder(bare)).splits).toEqual(['train', 'test']);
    expect(await problemOf(bare)).toContain(
      "the test split has no pictures; other files are '.txt'; supported pictures are PNG",
    );
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

  it('that lead nowhere are reported', async () => {
    const folder = await photoFolder(empty('bag/2.png', 'hat/1.png'));
    await symlink(join(folder, 'gone.png'), join(folder, 'bag', 'gone.png'));
    const { unreadable } = await listFolder(folder);
    const problem = `${join(folder, 'bag', 'gone.png')}: can't be read: no such file or directory`;
    expect(unreadable).toEqual([{ path: 'bag/gone.png', problem }]);
  });
});

it('a listing has a stamp of each file that was not changed just now', async () => {
  const folder = await photoFolder({ 'bag/1.png': new Uint8Array(7), 'hat/1.png': new Uint8Array(9) });
  await mkdir(join(folder, 'bag', 'more'));
  expect((await listFolder(folder)).pictures.map(({ stamp }) => stamp)).toEqual(['', '']);
  const later = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 10_000);
  onTestFinished(() => later.mockRestore());
  const { pictures } = await listFolder(folder);
  expect(pictures.map(({ stamp }) => stamp.split(' ')[0])).toEqual(['7', '9']);
});

describe('splits by many names', () => {
  it.each([
    [
      ['training', 'testing'],
      ['train', 'test'],
    ],
    [
      ['seg_train', 'seg_test'],
      ['train', 'test'],
    ],
    [
      ['train_set', 'test_set'],
      ['train', 'test'],
    ],
    [
      ['Trainset', 'Valset', 'Testset'],
      ['train', 'validation', 'test'],
    ],
    [
      ['train', 'valid', 'test'],
      ['train', 'validation', 'test'],
    ],
    [
      ['train2017', 'val2017'],
      ['train', 'validation'],
    ],
  ])('%j', async (names, splits) => {
    const paths = names.flatMap((name) => [`${name}/hat/1.png`, `${name}/bag/1.png`]);
    expect(await listFolder(await photoFolder(empty(...paths)))).toMatchObject({
      layout: 'splits',
      splits,
      classNames: ['bag', 'hat'],
    });
  });

  it('that were unpacked into folders of the same names', async () => {
    const paths = ['seg_train', 'seg_test'].flatMap((name) => [
      `${name}/${name}/hat/1.png`,
      `${name}/${name}/bag/1.png`,
    ]);
    const listing = await listFolder(
      await photoFolder(empty(...paths, 'seg_pred/seg_pred/1.png', 'seg_pred/seg_pred/2.png')),
    );
    expect(listing).toMatchObject({ splits: ['train', 'test'], classNames: ['bag', 'hat'] });
    expect(listing.leftOut).toEqual([{ reason: 'no class', what: 'seg_pred', count: 2 }]);
  });

  it('without classes are left out, except for training', async () => {
    for (const path of ['test/1.png', 'test/images/1.png']) {
      const listing = await listFolder(await photoFolder(empty('train/hat/1.png', 'train/bag/1.png', path)));
      expect(listing).toMatchObject({ splits: ['train'], classNames: ['bag', 'hat'] });
      expect(listing.leftOut).toEqual([{ reason: 'no class', what: 'test', count: 1 }]);
    }
  });

  it('may have a single class with pictures in subfolders', async () => {
    const paths = ['train/hat/1.png', 'train/bag/1.png', 'test/hat/summer/1.png', 'test/hat/winter/1.png'];
    const listing = await listFolder(await photoFolder(empty(...paths)));
    expect(listing).toMatchObject({ splits: ['train', 'test'], classNames: ['bag', 'hat'] });
  });

  it('are classes if they are next to classes', async () => {
    const listing = await listFolder(await photoFolder(empty('valid/1.png', 'invalid/1.png')));
    expect(listing).toMatchObject({ layout: 'classes', classNames: ['invalid', 'valid'] });
  });

  it('may have folders without pictures next to them', async () => {
    const paths = ['train/hat/1.png', 'train/bag/1.png', 'annotations/xml/1.xml'];
    expect(await listFolder(await photoFolder(empty(...paths)))).toMatchObject({
      layout: 'splits',
      splits: ['train'],
    });
  });
});

describe('leftovers of systems', () => {
  it('are neither pictures nor classes', async () => {
    const paths = [
      'hat/1.png',
      'bag/2.png',
      '__MACOSX/hat/._1.png',
      '__MACOSX/hat/1.png',
      'hat/@eaDir/1.png/THUMB.jpg',
    ];
    const more = [
      'bag/Thumbs.db',
      '#recycle/3.png',
      '$RECYCLE.BIN/4.png',
      'hat/.ipynb_checkpoints/1.png',
      'lost+found/5.png',
      '@Recycle/6.png',
    ];
    const listing = await listFolder(await photoFolder(empty(...paths, ...more)));
    expect(placesOf(listing).map(([, , path]) => path)).toEqual(['bag/2.png', 'hat/1.png']);
    expect(listing.leftOut.every(({ reason }) => reason === 'system')).toBe(true);
    expect(listing.leftOut.map(({ what }) => what).sort()).toEqual(
      [
        '#recycle',
        '$RECYCLE.BIN',
        '.ipynb_checkpoints',
        '@Recycle',
        '@eaDir',
        'Thumbs.db',
        '__MACOSX',
        'lost+found',
      ].sort(),
    );
  });

  it('do not include names that only look like them', async () => {
    const listing = await listFolder(
      await photoFolder(empty('hat/@ann.jpg', '#hashtag/1.png', '__proto__/2.png')),
    );
    expect(placesOf(listing)).toHaveLength(3);
  });
});

describe('the order of classes', () => {
  it('is the natural order of numbers', async () => {
    const paths = ['1', '2', '10', '11', '12', '3'].map((name) => `${name}/1.png`);
    expect((await listFolder(await photoFolder(empty(...paths)))).classNames).toEqual([
      '1',
      '2',
      '3',
      '10',
      '11',
      '12',
    ]);
  });

  it('is that of classes.txt if it has exactly these names', async () => {
    const files = {
      ...empty('small/1.png', 'medium/1.png', 'large/1.png'),
      'classes.txt': Buffer.from('small\nmedium\nlarge\n'),
    };
    const listing = await listFolder(await photoFolder(files));
    expect([listing.classNames, listing.leftOut]).toEqual([['small', 'medium', 'large'], []]);
    expect(listing.notices).toEqual([]);
  });

  it.each([
    ['small\nmedium\nhuge\n', "it names 'huge', which is not a class here; it does not name 'large'"],
    ['small\nmedium\nlarge\nhuge\nbig\n', "it names 'huge', 'big', which are not classes here"],
    ['large\nsmall\n', "it does not name 'medium'"],
    ['Small\nmedium\nlarge\n', "it names 'Small', which is not a class here; it does not name 'small'"],
  ])('is not that of classes.txt with other names, which is reported: %j', async (text, problem) => {
    const files = {
      ...empty('small/1.png', 'medium/1.png', 'large/1.png'),
      'classes.txt': Buffer.from(text),
    };
    const listing = await listFolder(await photoFolder(files));
    expect(listing.classNames).toEqual(['large', 'medium', 'small']);
    expect(listing.notices).toEqual([`classes.txt is not used, so classes are sorted by name: ${problem}`]);
  });

  it('is that of classes.txt in the named folder, not in a split', async () => {
    const folder = await photoFolder({
      ...empty('data/train/a/1.png', 'data/train/b/1.png'),
      'classes.txt': Buffer.from('b\na\n'),
      'data/train/classes.txt': Buffer.from('a\nb\n'),
    });
    expect(await listIfAny(folder, 'data')).toMatchObject({
      classNames: ['b', 'a'],
      notices: ["'data/train/classes.txt' is not used: put it beside the folders of the splits"],
    });
  });

  it('is reported if names are nearly equal', async () => {
    const listing = await listFolder(
      await photoFolder(empty('Cat/1.png', 'cat/1.png', 'red shoe/1.png', 'red_shoe/1.png')),
    );
    expect(listing.notices).toEqual([
      "'Cat' and 'cat' are read as different classes",
      "'red shoe' and 'red_shoe' are read as different classes",
    ]);
  });
});
