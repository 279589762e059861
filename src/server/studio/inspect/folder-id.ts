// Names for what was named at the start, to be used in addresses.
import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';

/** The last part of a path for people to read, and a digest of all to tell it from others of that name. */
export function folderId(path: string): string {
  const name = basename(resolve(path)).replace(/[^\w-]+/g, '-');
  return `${name.slice(0, 60)}-${createHash('sha256').update(resolve(path)).digest('hex').slice(0, 8)}`;
}
