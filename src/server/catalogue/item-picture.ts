// The file of an item's picture. What is sent has the checksum of what was synchronised, so that no other
// file can take its place.
import { readFile, stat } from 'node:fs/promises';
import { imageFormat } from '../../node/pictures/formats.ts';
import { hasCode } from '../../node/files/system-errors.ts';
import type { ItemPicture } from './calls.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  ...{ PNG: 'image/png', JPEG: 'image/jpeg', WebP: 'image/webp', GIF: 'image/gif', TIFF: 'image/tiff' },
  ...{ AVIF: 'image/avif', BMP: 'image/bmp' },
};

/** What the system says of a file that can't be read. */
const goneCodes = ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP', 'ENAMETOOLONG', 'EIO'];

/** The bytes of a picture, and the media type by its signature. */
export interface ReadPicture {
  readonly bytes: Buffer;
  readonly mediaType: string;
}

/**
 * Reads the picture of an item.
 *
 * @param most the largest file, in bytes
 * @returns undefined if it is gone, has changed, or is too large
 */
export async function readItemPicture(
  { file, content }: ItemPicture,
  most: number,
): Promise<ReadPicture | undefined> {
  try {
    const status = await stat(file);
    if (!status.isFile() || status.size > most) return undefined;
    const bytes = await readFile(file);
    const format = imageFormat(bytes);
    // Not `createHash`: a checksum of megabytes takes time, and this computes it on another thread.
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
    if (format === undefined || digest !== content) return undefined;
    return { bytes, mediaType: mediaTypes[format]! };
  } catch (error) {
    if (hasCode(error, ...goneCodes)) return undefined;
    throw error;
  }
}
