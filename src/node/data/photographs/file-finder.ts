// Finds the files that a table names, despite other slashes, decomposed letters, another case, a missing
// extension, or paths of another computer. A name that could mean two files matches none.
import { basename, dirname, extname, isAbsolute, join, posix, resolve } from 'node:path';
import { entriesOf } from '../../files/entries.ts';
import { splitFromName, type SplitName } from '../../../data/split-words.ts';
import { InputError } from '../../../errors.ts';
import { quoteFew } from '../../../few-words.ts';
import { hasImageExtension } from '../../pictures/formats.ts';
import { placeOf, statPicture, type FileProblem, type PictureFile } from './listing.ts';

/** The names in a folder, by their normalised forms. */
interface FolderIndex {
  readonly names: readonly string[];
  readonly folders: readonly string[];
  readonly byKey: ReadonlyMap<string, readonly string[]>;
}

/** Normalised forms of a name, the strictest first. */
const keys: readonly ((name: string) => string)[] = [
  (name) => `1 ${name.normalize('NFC')}`,
  (name) => `2 ${name.normalize('NFKC').toLowerCase()}`,
];
const mostFoldersBelow = 64;
/** The key of a picture's name without its extension. */
const stemKey = (stem: string): string => `3 ${stem.normalize('NFKC').toLowerCase()}`;

export class FileFinder {
  private readonly root: string;
  private readonly split: SplitName | undefined;
  private readonly folders = new Map<string, Promise<FolderIndex | undefined>>();
  private below: Promise<string[]> | undefined;
  /** The part of the paths that exists only on another computer, if any. */
  foreign: string | undefined;

  /**
   * @param root the folder that paths are relative to
   * @param table the name of the table without its extension; files of a table `train` may be in a folder
   *   `train_images`
   */
  constructor(root: string, table = '') {
    this.root = root;
    this.split = splitFromName(table);
  }

  /**
   * Finds a file. Returns its path from the root or absolute, or the problem and what was found instead.
   *
   * @param isHere whether to search bare names only in the table's own folder
   */
  async find(written: string, isHere = false): Promise<PictureFile | FileProblem> {
    const asWritten = await statPicture(this.root, written);
    if (!('problem' in asWritten)) return asWritten;
    const path = posix.normalize(written.replaceAll('\\', '/'));
    const found = await this.resolve(path, isHere);
    return found === undefined
      ? { path: written, problem: await this.explain(written, path) }
      : statPicture(this.root, found);
  }

  /**
   * Whether a cell that may be anything names a file. Names without an extension are searched only in the
   * table's own folder.
   */
  async isFile(cell: string): Promise<boolean> {
    const isBare = !hasImageExtension(cell);
    return !('problem' in (await this.find(cell, isBare)));
  }

  private async resolve(path: string, isHere: boolean): Promise<string | undefined> {
    if (!isForeign(path)) {
      const found = (await this.lookUp(path)) ?? (await this.lookUp(this.withoutRoot(path)));
      if (found !== undefined || isHere) return found;
      const below = await this.lookBelow(path);
      return below.length === 1 ? below[0] : undefined;
    }
    const parts = path.split('/').filter((part) => part !== '');
    const known = this.foreign?.split('/').filter((part) => part !== '').length;
    const first = known ?? 1;
    for (
      let skipped = first;
      skipped < parts.length && (known === undefined || skipped === known);
      skipped++
    ) {
      const found = await this.lookUp(parts.slice(skipped).join('/'));
      if (found === undefined) continue;
      this.foreign ??= path.slice(0, path.lastIndexOf(parts.slice(skipped).join('/')));
      return found;
    }
    return undefined;
  }

  /** Drops the name of the root, for tables made one folder further up. */
  private withoutRoot(path: string): string {
    const [first, ...rest] = path.split('/');
    return first === basename(this.root) ? rest.join('/') : '';
  }

