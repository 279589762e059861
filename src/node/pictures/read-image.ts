// Reads a picture file as the input of a network: checks the file, decodes it, fits it. Each step has its own file;
// here is only what is about files.
import { readFile, stat } from 'node:fs/promises';
import { InputError } from '../../errors.ts';
import { decodeImage } from './decode.ts';
import { fitImage, fitOf, type ImageTarget } from './fit.ts';
import { imageFormats } from './formats.ts';
import { explainSystemError } from '../system-errors.ts';

const maxMebibytes = 128;

/**
 * Reads a PNG, JPEG, WebP, GIF (first frame) or TIFF picture of any size and colour and fits it to a network's input:
 * upright, aspect ratio kept. As the target's fit says, it is padded with its background's colour, or its middle is cut out, or
 * it is trimmed to the garment and negated where that is dark on light. A picture that has the right size already keeps its
 * pixels, negated or not.
 *
 * @returns `[channels, height, width]`, 0 to 255
 * @throws InputError naming the file when it can't be read, is no picture, is damaged, or is too large
 * @example await readImage('boot.jpg', { height: 28, width: 28, channels: 1, invert: 'auto' })
 */
export async function readImage(file: string, target: ImageTarget): Promise<Uint8Array> {
  const bytes = await readBounded(file);
  return fitImage(await decodeImage(bytes, file, longestEdgeFor(target)), target);
}

/** How many pixels to decode to: enough to resize well, few enough to be quick. */
function longestEdgeFor(target: ImageTarget): number {
  const edge = Math.max(target.height, target.width);
  // A garment's edges are to be found at a tenth of a target pixel or so.
  return fitOf(target) === 'garment' ? Math.max(1024, 2 * edge) : 4 * edge;
}

async function readBounded(file: string): Promise<Uint8Array> {
  try {
    const status = await stat(file);
    if (status.isDirectory()) throw new InputError(`${file}: expected a picture, got a directory`);
    if (!status.isFile()) throw new InputError(`${file}: expected a picture, got no regular file`);
    if (status.size === 0)
      throw new InputError(`${file}: expected a picture (${imageFormats}), got an empty file`);
    if (status.size > maxMebibytes * 2 ** 20)
      throw new InputError(
        `${file}: expected at most ${maxMebibytes} MiB, got ${Math.ceil(status.size / 2 ** 20)} MiB`,
      );
    return await readFile(file);
  } catch (error) {
    throw explainSystemError(error, `cannot read ${file}`);
  }
}
