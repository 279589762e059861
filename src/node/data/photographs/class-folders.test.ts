// Folders that are not classes are refused with what was found; class folders with unusual names are read.
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../errors.ts';
import { listFolder } from './folder.ts';
import { photoFolder } from './testing/photos.ts';

/** A picture in each folder. */
const folderOf = (...folders: string[]) =>
  photoFolder(Object.fromEntries(folders.map((folder) => [`${folder}/1.png`, new Uint8Array()])));

const product = (outer: readonly string[], inner: readonly string[]) =>
  outer.flatMap((one) => inner.map((other) => `${one}/${other}`));

async function problemOf(...folders: string[]): Promise<string> {
  const folder = await folderOf(...folders);
  const error: unknown = await listFolder(folder).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  return (error as Error).message.replaceAll('\\', '/').replaceAll(folder.replaceAll('\\', '/'), 'PATH');
}

const forSplits =
  'for each split, named train (or training), val (or valid, validation, dev) and test (or testing)';

describe('refused folders', () => {
  it.each([
    ['folds', ['fold1', 'fold2'], ['a', 'b']],
    ['splits in another language', ['Entrenamiento', 'Prueba'], ['mug', 'bike', 'cup']],
    ['domains', ['amazon', 'dslr', 'webcam'], ['bike', 'mug']],
  ])('%s: all contain the same folders', async (_, outer, inner) => {
    const some = (names: string[]) => names.map((name) => `'${name}'`).join(', ');
    expect(await problemOf(...product(outer, inner))).toBe(
      `PATH: expected a folder for each class or ${forSplits}, got ${some(outer)}, which all contain the folders ${some([...inner].sort())}; to read only one of them, name it`,
    );
  });

  it('parts within a split', async () => {
    const parts = product(['train'], product(['part 1', 'part 2'], ['a', 'b']));
    expect(await problemOf(...parts, 'test/a', 'test/b')).toContain(
      "PATH/train: expected a folder for each class or for each split, named train (or training), val (or valid, validation, dev) and test (or testing), got 'part 1', 'part 2'",
    );
  });

  it('splits below classes', async () => {
    expect(await problemOf(...product(['a', 'b'], ['train', 'test']))).toBe(
      "PATH: expected the folders of splits above those of classes, such as test/a, got a/test; if 'a' is a data set of its own, name it",
    );
    expect(await problemOf('a/Training Set', 'a/Valid Set', 'b/pictures')).toContain('got a/Training Set');
  });

  it.each([
    [['images', 'masks']],
    [['train/images', 'train/labels', 'test/images', 'test/labels']],
    [['train', 'train_labels', 'test', 'test_labels']],
    [['images', 'Ground Truth']],
  ])('%j: pictures and their masks', async (folders) => {
    expect(await problemOf(...folders)).toContain('which look like pictures with their masks or labels');
  });

  it('a nested copy, as in archives, with the advice to name it', async () => {
    const splits = product(['train', 'test'], ['a', 'b']);
    expect(await problemOf(...splits, ...product(['all'], splits))).toContain(
      "got 'all' beside 'test'; 'all' contains these folders too; name PATH/all to use it",
    );
  });
});

describe('folders read as classes', () => {
  it.each([
    ['of which some have folders', ['cat/summer', 'cat/winter', 'dog']],
    ['with different folders', ['cat/lion', 'cat/lynx', 'dog/wolf', 'dog/fox']],
    ['with one folder of the same name', ['cat/images', 'dog/images']],
    [
      'with pictures beside the same folders',
      ['cat', 'cat/front', 'cat/side', 'dog', 'dog/front', 'dog/side'],
    ],
    ['called as splits', ['vehicles/train', 'vehicles/car', 'toys/train']],
    ['called train among others', ['train', 'bus', 'car']],
    ['called valid and invalid', ['valid', 'invalid']],
    ['called mask', ['mask', 'no mask']],
    ['called labels among words', ['labels', 'stickers', 'stamps']],
  ])('%s', async (_, folders) => {
    const listing = await listFolder(await folderOf(...folders));
    expect(listing).toMatchObject({ layout: 'classes' });
    expect(listing!.pictures).toHaveLength(folders.length);
  });
});
