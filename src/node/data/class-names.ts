// Reads the names of classes from `classes.txt` beside the data: one per line, in the order of the labels.
import { join } from 'node:path';
import { InputError } from '../../errors.ts';
import { hasCode } from '../files/system-errors.ts';
import { readText } from './read-text.ts';

export const classNamesFile = 'classes.txt';

/** The most classes that a data set may have. */
export const maxClasses = 1000;

/**
 * The names in a folder's `classes.txt`; undefined if there is no such file.
 *
 * @throws InputError if it has fewer than two names, too many, or one twice
 */
export async function readClassNames(folder: string): Promise<readonly string[] | undefined> {
  const path = join(folder, classNamesFile);
  const text = await readText(path).catch((error: unknown) => {
    if (error instanceof InputError && hasCode(error.cause, 'ENOENT', 'ENOTDIR', 'EISDIR')) return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const names = text
    .split(/\r\n|\n|\r/)
    .map((line) =>
      line
        .normalize('NFC')
        .replace(/[\p{Cc}\s]+/gu, ' ')
        .trim(),
    )
    .filter((line) => line !== '');
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw new InputError(`${path}: expected each class name once, one per line, got '${twice}' twice`);
  if (names.length < 2 || names.length > maxClasses)
    throw new InputError(
      `${path}: expected 2 to ${maxClasses} class names, one per line, got ${names.length}`,
    );
  return names;
}
