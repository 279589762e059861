// The limit on the size of a file of pixels.
import { stat } from 'node:fs/promises';
import { InputError } from '../../errors.ts';

/** Also the limit for an unpacked array of an archive. */
const maxFileBytes = 2 ** 31;

/** @throws InputError for a file that is too large, and the error of `stat` for a missing one */
export async function checkFileSize(path: string): Promise<void> {
  checkSize((await stat(path)).size, path);
}

/** @throws InputError, naming the source, for too many bytes */
export function checkSize(bytes: number, source: string): void {
  if (bytes > maxFileBytes)
    throw new InputError(
      `${source}: expected at most ${maxFileBytes / 2 ** 30} GiB, got ${(bytes / 2 ** 30).toFixed(1)} GiB`,
    );
}
