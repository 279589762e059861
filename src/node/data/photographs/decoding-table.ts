// A buffer for the pictures of a listing, filled from the cache and by decoding, in any order. At the end,
// gaps of missing pictures are closed. A cached picture is used if its file has not changed, or has the same
// content. This holds bytes and reads no files.
import type { CachedPictures, CacheIndex } from './cache-file.ts';
import type { ListedPicture } from './listing.ts';
import type { PictureShape } from './shape.ts';

type CachedFile = CacheIndex['files'][number];

/** The result: the pictures, and whether they differ from those in the cache. */
export interface FinishedTable extends CachedPictures {
  readonly pictures: readonly ListedPicture[];
  readonly hasChanged: boolean;
}

/** Whether a cache contains exactly these pictures, in this order, unchanged. */
export const isUpToDate = ({ files }: CacheIndex, pictures: readonly ListedPicture[]): boolean =>
  files.length === pictures.length && files.every((file, i) => isSame(file, pictures[i]!));

export class DecodingTable {
  /** Indices of the pictures that the cache does not have by path and stamp. */
  readonly missing: readonly number[];
  private readonly pictures: readonly ListedPicture[];
  private readonly shape: PictureShape;
  private readonly cache: CachedPictures | undefined;
  private readonly area: number;
  /** The most channels that a picture may have. */
  private readonly planes: 1 | 3;
  private readonly pixels: Uint8Array;
  /** For each picture so far: whether it is grey, and the digest of its content. */
  private readonly known: ({ readonly grey: boolean; readonly digest: string } | undefined)[];
  /** The index of each cached picture by the digest of its content. */
  private readonly cached: ReadonlyMap<string, number>;

  constructor(pictures: readonly ListedPicture[], shape: PictureShape, cache: CachedPictures | undefined) {
    this.pictures = pictures;
    this.shape = shape;
    this.cache = cache;
    this.area = shape.height * shape.width;
    this.planes = shape.channels ?? 3;
    this.pixels = new Uint8Array(pictures.length * this.planes * this.area);
    this.known = pictures.map(() => undefined);
    this.cached = new Map(cache?.index.files.map(({ digest }, i) => [digest, i]));
    const byPath = new Map(cache?.index.files.map(({ path }, i) => [path, i]));
    this.missing = [...pictures.keys()].filter((i) => !this.takeUnchanged(i, byPath.get(pictures[i]!.path)));
  }

  /** Stores a decoded picture. It has the channels of the shape, or three if the shape leaves them open. */
  put(i: number, digest: string, picture: Uint8Array): void {
    this.slot(i).set(picture);
    this.known[i] = { grey: this.planes === 1 || isGrey(picture, this.area), digest };
  }

  /**
   * Copies a picture with this content from the cache.
   *
   * @returns whether the cache has one
   */
  takeContent(i: number, digest: string): boolean {
    const position = this.cached.get(digest);
    if (position !== undefined) this.take(i, position);
    return position !== undefined;
  }

  /** Closes the gaps. If the channels are open, they become one if all pictures are grey. */
  finish(made: string): FinishedTable {
    const { height, width } = this.shape;
    const kept = [...this.pictures.keys()].filter((i) => this.known[i] !== undefined);
    const channels = this.shape.channels ?? (kept.every((i) => this.known[i]!.grey) ? 1 : 3);
    const size = channels * this.area;
    kept.forEach((i, position) => {
      const start = i * this.planes * this.area;
      this.pixels.copyWithin(position * size, start, start + size);
    });
    const pictures = kept.map((i) => this.pictures[i]!);
    const files = kept.map((i) => this.entry(i));
    return {
      index: { made, channels, height, width, files },
      pixels: this.pixels.subarray(0, kept.length * size),
      pictures,
      hasChanged: JSON.stringify(files) !== JSON.stringify(this.cache?.index.files),
    };
  }

  private takeUnchanged(i: number, position: number | undefined): boolean {
    if (position === undefined || !isSame(this.cache!.index.files[position]!, this.pictures[i]!))
      return false;
    this.take(i, position);
    return true;
  }

  private take(i: number, position: number): void {
    const { index, pixels } = this.cache!;
    const size = index.channels * this.area;
    const picture = pixels.subarray(position * size, (position + 1) * size);
    const slot = this.slot(i);
    for (let start = 0; start < slot.length; start += size) slot.set(picture, start); // a grey picture into three channels
    this.known[i] = index.files[position]!;
  }

  private slot(i: number): Uint8Array {
    const size = this.planes * this.area;
    return this.pixels.subarray(i * size, (i + 1) * size);
  }

  private entry(i: number): CachedFile {
    const { path, stamp } = this.pictures[i]!;
    const { grey, digest } = this.known[i]!;
    return { path, stamp, digest, grey };
  }
}

/**
 * A file without a stamp had changed just before it was read, so a later change could have the same stamp.
 */
const isSame = ({ path, stamp }: CachedFile, picture: ListedPicture): boolean =>
  stamp !== '' && path === picture.path && stamp === picture.stamp;

/** Whether red, green and blue are equal in all pixels. */
function isGrey(picture: Uint8Array, area: number): boolean {
  for (let i = 0; i < area; i++)
    if (picture[i] !== picture[area + i] || picture[i] !== picture[2 * area + i]) return false;
  return true;
}
