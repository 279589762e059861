// Checks that a file can be written, before anything is read or computed for it.
import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '../../errors.ts';
import { explainSystemError } from '../../node/files/system-errors.ts';
import { makeFolder } from '../../node/files/make-folder.ts';

/**
 * Checks a file that an option names.
 *
 * @param option its name in errors
 * @throws InputError if it lacks the extension, such as `.svg`, or if its folder is missing or can't be
 *   written
 */
export async function checkFilePlace(out: string, extension: string, option = '--out'): Promise<void> {
  if (!out.endsWith(extension))
    throw new InputError(`${option}: expected the name of an ${extension} file, got '${out}'`);
  const folder = await stat(dirname(out)).catch(() => undefined);
  if (!folder?.isDirectory()) throw new InputError(`${option}: the folder ${dirname(out)} does not exist`);
  await checkWritable(dirname(out));
}

async function checkWritable(folder: string): Promise<void> {
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw explainSystemError(error, `${folder}: cannot be written`);
  });
}

/**
 * Makes a folder unless it exists.
 *
 * @throws InputError, beginning with `complaint`, if it can't be made or can't be written
 */
export async function makeWritableFolder(
  folder: string,
  complaint = `${folder}: the folder cannot be made`,
): Promise<void> {
  await makeFolder(folder).catch((error: unknown) => {
    throw explainSystemError(error, complaint);
  });
  await checkWritable(folder);
}
