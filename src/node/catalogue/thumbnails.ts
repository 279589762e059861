// Small pictures of items, for contact sheets and reports.
import { InputError } from '../../errors.ts';
import { mapInParallel } from '../files/in-parallel.ts';
import { readImage } from '../pictures/read-image.ts';

/**
 * The pictures of files in colour, each on a square with its border's colour.
 *
 * @param edge in pixels
 * @returns `[3, edge, edge]`, 0 to 255; undefined for what can't be read, or is not there
 */
export const thumbnailsOf = (
  files: readonly (string | null)[],
  edge: number,
): Promise<(Uint8Array | undefined)[]> =>
  mapInParallel(files, async (file) => {
    if (file === null) return undefined;
    try {
      const size = { height: edge, width: edge, channels: 3 } as const;
      return await readImage(file, { ...size, fit: 'contain', invert: 'never' });
    } catch (error) {
      if (error instanceof InputError) return undefined;
      throw error;
    }
  });
