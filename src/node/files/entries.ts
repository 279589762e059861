// Lists a folder by kind: files, folders, system leftovers and so on. Each list is sorted by name, in the
// same order in every locale.
import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isLeftover } from './leftovers.ts';
import { explainSystemError } from './system-errors.ts';

export interface Entries {
  /** Including links to files, and broken links. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** Links to folders. Following them may lead in a circle. */
  readonly linkedFolders: readonly string[];
  /** Files and folders to ignore, including hidden ones. */
  readonly leftovers: readonly string[];
  /** Pipes, sockets and devices. Opening one may block forever. */
  readonly noFiles: readonly string[];
}

/**
 * Lists the names in a folder by kind.
 *
 * @throws InputError if it can't be read
 */
export async function entriesOf(folder: string): Promise<Entries> {
  const entries = { files: [], folders: [], linkedFolders: [], leftovers: [], noFiles: [] } as Record<
    keyof Entries,
    string[]
  >;
  for (const entry of await read(folder)) {
    const { name } = entry;
    if (isLeftover(name)) entries.leftovers.push(name);
    else if (entry.isDirectory()) entries.folders.push(name);
    else if (entry.isFile()) entries.files.push(name);
    else if (entry.isSymbolicLink()) entries[await whereLinkLeads(join(folder, name))].push(name);
    else entries.noFiles.push(name);
  }
  return entries;
}

async function whereLinkLeads(path: string): Promise<'files' | 'linkedFolders' | 'noFiles'> {
  const status = await statusOf(path);
  if (status?.isDirectory()) return 'linkedFolders';
  return !status || status.isFile() ? 'files' : 'noFiles';
}

async function read(folder: string) {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  } catch (error) {
    throw explainSystemError(error, `${folder}: can't be read`);
  }
}

/** Whether `path` is a directory or a link to one. */
export async function isDirectory(path: string): Promise<boolean> {
  return (await statusOf(path))?.isDirectory() ?? false;
}

async function statusOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch {
    return undefined;
  }
}
