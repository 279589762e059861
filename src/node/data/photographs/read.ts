// Reads the pixels of a listing. Pictures of unchanged files come from the cache. Other files are read, a few
// at a time, and decoded unless the cache has the same content. Then the cache is updated. Unreadable files
// are left out and reported.
import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../../../errors.ts';
import { inParallel } from '../../files/in-parallel.ts';
import { packageVersion } from '../../files/package-version.ts';
import { pictureCacheFolder, type Environment } from '../places.ts';
import { readCacheFile, writeCacheFile, type CachedPictures } from './cache-file.ts';
import { DecodingTable, isUpToDate } from './decoding-table.ts';
import { placeOf, type FileProblem, type ListedPicture, type PictureListing } from './listing.ts';
import type { PictureShape } from './shape.ts';

/** The progress of decoding. */
export interface PictureProgress {
  /** The name of the data set. */
  readonly name: string;
  /** The number of pictures done. */
  readonly done: number;
  /** The number of all pictures to do. */
  readonly total: number;
  /** How many of those done were decoded. The cache had the content of the others. */
  readonly decoded: number;
}

export interface ReadOptions {
  readonly env: Environment;
  /** Called before the first picture to decode, and after each. */
  readonly onPicture?: ((progress: PictureProgress) => void) | undefined;
  readonly onNotice?: ((notice: string) => void) | undefined;
  /** Class names in the order of the labels, for data without names. */
  readonly labelNames?: readonly string[] | undefined;
}

export interface ReadPictures {
  readonly channels: 1 | 3;
  /** The pictures that could be read, in the listing's order. */
  readonly pictures: readonly ListedPicture[];
  /** `[pictures, channels, height, width]`. */
  readonly pixels: Uint8Array;
  readonly broken: readonly FileProblem[];
}

/** Increase this whenever pixels are made differently, so that old caches are not used. */
const version = 2;
const maxBytes = 4 * 2 ** 30;
/** Letters of 6 bits each: 128 bits of a SHA-256. */
const digestLetters = 22;
/** How many files are read at a time; each may take 128 MiB of memory. */
const atOnce = Math.min(8, 2 * availableParallelism());

/**
 * Reads the pixels of the pictures of a listing.
 *
 * @throws InputError if they do not fit into memory
 */
export async function readPictures(
  listing: PictureListing,
  shape: PictureShape,
  options: ReadOptions,
): Promise<ReadPictures> {
  checkMemory(listing, shape);
  const cache = await findCache(listing, shape, options);
  if (cache && isUpToDate(cache.index, listing.pictures)) return unchanged(cache, listing);
  const table = new DecodingTable(listing.pictures, shape, cache);
  const broken = await decodeMissing(table, listing, shape, options);
  const { index, pixels, pictures, hasChanged } = table.finish(describeMaking(shape));
  if (hasChanged && pictures.length > 0) await save(listing, shape, { index, pixels }, options);
  return { channels: index.channels, pictures, pixels, broken: [...listing.unreadable, ...broken] };
}

function checkMemory(
  { name, pictures }: PictureListing,
  { height, width, channels = 3 }: PictureShape,
): void {
  const bytes = pictures.length * height * width * channels;
  if (bytes < maxBytes) return;
  const all = `${pictures.length.toLocaleString('en')} pictures of ${width}×${height} pixels in ${channels} channels`;
  throw new InputError(`${name}: ${all} take ${(bytes / 2 ** 30).toFixed(1)} GiB, expected less than 4 GiB`);
}

/**
 * Finds the cache for this shape. If a model fixes the channels, also accepts the cache for open channels if
 * that has the same number.
 */
async function findCache(
  listing: PictureListing,
  shape: PictureShape,
  { env, onNotice }: ReadOptions,
): Promise<CachedPictures | undefined> {
  const folder = folderOf(env);
  if (folder === undefined) return undefined;
  const own = await readCacheFile(await cacheFileOf(listing, shape, folder), describeMaking(shape));
  if (own === 'damaged')
    onNotice?.(`${listing.name}: the cache of its pictures is damaged and will be rebuilt`);
  if (typeof own !== 'string') return own;
  if (shape.channels === undefined) return undefined;
  const open = { ...shape, channels: undefined };
  const other = await readCacheFile(await cacheFileOf(listing, open, folder), describeMaking(open));
  return typeof other !== 'string' && other.index.channels === shape.channels ? other : undefined;
}

/** The folder of caches; undefined if there is none. Saving reports that. */
function folderOf(env: Environment): string | undefined {
  try {
    return pictureCacheFolder(env);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/**
 * Everything that the pixels depend on, except the file. Includes the decoder, because its rounding differs
 * between versions.
 */
function describeMaking({ height, width, channels, fit, maxPixels }: PictureShape): string {
  const decoder = packageVersion('sharp');
  return JSON.stringify({ version, decoder, height, width, channels, fit, maxPixels });
}

async function cacheFileOf(
  { source, name }: PictureListing,
  { height, width, channels, fit, maxPixels }: PictureShape,
  folder: string,
): Promise<string> {
  const key = JSON.stringify([
    await realpath(source),
    height,
    width,
    channels ?? 'auto',
    fit,
    maxPixels ?? 'default',
  ]);
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 16);
  const words = name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 40);
  return join(folder, `${words}-${width}x${height}-${hash}.pictures`);
}

function unchanged(
  { index, pixels }: CachedPictures,
  { pictures, unreadable }: PictureListing,
): ReadPictures {
  return { channels: index.channels, pictures, pixels, broken: unreadable };
}

async function decodeMissing(
  table: DecodingTable,
  { root, name, pictures }: PictureListing,
  { height, width, channels = 3, fit, maxPixels }: PictureShape,
  { onPicture }: ReadOptions,
): Promise<FileProblem[]> {
  const total = table.missing.length;
  if (total === 0) return [];
  const { fitImageBytes, readImageFile } = await import('../../pictures/read-image.ts');
  const target = { height, width, channels, fit, invert: 'auto', maxPixels } as const;
  const problems = new Map<number, FileProblem>();
  let [done, decoded] = [0, 0];
  onPicture?.({ name, done, total, decoded });
  await inParallel(table.missing, atOnce, async (i) => {
    const { path } = pictures[i]!;
    const file = placeOf(root, path);
    try {
      const bytes = await readImageFile(file, maxPixels);
      const digest = createHash('sha256').update(bytes).digest('base64').slice(0, digestLetters);
      if (!table.takeContent(i, digest)) {
        decoded++;
        table.put(i, digest, await fitImageBytes(bytes, file, target));
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.set(i, { path, problem: error.message });
    }
    onPicture?.({ name, done: ++done, total, decoded });
  });
  return [...problems].sort(([a], [b]) => a - b).map(([, problem]) => problem);
}

/** Saves the cache. If that fails, the next run only takes longer. */
async function save(
  listing: PictureListing,
  shape: PictureShape,
  content: CachedPictures,
  { env, onNotice }: ReadOptions,
): Promise<void> {
  try {
    await writeCacheFile(await cacheFileOf(listing, shape, pictureCacheFolder(env)), content);
  } catch (error) {
    const isOfTheDisk = error instanceof InputError || (error instanceof Error && 'code' in error);
    if (!isOfTheDisk) throw error;
    onNotice?.(`the decoded pictures could not be cached: ${error.message}`);
  }
}
