// Reads many picture files as the input of a network, a few at a time. A file that can't be read does not
// stop the others.
import { InputError } from '../../errors.ts';
import { mapInParallel } from '../files/in-parallel.ts';
import type { ImageTarget } from './fit.ts';
import { readJudgedImage, type JudgedImage } from './read-image.ts';

/** The picture of a file and what it was like, or the error as one line with its name. */
export type ReadFile =
  ({ readonly file: string } & JudgedImage) | { readonly file: string; readonly error: string };

/**
 * Reads picture files as `readImage` does.
 *
 * @returns a picture or an error for each file, in their order
 */
export const readImages = (files: readonly string[], target: ImageTarget): Promise<ReadFile[]> =>
  mapInParallel(files, async (file) => {
    try {
      return { file, ...(await readJudgedImage(file, target)) };
    } catch (error) {
      if (error instanceof InputError) return { file, error: error.message };
      throw error;
    }
  });
