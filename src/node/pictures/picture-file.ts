// Decides whether a file in a folder counts as a picture: by its extension if that is known, otherwise by its
// first bytes.
import { basename } from 'node:path';
import { InputError } from '../../errors.ts';
import { firstBytes } from '../files/first-bytes.ts';
import { hasImageExtension, hasOtherExtension, imageFormat, signatureBytes } from './formats.ts';

/**
 * Whether a file is a supported picture, or has the extension of one. Only files with an unknown extension
 * are opened. A file that can't be opened is not a picture.
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
