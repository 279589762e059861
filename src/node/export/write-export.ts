// Writes an export in one step: everything is written beside the target first. A folder that has other things
// in it is refused.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../errors.ts';
import type { ExportedFile } from '../../export/exported-file.ts';
import { explainSystemError, hasCode } from '../files/system-errors.ts';

/**
 * Checks a folder for `--out`: it must be new, empty, or an earlier export with the same names.
 *
 * @param known the names that an export has at the top of its folder
 * @throws InputError if it is anything else, or if its parent is missing
 */
export async function checkFolderPlace(out: string, known: readonly string[]): Promise<void> {
  const parent = await stat(dirname(out)).catch(() => undefined);
  if (!parent?.isDirectory()) throw new InputError(`--out: the folder ${dirname(out)} does not exist`);
  const names = await entriesOf(out);
  const other = names?.find((name) => !known.includes(name));
  if (other !== undefined)
    throw new InputError(
      `--out: expected a new or empty folder, or an earlier export to replace, got '${out}', which has ${other}`,
    );
}

/**
 * Checks that there is room for an export.
 *
 * @param out the file or folder to write; its parent exists
 * @param bytes how many are written
 * @throws InputError if there is less room on the disk
 */
export async function checkRoom(out: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(out));
  const free = bavail * bsize;
  if (free < bytes)
    throw new InputError(
      `--out: expected ${bytes.toLocaleString('en')} bytes of free space for '${out}', got ${free.toLocaleString('en')}; nothing was written`,
    );
}

/** The names of an export's files and folders at the top of its folder. */
export const topNames = (files: readonly ExportedFile[]): string[] => [
  ...new Set(files.map(({ path }) => path.split('/')[0]!)),
];

/** The names in a folder; undefined if there is none. */
async function entriesOf(folder: string): Promise<string[] | undefined> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    if (hasCode(error, 'ENOTDIR')) throw new InputError(`--out: expected a folder, got the file '${folder}'`);
    throw explainSystemError(error, `${folder}: can't be read`);
  }
}

/**
 * Writes the files of an export as the folder `target`, which replaces an earlier one. If anything fails, the
 * earlier one stays, and nothing else is left behind.
 *
 * @throws InputError if there is no room or no permission
 */
export async function writeFolderAtomically(target: string, files: readonly ExportedFile[]): Promise<void> {
  const beside = (kind: string) => join(dirname(target), `.${basename(target)}.${randomUUID()}.${kind}`);
  const [fresh, old] = [beside('tmp'), beside('old')];
  try {
    await writeFolder(fresh, files);
    const hadOld = await moved(target, old);
    await rename(fresh, target).catch(async (error: unknown) => {
      if (hadOld) await rename(old, target);
      throw error;
    });
    await rm(old, { recursive: true, force: true });
  } catch (error) {
    await rm(fresh, { recursive: true, force: true }).catch(() => undefined); // report the first error
    throw explainSystemError(error, `${target}: can't be written`);
  }
}

/** Writes files into a new folder. */
async function writeFolder(folder: string, files: readonly ExportedFile[]): Promise<void> {
  await mkdir(folder);
  for (const { path, content } of files) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), content, { flush: true });
  }
}

/** Moves a folder away; false if there is none. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}
