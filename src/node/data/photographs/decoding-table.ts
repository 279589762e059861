// Room for every picture of a listing: filled from the cache and by decoding, in any order, and closed up at the end where a picture
// is missing. It holds bytes and reads no file.
import type { CachedPictures, CacheIndex } from './cache-file.ts';
import type { ListedPicture } from './listing.ts';
import type { PictureShape } from './shape.ts';

type CachedFile = CacheIndex['files'][number];

/** What a table comes to: the pictures that it has, and whether the cache has others. */
export interface FinishedTable extends CachedPictures {
  readonly pictures: readonly ListedPicture[];
  readonly hasChanged: boolean;
}

/** Whether a cache has just these pictures, in this order, unchanged. */
export const isUpToDate = ({ files }: CacheIndex, pictures: readonly ListedPicture[]): boolean =>
  files.length === pictures.length && files.every((file, i) => isSame(file, pictures[i]!));

export class DecodingTable {
  /** Indices of the pictures that the cache does not have. */
  readonly missing: readonly number[];
  private readonly pictures: readonly ListedPicture[];
  private readonly shape: PictureShape;
  private readonly cache: CachedPictures | undefined;
  private readonly area: number;
  /** As many channels as a picture may turn out to have. */
  private readonly planes: 1 | 3;
  private readonly pixels: Uint8Array;
  /** Whether each picture is grey; undefined where it is not there. */
  private readonly greyness: (boolean | undefined)[];

  constructor(pictures: readonly ListedPicture[], shape: PictureShape, cache: CachedPictures | undefined) {
    this.pictures = pictures;
    this.shape = shape;
    this.cache = cache;
    this.area = shape.height * shape.width;
    this.planes = shape.channels ?? 3;
    this.pixels = new Uint8Array(pictures.length * this.planes * this.area);
    this.greyness = pictures.map(() => undefined);
    const known = new Map(cache?.index.files.map(([path], i) => [path, i]));
    this.missing = [...pictures.keys()].filter((i) => !this.takeFromCache(i, known.get(pictures[i]!.path)));
  }

  /** Puts a decoded picture in its place: of the shape's channels, or three where that leaves them open. */
  put(i: number, picture: Uint8Array): void {
    this.slot(i).set(picture);
    this.greyness[i] = this.planes === 1 || isGrey(picture, this.area);
  }

  /** Closes the gaps; where the channels are open, they are one if all pictures are grey. */
  finish(made: string): FinishedTable {
    const { height, width } = this.shape;
    const kept = [...this.pictures.keys()].filter((i) => this.greyness[i] !== undefined);
    const channels = this.shape.channels ?? (kept.every((i) => this.greyness[i]) ? 1 : 3);
    const size = channels * this.area;
    kept.forEach((i, position) => {
      const start = i * this.planes * this.area;
      this.pixels.copyWithin(position * size, start, start + size);
    });
    const pictures = kept.map((i) => this.pictures[i]!);
    return {
      index: { made, channels, height, width, files: kept.map((i) => this.entry(i)) },
      pixels: this.pixels.subarray(0, kept.length * size),
      pictures,
      hasChanged: this.cache === undefined || !isUpToDate(this.cache.index, pictures),
    };
  }

  private takeFromCache(i: number, position: number | undefined): boolean {
    if (!this.cache || position === undefined) return false;
    const { index, pixels } = this.cache;
    const file = index.files[position]!;
    if (!isSame(file, this.pictures[i]!)) return false;
    const size = index.channels * this.area;
    const picture = pixels.subarray(position * size, (position + 1) * size);
    const slot = this.slot(i);
    for (let start = 0; start < slot.length; start += size) slot.set(picture, start); // a grey one three times
    this.greyness[i] = file[3];
    return true;
  }

  private slot(i: number): Uint8Array {
    const size = this.planes * this.area;
    return this.pixels.subarray(i * size, (i + 1) * size);
  }

  private entry(i: number): CachedFile {
    const { path, bytes, modified } = this.pictures[i]!;
    return [path, bytes, modified, this.greyness[i]!];
  }
}

const isSame = ([path, bytes, modified]: CachedFile, picture: ListedPicture): boolean =>
  path === picture.path && bytes === picture.bytes && modified === picture.modified;

/** Whether red, green and blue are equal throughout. */
function isGrey(picture: Uint8Array, area: number): boolean {
  for (let i = 0; i < area; i++)
    if (picture[i] !== picture[area + i] || picture[i] !== picture[2 * area + i]) return false;
  return true;
}