  /** Walks down from the root, part by part. */
  private async lookUp(path: string): Promise<string | undefined> {
    if (path === '') return undefined;
    const parts = path.split('/');
    let place = '';
    for (const [i, part] of parts.entries()) {
      const name =
        part === '..' || part === '.' ? part : await this.nameIn(place, part, i === parts.length - 1);
      if (name === undefined) return undefined;
      place = posix.join(place, name);
    }
    return place;
  }

  /**
   * Searches the folders beside the table for a bare name: tables of Kaggle omit the folder of the pictures.
   */
  private async lookBelow(path: string): Promise<string[]> {
    if (path === '' || path.includes('/')) return [];
    this.below ??= this.foldersBelow();
    const found = await Promise.all((await this.below).map((folder) => this.lookUp(`${folder}/${path}`)));
    return found.filter((place) => place !== undefined);
  }

  /** The folders beside the table. A folder that contains only folders is replaced by those. */
  private async foldersBelow(): Promise<string[]> {
    const { folders = [] } = (await this.indexOf('')) ?? {};
    if (folders.length > mostFoldersBelow) return [];
    const ofSplit = folders.filter((name) => this.split && splitFromName(name) === this.split);
    const all: string[] = [];
    for (const name of ofSplit.length > 0 ? ofSplit : folders) {
      const inner = await this.indexOf(name);
      const isOuter = inner && inner.folders.length > 0 && inner.folders.length === inner.names.length;
      all.push(...(isOuter ? inner.folders.map((folder) => posix.join(name, folder)) : [name]));
    }
    return all.length > mostFoldersBelow ? [] : all;
  }

  private async nameIn(folder: string, written: string, isFile: boolean): Promise<string | undefined> {
    const index = await this.indexOf(folder);
    const trimmed = written.trim();
    const wanted = [...keys.map((key) => key(trimmed)), ...(isFile ? [stemKey(trimmed)] : [])];
    for (const key of wanted) {
      const names = index?.byKey.get(key) ?? [];
      if (names.length > 0) return names.length === 1 ? names[0] : undefined;
    }
    return undefined;
  }

  private indexOf(folder: string): Promise<FolderIndex | undefined> {
    const known = this.folders.get(folder) ?? indexFolder(join(this.root, folder));
    this.folders.set(folder, known);
    return known;
  }

  /** Explains that a file is missing, with the content of the nearest existing folder. */
  private async explain(written: string, path: string): Promise<string> {
    const below = isForeign(path) ? [] : await this.lookBelow(path);
    if (below.length > 1) return `'${written}' is ambiguous: it could be ${quoteFew(below, 2)}`;
    const place = isForeign(path) ? '' : await this.lastFolder(posix.dirname(path));
    const index = await this.indexOf(place);
    const { names = [] } = index ?? {};
    const folder = place === '' ? this.root : placeOf(this.root, place);
    const instead = names.length === 0 ? 'is empty' : `contains ${quoteFew(names, 2)}`;
    return `'${written}' does not exist; ${folder} ${instead}`;
  }

  private async lastFolder(path: string): Promise<string> {
    for (let place = path; ; place = dirname(place)) {
      const found = place === '.' ? '' : await this.lookUp(place);
      if (found !== undefined && (await this.indexOf(found))) return found;
    }
  }
}

/** Whether a path begins with a drive, a server or the root. */
const isForeign = (path: string): boolean =>
  isAbsolute(path) || /^(?:[a-z]:)?\//i.test(path) || /^[a-z]:/i.test(path);

async function indexFolder(folder: string): Promise<FolderIndex | undefined> {
  const entries = await entriesOf(resolve(folder)).catch((error: unknown) => {
    if (error instanceof InputError) return undefined;
    throw error;
  });
  if (!entries) return undefined;
  const names = [...entries.folders, ...entries.linkedFolders, ...entries.files];
  const byKey = new Map<string, string[]>();
  const add = (key: string, name: string) => byKey.set(key, [...(byKey.get(key) ?? []), name]);
  for (const name of names) for (const key of keys) add(key(name), name);
  for (const name of entries.files)
    if (hasImageExtension(name)) add(stemKey(name.slice(0, -extname(name).length)), name);
  return { names, folders: [...entries.folders, ...entries.linkedFolders], byKey };
}
