// The first bytes of a file, by which it is known what it is.
import { open } from 'node:fs/promises';
import { explainSystemError } from './system-errors.ts';

/** At most so many bytes from the start of a file; fewer where it is shorter. @throws InputError when it can't be read */
export async function firstBytes(path: string, count: number): Promise<Uint8Array> {
  try {
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
