// Reads a folder of photographs into a listing. A folder for each class, and perhaps above those a folder for each split: which
// of the two it is, is told from the names `train`, `val`, `validation` and `test`.
import { join, posix, resolve } from 'node:path';
import { InputError } from '../../../errors.ts';
import { hasImageExtension } from '../../pictures/formats.ts';
import { isDirectory, visibleEntries } from '../../pictures/list.ts';
import { makeListing, plainName, splitFromName, type PictureListing, type SplitName } from './listing.ts';
import { walkPictures } from './walk.ts';

/**
 * Lists `train|val|test/<class>/…` or `<class>/…`.
 *
 * @throws InputError when it is neither, or a folder in it can't be read
 */
export async function listFolder(root: string): Promise<PictureListing> {
  const splits = await splitFolders(root);
  const classes = (await Promise.all(splits.map((split) => classFolders(root, split)))).flat();
  if (classes.length === 0) throw noClasses(root, splits);
  const walks = await Promise.all(classes.map(({ path }) => walkPictures(root, path)));
  const strays = await Promise.all(splits.map(({ path }) => countPictures(resolve(root, path))));
  return makeListing({
    layout: splits[0]?.split ? 'splits' : 'classes',
    root,
    source: root,
    splits: splits.flatMap(({ split }) => split ?? []),
    classNames: classes.map(({ className }) => className),
    pictures: walks.flatMap(({ files }, i) => {
      const { className, split } = classes[i]!;
      return files.map((file) => ({ ...file, className, split }));
    }),
    unreadable: walks.flatMap(({ unreadable }) => unreadable),
    others: walks.flatMap(({ others }) => others),
    strays: strays.reduce((sum, count) => sum + count, 0),
  });
}

/** A folder of classes; without a split where it is the whole. */
interface SplitFolder {
  readonly path: string;
  readonly split: SplitName | undefined;
}

async function splitFolders(root: string): Promise<SplitFolder[]> {
  const names = await subfolders(root);
  const splits = names.filter(splitFromName);
  const others = names.filter((name) => !splitFromName(name));
  if (splits.length === 0) return [{ path: '', split: undefined }];
  if (others.length > 0) {
    const nested = await Promise.all(splits.map((name) => subfolders(join(root, name))));
    // Without folders in them they are classes that happen to be called so: toys have a class `train`.
    if (nested.every((folders) => folders.length === 0)) return [{ path: '', split: undefined }];
    const beside = `'${others[0]}' beside '${splits[0]}'`;
    throw new InputError(`${root}: expected train, val and test and no other folders, got ${beside}`);
  }
  const found = splits.map((path) => ({ path, split: splitFromName(path) }));
  if (!found.some(({ split }) => split === 'train'))
    throw new InputError(`${root}: expected a folder train beside ${splits.join(' and ')}, found none`);
  if (new Set(found.map(({ split }) => split)).size < found.length)
    throw new InputError(`${root}: expected one folder for each split, got ${splits.join(', ')}`);
  return found;
}

interface ClassFolder extends SplitFolder {
  readonly className: string;
}

async function classFolders(root: string, { path, split }: SplitFolder): Promise<ClassFolder[]> {
  const names = await subfolders(resolve(root, path));
  const folders = names.map((name) => ({ path: posix.join(path, name), split, className: plainName(name) }));
  const twice = folders.find(({ className }, i) => folders.findIndex((f) => f.className === className) < i);
  if (twice) throw new InputError(`${resolve(root, path)}: two folders of the name '${twice.className}'`);
  return folders;
}

/** The names of the folders within one, links to folders among them. */
async function subfolders(folder: string): Promise<string[]> {
  const entries = await visibleEntries(folder);
  const isFolder = await Promise.all(
    entries.map(
      async (entry) =>
        entry.isDirectory() || (entry.isSymbolicLink() && (await isDirectory(join(folder, entry.name)))),
    ),
  );
  return entries.filter((_, i) => isFolder[i]).map(({ name }) => name);
}

/** How many pictures lie in a folder itself. */
async function countPictures(folder: string): Promise<number> {
  const entries = await visibleEntries(folder);
  return entries.filter((entry) => entry.isFile() && hasImageExtension(entry.name)).length;
}

function noClasses(root: string, splits: readonly SplitFolder[]): InputError {
  const train = splits.find(({ split }) => split === 'train');
  const expected = 'a folder of pictures for each class, found';
  if (train) return new InputError(`${join(root, train.path)}: expected ${expected} none`);
  return new InputError(`${root}: expected four IDX files, or ${expected} neither`);
}
