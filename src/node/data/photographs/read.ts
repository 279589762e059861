// Reads the pictures of a listing. Pictures of unchanged files come from the cache. Other files are read and
// decoded, unless the cache has the same content. Unreadable files are left out and reported. Large data sets
// stay on disk if the caller can work with that.
import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../../errors.ts';
import { packageVersion } from '../../files/package-version.ts';
import { pictureCacheFolder, type Environment } from '../places.ts';
import { Decoding } from './decoding.ts';
import type { PictureListing } from './listing.ts';
import { PictureCache } from './picture-cache.ts';
import type { ReadOptions, ReadPictures } from './reading.ts';
import type { PictureShape } from './shape.ts';

/** Increase this whenever pixels are made differently, so that old caches are not used. */
const version = 2;
/** How much memory all pictures of a data set may take. */
const mostBytes = 4 * 2 ** 30;

/**
 * Reads the pictures of a listing.
 *
 * @param mostInMemory pictures that take as many bytes or more stay on disk; if undefined, none do
 * @throws InputError if they must be in memory and do not fit
 */
export async function readPictures(
  listing: PictureListing,
  shape: PictureShape,
  options: ReadOptions,
  mostInMemory?: number,
): Promise<ReadPictures> {
  if (mostInMemory === undefined) checkMemory(listing, shape);
  const own = await openCache(listing, shape, options);
  const colour =
    shape.channels === 1 ? await openCache(listing, { ...shape, channels: 3 }, options) : undefined;
  const decoding = new Decoding(listing, shape, options, own, colour);
  let read: ReadPictures | undefined;
  try {
    for (;;) {
      await decoding.decodeMissing();
      read = decoding.result(mostInMemory ?? mostBytes);
      if (read) return read;
      options.onNotice?.(`${listing.name}: the cache of its pictures is damaged and will be rebuilt`);
    }
  } finally {
    await decoding.close(read?.pixels);
  }
}

function checkMemory(
  { name, pictures }: PictureListing,
  { height, width, channels = 3 }: PictureShape,
): void {
  const bytes = pictures.length * height * width * channels;
  if (bytes < mostBytes) return;
  const all = `${pictures.length.toLocaleString('en')} pictures of ${width}×${height} pixels in ${channels} channels`;
  throw new InputError(`${name}: ${all} take ${(bytes / 2 ** 30).toFixed(1)} GiB, expected less than 4 GiB`);
}

/** Opens the cache of a data set in a shape. Without a folder for caches it is empty and can't be written. */
async function openCache(
  listing: PictureListing,
  shape: PictureShape,
  { env }: ReadOptions,
): Promise<PictureCache> {
  const { source, name } = listing;
  const head = { made: describeMaking(shape), name, source };
  try {
    return await PictureCache.open(await cacheFolderOf(listing, shape, env), head);
  } catch (error) {
    if (error instanceof InputError) return PictureCache.without(error, head);
    throw error;
  }
}

/**
 * Everything that the pixels depend on, except the file. Includes the decoder, because its rounding differs
 * between versions.
 */
function describeMaking({ height, width, channels, fit, maxPixels }: PictureShape): string {
  const decoder = packageVersion('sharp');
  return JSON.stringify({ version, decoder, height, width, isGrey: channels === 1, fit, maxPixels });
}

async function cacheFolderOf(
  { source, name }: PictureListing,
  { height, width, channels, fit, maxPixels }: PictureShape,
  env: Environment,
): Promise<string> {
  const colours = channels === 1 ? 'grey' : 'colour';
  const place = await realpath(source).catch(() => source); // the address of a database is no path
  const key = JSON.stringify([place, height, width, colours, fit, maxPixels ?? 'default']);
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 16);
  const words = name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 40);
  return join(pictureCacheFolder(env), `${words}-${width}x${height}-${hash}`);
}
