// The first bytes of a file, by which it is known what it is.
import { open, stat } from 'node:fs/promises';
import { InputError } from '../errors.ts';
import { explainSystemError } from './system-errors.ts';

/**
 * At most so many bytes from the start of a file; fewer where it is shorter.
 *
 * @throws InputError when it can't be read, or is a pipe, socket or device, which is not opened: that may
 *   wait for ever
 */
export async function firstBytes(path: string, count: number): Promise<Uint8Array> {
  try {
    if (!(await stat(path)).isFile()) throw new InputError(`${path}: expected a file, got no regular file`);
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(count), 0, count, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw explainSystemError(error, `cannot read ${path}`);
  }
}
