// Whether a file can be written where it was asked for: told before anything is read or computed for it.
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '../errors.ts';

/** Refuses a name for `--out` without the extension, such as `.svg`, and one in a folder that isn't there. */
export async function checkFilePlace(out: string, extension: string): Promise<void> {
  if (!out.endsWith(extension))
    throw new InputError(`--out: expected the name of an ${extension} file, got '${out}'`);
  const folder = await stat(dirname(out)).catch(() => undefined);
  if (!folder?.isDirectory()) throw new InputError(`--out: there is no folder ${dirname(out)}`);
}
