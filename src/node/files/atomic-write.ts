// Writes a file in one step: writes a temporary file beside it, then renames that. A reader sees either the
// old content or the new, never a part. A killed process leaves at most a temporary file, recognisable by its
// name. Not for logs that grow line by line.
import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../errors.ts';
import { explainSystemError, hasCode } from './system-errors.ts';

/** The content of a file: text, bytes, or pieces of bytes. */
export type FileContent = Uint8Array | string | readonly Uint8Array[];

/** How a file is written. */
export interface WriteOptions {
  /** Who may read and write it, such as 0o600 for its owner alone; by default as the system decides. */
  readonly mode?: number;
}

/**
 * Replaces the file at `path` with `content` in one step. If anything fails, the old content stays.
 *
 * @throws InputError if the folder is missing or not writable, the disk is full, or `path` is a directory
 * @example await writeFileAtomically('metrics.json', '{}\n');
 */
export async function writeFileAtomically(
  path: string,
  content: FileContent,
  { mode }: WriteOptions = {},
): Promise<void> {
  try {
    if (await isReplaceable(path)) await replace(path, content, mode);
    else await writeFile(path, content);
  } catch (error) {
    throw explainSystemError(error, `${path}: can't be written`);
  }
}

/** Whether `name` is the name of a temporary file for `target`; both without their folder. */
export function isTemporaryNameOf(target: string, name: string): boolean {
  return name.startsWith(`.${target}.`) && /^[0-9a-f-]{36}\.tmp$/.test(name.slice(target.length + 2));
}

/** Whether a file may be replaced. A device or pipe, such as /dev/stdout, takes content but must stay. */
async function isReplaceable(path: string): Promise<boolean> {
  try {
    const status = await stat(path);
    if (status.isDirectory()) throw new InputError(`${path}: can't be written: it is a directory`);
    return status.isFile();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return true;
    throw error;
  }
}

async function replace(path: string, content: FileContent, mode?: number): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await writeThrough(temporary, content, mode);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined); // report the first error
    throw error;
  }
}

/**
 * Writes a new file and waits until it is on the disk. Otherwise a power cut after the rename could empty it.
 */
async function writeThrough(path: string, content: FileContent, mode?: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await writeFile(file, content);
    await file.sync();
  } finally {
    await file.close();
  }
}
