// Fills the cache with the pictures of a listing that it lacks, then reads them. If the cache can't be
// written, the pictures go to a temporary one, which only costs time in the next run.
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pictures } from '../../../data/pictures.ts';
import { InputError } from '../../../errors.ts';
import { inParallel } from '../../files/in-parallel.ts';
import { isBlank } from '../../pictures/blank.ts';
import { placeOf, type FileProblem, type ListedPicture, type PictureListing } from './listing.ts';
import { PictureCache, type CachedPicture, type DecodedPicture } from './picture-cache.ts';
import type { ReadOptions, ReadPictures } from './reading.ts';
import type { PictureShape } from './shape.ts';
import { DamagedPicture, StoredPictures, type StoredPlaces } from './stored-pictures.ts';

/** Letters of 6 bits each: 128 bits of a SHA-256. */
const digestLetters = 22;
/** How many files are read at a time; each may take 128 MiB of memory. */
const atOnce = Math.min(8, 2 * availableParallelism());

export class Decoding {
  private readonly listing: PictureListing;
  private readonly shape: PictureShape;
  private readonly options: ReadOptions;
  private readonly cache: PictureCache;
  /** Takes over if the cache can't be written. */
  private temporary: Promise<PictureCache> | undefined;
  /** The cached picture of each listed one, once there is one. */
  private readonly found: (CachedPicture | undefined)[];
  private readonly problems = new Map<number, FileProblem>();

  /** @param colour the cache of the same pictures in colour, which may have grey ones */
  constructor(
    listing: PictureListing,
    shape: PictureShape,
    options: ReadOptions,
    cache: PictureCache,
    colour: PictureCache | undefined,
  ) {
    [this.listing, this.shape, this.options, this.cache] = [listing, shape, options, cache];
    this.found = listing.pictures.map((picture) => {
      const other = colour?.find(picture);
      return cache.find(picture) ?? (other?.isPlane ? other : undefined);
    });
  }

  /** Decodes the pictures that no cache has, a few at a time. */
  async decodeMissing(): Promise<void> {
    const { name, pictures } = this.listing;
    const missing = [...pictures.keys()].filter((i) => !this.found[i] && !this.problems.has(i));
    if (missing.length === 0) return;
    const progress = { name, total: missing.length };
    let [done, decoded] = [0, 0];
    this.options.onPicture?.({ ...progress, done, decoded });
    await inParallel(missing, atOnce, async (i) => {
      if (await this.decode(i)) decoded++;
      this.options.onPicture?.({ ...progress, done: ++done, decoded });
    });
  }

  /**
   * Reads the pictures.
   *
   * @param mostInMemory how many bytes may be in memory; more stay on disk
   * @returns undefined if some were damaged. They then count as missing.
   */
  result(mostInMemory: number): ReadPictures | undefined {
    const { listing, shape, found, problems } = this;
    const kept = [...listing.pictures.keys()].filter((i) => found[i]);
    const channels = shape.channels ?? (kept.every((i) => found[i]!.isPlane) ? 1 : 3);
    const stored = new StoredPictures(this.placesOf(kept, channels));
    const isInMemory = kept.length * channels * shape.height * shape.width < mostInMemory;
    const pixels = isInMemory ? this.readAll(kept, stored) : stored;
    if (!pixels) return undefined;
    return {
      channels,
      pixels,
      pictures: kept.map((i) => listing.pictures[i]!),
      blank: kept.filter((i) => found[i]!.isBlank).map((i) => listing.pictures[i]!),
      broken: [
        ...listing.unreadable,
        ...[...problems].sort(([a], [b]) => a - b).map(([, problem]) => problem),
      ],
    };
  }

  /** @param pixels those that were read; a temporary cache stays while they are on disk */
  async close(pixels: Pictures | undefined): Promise<void> {
    await this.cache.close();
    const temporary = await this.temporary;
    await temporary?.close();
    if (!temporary) return;
    if (pixels instanceof StoredPictures)
      process.once('exit', () => rmSync(temporary.folder, { recursive: true, force: true }));
    else await rm(temporary.folder, { recursive: true, force: true });
  }

