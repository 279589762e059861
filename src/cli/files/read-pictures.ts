// Reads picture files for a model, with a notice about blank ones.
import { isBlank } from '../../node/pictures/blank.ts';
import type { ImageTarget } from '../../node/pictures/fit.ts';
import { readImages, type ReadFile } from '../../node/pictures/read-images.ts';
import { firstFew } from '../../few-words.ts';
import { counted } from '../../number-words.ts';
import { notice, oneLine } from '../terminal/output.ts';

/** How many picture files a command reads at a time; each may have 128 MiB. */
export const filesAtOnce = 16;

/** Reads picture files, and names those of a single colour on standard error. */
export async function readPictures(files: readonly string[], target: ImageTarget): Promise<ReadFile[]> {
  const read = await readImages(files, target);
  const blank = read.filter((result) => 'image' in result && isBlank(result.image, target.channels));
  if (blank.length > 0) {
    const some = firstFew(blank.map(({ file }) => oneLine(file)));
    notice(`${counted(blank.length, 'picture')} of a single colour, perhaps damaged: ${some}`);
  }
  return read;
}
