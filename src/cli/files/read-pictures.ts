// Picture files for a model, with a word about those that show nothing.
import { isBlank } from '../../node/pictures/blank.ts';
import type { ImageTarget } from '../../node/pictures/fit.ts';
import { readImages, type ReadFile } from '../../node/pictures/read-images.ts';
import { counted } from '../../number-words.ts';
import { notice, oneLine } from '../terminal/output.ts';

const named = 5;

/** Reads picture files, and tells on standard error which of them have one colour everywhere. */
export async function readPictures(files: readonly string[], target: ImageTarget): Promise<ReadFile[]> {
  const read = await readImages(files, target);
  const blank = read.filter((result) => 'image' in result && isBlank(result.image, target.channels));
  if (blank.length > 0) {
    const some = blank.slice(0, named).map(({ file }) => oneLine(file));
    const more = blank.length > named ? ` and ${blank.length - named} more` : '';
    notice(
      `${counted(blank.length, 'picture')} of one colour everywhere, maybe damaged: ${some.join(', ')}${more}`,
    );
  }
  return read;
}
