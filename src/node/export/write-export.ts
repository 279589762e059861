// Writes an export in one step: everything is written beside the target first. A folder that has other things
// in it is refused.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { InputError } from '../../errors.ts';
import type { ExportedFile } from '../../export/exported-file.ts';
import { cardName, isModelCard } from '../../export/model-card.ts';
import { explainSystemError, hasCode } from '../files/system-errors.ts';

/**
 * Checks a folder for `--out`: it must be new, empty, or an earlier export with the same files and its card.
 *
 * @param paths the files of the export without the card
 * @throws InputError if it is anything else, or if its parent is missing
 */
export async function checkFolderPlace(out: string, paths: readonly string[]): Promise<void> {
  const parent = await stat(dirname(out)).catch(() => undefined);
  if (!parent?.isDirectory()) throw new InputError(`--out: the folder ${dirname(out)} does not exist`);
  if (resolve(out) === process.cwd())
    throw new InputError(`--out: expected another folder than the current one, got '${out}'`);
  const names = await entriesOf(out);
  if (!names || names.length === 0) return;
  const refuse = (why: string) =>
    new InputError(
      `--out: expected a new or empty folder, or an earlier export to replace, got '${out}', which ${why}`,
    );
  const known = [...paths, cardName];
  const tops = new Set(known.map((path) => path.split('/')[0]!));
  const other =
    names.find((name) => !tops.has(name)) ?? (await filesIn(out)).find((path) => !known.includes(path));
  if (other !== undefined) throw refuse(`has ${other}`);
  if (!(await isCard(join(out, cardName)))) throw refuse(`lacks the ${cardName} of an export`);
}

/**
 * Checks a card beside an exported file: it must be new, or the card of an earlier export.
 *
 * @throws InputError if another file has its name
 */
export async function checkCardPlace(card: string): Promise<void> {
  const exists = await stat(card).then(
    () => true,
    () => false,
  );
  if (exists && !(await isCard(card)))
    throw new InputError(
      `--out: the card of the export is written to '${card}', but that is not the card of an earlier export; choose another name`,
    );
}

/** Whether a file is the card of an export; false if it can't be read. */
const isCard = (file: string): Promise<boolean> => readFile(file, 'utf8').then(isModelCard, () => false);

/** The paths of all files in a folder and those below, with `/` between folders. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
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
