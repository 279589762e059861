// Reads the first bytes of a file, to recognise its format.
import { open, stat } from 'node:fs/promises';
import { InputError } from '../../errors.ts';
import { explainSystemError } from './system-errors.ts';

/**
 * Reads the first `count` bytes of a file, or fewer if it is shorter.
 *
 * @throws InputError if it can't be read, or is a pipe, socket or device: opening one may block forever
 */
export async function firstBytes(path: string, count: number): Promise<Uint8Array> {
  try {
    if (!(await stat(path)).isFile())
      throw new InputError(`${path}: expected a regular file, got a folder, pipe or device`);
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(count), 0, count, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw explainSystemError(error, `${path}: can't be read`);
  }
}