  /** Returns whether the picture had to be decoded. Notes what is wrong if it can't be. */
  private async decode(i: number): Promise<boolean> {
    const picture = this.listing.pictures[i]!;
    const { fitImageBytes, readImageFile } = await import('../../pictures/read-image.ts');
    const { height, width, channels = 3, fit, maxPixels } = this.shape;
    const file = placeOf(this.listing.root, picture.path);
    try {
      const { bytes } = await readImageFile(file, maxPixels);
      const digest = createHash('sha256').update(bytes).digest('base64').slice(0, digestLetters);
      const same = this.cache.findContent(digest);
      if (same) {
        this.found[i] = await this.save((cache) => cache.addCopy(picture, same), same);
        return false;
      }
      const target = { height, width, channels, fit, invert: 'auto', maxPixels } as const;
      const pixels = await fitImageBytes(bytes, file, target);
      this.found[i] = await this.store(picture, digest, pixels, channels);
      return true;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.problems.set(i, { path: picture.path, problem: error.message });
      return false;
    }
  }

  private store({ path, stamp }: ListedPicture, digest: string, pixels: Uint8Array, channels: 1 | 3) {
    const area = this.shape.height * this.shape.width;
    const isPlane = channels === 1 || isGrey(pixels, area);
    const about: DecodedPicture = { path, stamp, digest, isPlane, isBlank: isBlank(pixels, channels) };
    return this.save((cache) => cache.add(about, isPlane ? pixels.subarray(0, area) : pixels));
  }

  /** Writes to the cache, or to a temporary one if there is nothing else to use. */
  private async save(
    write: (cache: PictureCache) => Promise<CachedPicture>,
    otherwise?: CachedPicture,
  ): Promise<CachedPicture> {
    if (this.temporary) return otherwise ?? write(await this.temporary);
    try {
      return await write(this.cache);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.temporary ??= this.openTemporary(error.message);
      return otherwise ?? write(await this.temporary);
    }
  }

  private async openTemporary(problem: string): Promise<PictureCache> {
    this.options.onNotice?.(`the decoded pictures could not be cached: ${problem}`);
    return PictureCache.open(await mkdtemp(join(tmpdir(), 'atelier-pictures-')), this.cache.head);
  }

  private placesOf(kept: readonly number[], channels: 1 | 3): StoredPlaces {
    const cached = kept.map((i) => this.found[i]!);
    const paths = cached.map(({ folder, file }) => join(folder, file));
    const files = [...new Set(paths)];
    const numbers = new Map(files.map((file, number) => [file, number]));
    return {
      files,
      channels,
      area: this.shape.height * this.shape.width,
      file: Uint32Array.from(paths, (path) => numbers.get(path)!),
      offset: Float64Array.from(cached, ({ offset }) => offset),
      isPlane: Uint8Array.from(cached, ({ isPlane }) => Number(isPlane)),
      sum: Uint32Array.from(cached, ({ sum }) => sum),
    };
  }

  /** All pictures in one array; undefined if some are damaged. */
  private readAll(kept: readonly number[], stored: StoredPictures): Uint8Array | undefined {
    const size = stored.places.channels * stored.places.area;
    const pixels = new Uint8Array(kept.length * size);
    const damaged = kept.filter((i, position) => {
      try {
        stored.read([position], pixels.subarray(position * size, (position + 1) * size));
        return false;
      } catch (error) {
        if (!(error instanceof DamagedPicture)) throw error;
        this.cache.forget(this.found[i]!);
        this.found[i] = undefined;
        return true;
      }
    });
    return damaged.length > 0 ? undefined : pixels;
  }
}

/** Whether red, green and blue are equal in all pixels. */
function isGrey(picture: Uint8Array, area: number): boolean {
  for (let i = 0; i < area; i++)
    if (picture[i] !== picture[area + i] || picture[i] !== picture[2 * area + i]) return false;
  return true;
}
