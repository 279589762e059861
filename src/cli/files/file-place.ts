// Whether a file can be written where it was asked for: told before anything is read or computed for it.
import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '../../errors.ts';
import { explainSystemError } from '../../node/system-errors.ts';
import { makeFolder } from '../../node/make-folder.ts';

/**
 * Refuses a name for `--out` without the extension, such as `.svg`, and one in a folder that isn't there or
 * can't be written.
 */
export async function checkFilePlace(out: string, extension: string): Promise<void> {
  if (!out.endsWith(extension))
    throw new InputError(`--out: expected the name of an ${extension} file, got '${out}'`);
  const folder = await stat(dirname(out)).catch(() => undefined);
  if (!folder?.isDirectory()) throw new InputError(`--out: there is no folder ${dirname(out)}`);
  await checkWritable(dirname(out));
}

/** Refuses a folder in which nothing can be written. */
async function checkWritable(folder: string): Promise<void> {
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw explainSystemError(error, `cannot write in ${folder}`);
  });
}

/** Makes a folder where there is none yet, and refuses one in which nothing can be written. */
export async function makeWritableFolder(
  folder: string,
  complaint = `cannot make the folder ${folder}`,
): Promise<void> {
  await makeFolder(folder).catch((error: unknown) => {
    throw explainSystemError(error, complaint);
  });
  await checkWritable(folder);
}
