// Lists the pictures that a command line names: files as given, and all pictures in folders. Files are not
// opened here. Reading reports a bad file later, so it does not stop the others.
import { join } from 'node:path';
import { InputError } from '../../errors.ts';
import { counted } from '../../number-words.ts';
import { entriesOf, isDirectory } from '../files/entries.ts';
import { imageFormats } from './formats.ts';
import { isPictureFile } from './picture-file.ts';
import { KindCount } from './kind-count.ts';

/**
 * Lists the pictures under `paths`. Directories are expanded recursively, sorted by name, without hidden
 * files and system leftovers. Anything else is kept as it is, even if it does not exist.
 *
 * @throws InputError if a directory can't be read or contains no pictures
 */
export async function listImageFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    if (await isDirectory(path)) files.push(...(await picturesUnder(path)));
    else files.push(path);
  }
  return files;
}

async function picturesUnder(directory: string): Promise<string[]> {
  const others = new KindCount();
  const files = await walk(directory, others);
  if (files.length > 0) return files;
  const found = others.total > 0 ? `${counted(others.total, 'other file')} (${others.words()})` : 'none';
  throw new InputError(`${directory}: expected a folder with pictures (${imageFormats}), found ${found}`);
}

/** Follows links to files but not links to directories, which may lead in a circle. */
async function walk(directory: string, others: KindCount): Promise<string[]> {
  const { files, folders, noFiles } = await entriesOf(directory);
  for (const name of noFiles) others.add(name);
  const names = [...files, ...folders].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const pictures: string[] = [];
  for (const name of names) {
    const path = join(directory, name);
    if (folders.includes(name)) pictures.push(...(await walk(path, others)));
    else if (await isPictureFile(path)) pictures.push(path);
    else others.add(name);
  }
  return pictures;
}
