// Reads a picture file as the input of a network: checks the file, decodes it, fits it. Decoding and fitting
// have their own files.
import { readFileSync, statSync, type Stats } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { InputError } from '../../errors.ts';
import { decodeImage } from './decode.ts';
import { fitImage, fitOf, type ImageTarget } from './fit.ts';
import { imageFormats } from './formats.ts';
import { looksLikePhotograph } from './photograph.ts';
import { defaultMaxPixels } from './raster.ts';
import { explainSystemError } from '../files/system-errors.ts';

/** A file may have two bytes for each allowed pixel, and at least 128 MiB. */
const leastMaxMebibytes = 128;
const bytesPerPixel = 2;

/**
 * Reads a picture and fits it to a network's input, upright and with its aspect ratio. Formats: PNG, JPEG,
 * WebP, GIF (first frame), TIFF (first page), AVIF and BMP. The target's fit pads it with its background
 * colour, crops it to the middle, or trims it to the garment and negates a dark one on a light background. A
 * picture of the right size keeps its pixels, negated or not.
 *
 * @returns `[channels, height, width]`, 0 to 255
 * @throws InputError naming the file if it can't be read, is not a picture, is damaged, or is too large
 * @example
 * const pixels = await readImage('boot.jpg', { height: 28, width: 28, channels: 1, invert: 'auto' });
 * pixels.length // 784
 */
export async function readImage(file: string, target: ImageTarget): Promise<Uint8Array> {
  return (await readJudgedImage(file, target)).image;
}

/** A picture that was fitted, and what it was like before. */
export interface JudgedImage {
  readonly image: Uint8Array;
  /** Whether it looks like a photograph. */
  readonly isPhotograph: boolean;
  /** Its width by its height. */
  readonly ratio: number;
}

/** Like `readImage`, and tells what the picture was like. */
export async function readJudgedImage(file: string, target: ImageTarget): Promise<JudgedImage> {
  const { bytes } = await readImageFile(file, target.maxPixels);
  const raster = await decodeImage(bytes, file, longestEdgeFor(target), target);
  return {
    image: await fitImage(raster, target),
    isPhotograph: looksLikePhotograph(raster),
    ratio: raster.width / raster.height,
  };
}

/** Fits the bytes of a picture file to a network's input, as `readImage` does. */
export const fitImageBytes = async (
  bytes: Uint8Array,
  name: string,
  target: ImageTarget,
): Promise<Uint8Array> => fitImage(await decodeImage(bytes, name, longestEdgeFor(target), target), target);

/** The longest edge to decode to: enough to resize well, few enough to be fast. */
function longestEdgeFor(target: ImageTarget): number {
  const edge = Math.max(target.height, target.width);
  // The edges of a garment must be found to about a tenth of a target pixel.
  return fitOf(target) === 'garment' ? Math.max(1024, 2 * edge) : 4 * edge;
}

/** The bytes of a picture file, and its status just before they were read. */
export interface ImageFile {
  readonly bytes: Uint8Array;
  readonly status: Stats;
}

/** Up to this size, waiting for a file takes less time than going on with other work meanwhile. */
const smallBytes = 2 ** 16;

/**
 * Reads a picture file.
 *
 * @throws InputError if it can't be read, is empty or too large
 */
export async function readImageFile(file: string, maxPixels = defaultMaxPixels): Promise<ImageFile> {
  try {
    const status = statSync(file);
    if (status.isDirectory()) throw new InputError(`${file}: expected a picture, got a folder`);
    if (!status.isFile()) throw new InputError(`${file}: expected a picture, got a pipe, socket or device`);
    if (status.size === 0)
      throw new InputError(`${file}: expected a picture (${imageFormats}), got an empty file`);
    checkSize(file, status.size, maxPixels);
    return { bytes: status.size <= smallBytes ? readFileSync(file) : await readFile(file), status };
  } catch (error) {
    throw explainSystemError(error, `${file}: can't be read`);
  }
}

function checkSize(file: string, size: number, maxPixels: number): void {
  const most = Math.max(leastMaxMebibytes, Math.ceil((bytesPerPixel * maxPixels) / 2 ** 20));
  const came = Math.ceil(size / 2 ** 20);
  if (came > most)
    throw new InputError(
      `${file}: expected at most ${most} MiB, got ${came} MiB; allow larger files with --max-pixels`,
    );
}
