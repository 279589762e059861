// Reads a picture file as the input of a network: checks the file, decodes it, fits it. Each step has its own
// file; here is only what is about files.
import { readFile, stat } from 'node:fs/promises';
import { InputError } from '../../errors.ts';
import { decodeImage } from './decode.ts';
import { fitImage, fitOf, type ImageTarget } from './fit.ts';
import { imageFormats } from './formats.ts';
import { defaultMaxPixels } from './raster.ts';
import { explainSystemError } from '../system-errors.ts';

/** A file may have two bytes for each pixel that a picture may have, and 128 MiB in any case. */
const leastMaxMebibytes = 128;
const bytesPerPixel = 2;

/**
 * Reads a picture of any size and colour, PNG, JPEG, WebP, GIF (first frame), TIFF (first page), AVIF or BMP,
 * and fits it to a network's input: upright, aspect ratio kept. As the target's fit says, it is padded with
 * its background's colour, or its middle is cut out, or it is trimmed to the garment and negated where that
 * is dark on light. A picture that has the right size already keeps its pixels, negated or not.
 *
 * @returns `[channels, height, width]`, 0 to 255
 * @throws InputError naming the file when it can't be read, is no picture, is damaged, or is too large
 * @example
 * const pixels = await readImage('boot.jpg', { height: 28, width: 28, channels: 1, invert: 'auto' });
 * pixels.length // 784
 */
export async function readImage(file: string, target: ImageTarget): Promise<Uint8Array> {
  return fitImageBytes(await readImageFile(file, target.maxPixels), file, target);
}

/** Fits the bytes of a picture file to a network's input, as `readImage` does. */
export const fitImageBytes = async (
  bytes: Uint8Array,
  name: string,
  target: ImageTarget,
): Promise<Uint8Array> => fitImage(await decodeImage(bytes, name, longestEdgeFor(target), target), target);

/** How many pixels to decode to: enough to resize well, few enough to be quick. */
function longestEdgeFor(target: ImageTarget): number {
  const edge = Math.max(target.height, target.width);
  // A garment's edges are to be found at a tenth of a target pixel or so.
  return fitOf(target) === 'garment' ? Math.max(1024, 2 * edge) : 4 * edge;
}

/**
 * The bytes of a file that is meant to be a picture. Throws an InputError when it can't be read, is empty or
 * too large.
 */
export async function readImageFile(file: string, maxPixels = defaultMaxPixels): Promise<Uint8Array> {
  try {
    const status = await stat(file);
    if (status.isDirectory()) throw new InputError(`${file}: expected a picture, got a directory`);
    if (!status.isFile()) throw new InputError(`${file}: expected a picture, got no regular file`);
    if (status.size === 0)
      throw new InputError(`${file}: expected a picture (${imageFormats}), got an empty file`);
    checkSize(file, status.size, maxPixels);
    return await readFile(file);
  } catch (error) {
    throw explainSystemError(error, `cannot read ${file}`);
  }
}

function checkSize(file: string, size: number, maxPixels: number): void {
  const most = Math.max(leastMaxMebibytes, Math.ceil((bytesPerPixel * maxPixels) / 2 ** 20));
  const came = Math.ceil(size / 2 ** 20);
  if (came > most)
    throw new InputError(
      `${file}: expected at most ${most} MiB, got ${came} MiB; --max-pixels takes larger files too`,
    );
}
