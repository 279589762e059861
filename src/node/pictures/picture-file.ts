// Whether a file is taken for a picture when a folder is listed: by the end of its name where that says it,
// else by its first bytes.
import { basename } from 'node:path';
import { InputError } from '../../errors.ts';
import { firstBytes } from '../first-bytes.ts';
import { hasImageExtension, hasOtherExtension, imageFormat, signatureBytes } from './formats.ts';

/**
 * Whether a file is a picture that is read, or is called as one. Only files that have an unusual name are
 * opened for it; one that can't be opened is none.
 */
export async function isPictureFile(path: string): Promise<boolean> {
  const name = basename(path);
  if (hasImageExtension(name)) return true;
  if (hasOtherExtension(name)) return false;
  try {
    return imageFormat(await firstBytes(path, signatureBytes)) !== undefined;
  } catch (error) {
    if (error instanceof InputError || (error instanceof Error && 'code' in error)) return false;
    throw error;
  }
}
