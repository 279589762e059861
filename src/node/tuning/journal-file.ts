// A journal in a file, as Optuna's JournalFileBackend keeps it: one operation on each line, appended under
// its lock.
import { open, type FileHandle } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InputError } from '../../errors.ts';
import { formatOperation, parseOperation, type Operation } from '../../tuning/journal/operations.ts';
import { makeFolder } from '../files/make-folder.ts';
import { explainSystemError, hasCode } from '../files/system-errors.ts';
import { withJournalLock } from './journal-lock.ts';
import type { JournalStorage } from './journal-storage.ts';

const lineEnd = 0x0a;

/** A journal in a file. */
export interface FileJournal extends JournalStorage {
  /** How many bytes were read. */
  readonly position: () => number;
}

/** Opens a journal; the file is made by the first append. */
export function openFileJournal(file: string): FileJournal {
  const path = resolve(file);
  /** Where the next line begins, and its number. */
  let [offset, line] = [0, 1];

  /**
   * The whole lines from the offset on. A last line without an end belongs to a writer that was stopped.
   */
  async function newLines(most: number): Promise<string[]> {
    const bytes = await readFrom(path, offset, most);
    const end = bytes.lastIndexOf(lineEnd) + 1;
    if (end === 0) return bytes.length < most ? [] : newLines(2 * most);
    offset += end;
    return bytes.toString('utf8', 0, end - 1).split('\n');
  }

  async function read(most = Infinity): Promise<Operation[]> {
    for (;;) {
      const lines = await newLines(most);
      const operations = lines.flatMap(parseLine);
      if (lines.length === 0 || operations.length > 0) return operations;
    }
  }

  function parseLine(text: string): Operation[] {
    const at = line++;
    if (text.trim() === '') return [];
    try {
      return [parseOperation(text)];
    } catch {
      throw new InputError(`${file}:${at}: expected an operation of a journal as JSON; the line is damaged`);
    }
  }

  async function append(operations: readonly Operation[]): Promise<boolean> {
    if (operations.length === 0) return true;
    const text = operations.map((operation) => `${formatOperation(operation)}\n`).join('');
    try {
      await makeFolder(dirname(path));
      await (await open(path, 'a')).close();
      return await withJournalLock(path, () => appendAt(path, offset, text));
    } catch (error) {
      throw explainSystemError(error, `${file}: can't be written`);
    }
  }

  return { name: file, read, append, close: () => Promise.resolve(), position: () => offset };
}

async function readFrom(path: string, offset: number, most: number): Promise<Buffer> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(Math.max(0, Math.min(most, size - offset)));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset);
    return bytes.subarray(0, bytesRead);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return Buffer.alloc(0);
    throw explainSystemError(error, `${path}: can't be read`);
  } finally {
    await handle?.close();
  }
}

/**
 * Appends if the whole lines end at the offset. Half a line after them is cut off: it would spoil the next
 * one.
 */
async function appendAt(path: string, offset: number, text: string): Promise<boolean> {
  const handle = await open(path, 'r+');
  try {
    const rest = Buffer.alloc((await handle.stat()).size - offset);
    await handle.read(rest, 0, rest.length, offset);
    if (rest.includes(lineEnd)) return false;
    if (rest.length > 0) await handle.truncate(offset);
    await handle.write(text, offset);
    await handle.sync();
    return true;
  } finally {
    await handle.close();
  }
}
