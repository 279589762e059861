// Room for every picture of a listing: filled from the cache and by decoding, in any order, and closed up at
// the end where a picture is missing. A picture of the cache is taken where the system says that the file has
// not changed, or its content is the same. It holds bytes and reads no file.
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
  /** Indices of the pictures of which the system does not say that the cache has them. */
  readonly missing: readonly number[];
  private readonly pictures: readonly ListedPicture[];
  private readonly shape: PictureShape;
  private readonly cache: CachedPictures | undefined;
  private readonly area: number;
  /** As many channels as a picture may turn out to have. */
  private readonly planes: 1 | 3;
  private readonly pixels: Uint8Array;
  /** Of each picture that is there: whether it is grey, and the digest of its content. */
  private readonly known: ({ readonly grey: boolean; readonly digest: string } | undefined)[];
  /** Where the cache has what, by content. */
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

  /** Puts a decoded picture in its place: of the shape's channels, or three where that leaves them open. */
  put(i: number, digest: string, picture: Uint8Array): void {
    this.slot(i).set(picture);
    this.known[i] = { grey: this.planes === 1 || isGrey(picture, this.area), digest };
  }

  /** Takes a picture of this content from the cache. @returns whether it has one */
  takeContent(i: number, digest: string): boolean {
    const position = this.cached.get(digest);
    if (position !== undefined) this.take(i, position);
    return position !== undefined;
  }

  /** Closes the gaps; where the channels are open, they are one if all pictures are grey. */
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
    for (let start = 0; start < slot.length; start += size) slot.set(picture, start); // a grey one three times
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

/** A file without a stamp was changed so shortly before that a later change could bear the same. */
const isSame = ({ path, stamp }: CachedFile, picture: ListedPicture): boolean =>
  stamp !== '' && path === picture.path && stamp === picture.stamp;

/** Whether red, green and blue are equal throughout. */
function isGrey(picture: Uint8Array, area: number): boolean {
  for (let i = 0; i < area; i++)
    if (picture[i] !== picture[area + i] || picture[i] !== picture[2 * area + i]) return false;
  return true;
}
