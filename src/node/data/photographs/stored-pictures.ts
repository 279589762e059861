// Pictures in the files of the cache, read when they are needed. Each has a place: a file, an offset and the
// checksum of its bytes. A grey picture is stored as one plane, and read as three where others have colours.
import { closeSync, openSync, readSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { PictureSource } from '../../../data/pictures.ts';
import { InputError } from '../../../errors.ts';

/** Where pictures are stored; plain data that can go to another thread. */
export interface StoredPlaces {
  /** The paths of the files with pixels. */
  readonly files: readonly string[];
  /** How many channels pictures have when they are read. */
  readonly channels: 1 | 3;
  /** The pixels of a plane. */
  readonly area: number;
  /** `[count]`, the file of each picture. */
  readonly file: Uint32Array;
  /** `[count]`, where each picture starts in its file. */
  readonly offset: Float64Array;
  /** `[count]`, 1 for those stored as a single plane. */
  readonly isPlane: Uint8Array;
  /** `[count]`, the CRC-32 of the stored bytes. */
  readonly sum: Uint32Array;
}

/** A stored picture whose bytes are not those that were stored. */
export class DamagedPicture extends InputError {
  /** Its index. */
  readonly index: number;

  constructor(file: string, index: number) {
    super(`${file}: the stored picture ${index} is damaged; clear the cache with atelier data cache --clear`);
    this.index = index;
  }
}

export class StoredPictures implements PictureSource {
  readonly places: StoredPlaces;
  private readonly descriptors: (number | undefined)[];
  private readonly scratch: Uint8Array;

  constructor(places: StoredPlaces) {
    this.places = places;
    this.descriptors = places.files.map(() => undefined);
    this.scratch = new Uint8Array(3 * places.area);
    closed.register(this, this.descriptors);
  }

  get count(): number {
    return this.places.offset.length;
  }

  /** @throws DamagedPicture if the bytes of a picture are not those that were stored */
  read(indices: ArrayLike<number>, into: Uint8Array): void {
    const size = this.places.channels * this.places.area;
    for (let i = 0; i < indices.length; i++)
      this.readOne(indices[i]!, into.subarray(i * size, (i + 1) * size));
  }

  select(indices: ArrayLike<number>): StoredPictures {
    const { file, offset, isPlane, sum, ...rest } = this.places;
    return new StoredPictures({
      ...rest,
      file: Uint32Array.from(indices, (index) => file[index]!),
      offset: Float64Array.from(indices, (index) => offset[index]!),
      isPlane: Uint8Array.from(indices, (index) => isPlane[index]!),
      sum: Uint32Array.from(indices, (index) => sum[index]!),
    });
  }

  /** Of the checksums of the pictures, which takes no reading. */
  digest(): Promise<string> {
    const { sum, isPlane, channels } = this.places;
    const hash = createHash('sha256').update(`${channels} channels\n`);
    for (const numbers of [sum, isPlane]) hash.update(numbers);
    return Promise.resolve(hash.digest('hex'));
  }

  private readOne(index: number, into: Uint8Array): void {
    const { channels, area, isPlane, sum } = this.places;
    const length = isPlane[index] ? area : 3 * area;
    const isDirect = length === channels * area;
    const bytes = isDirect ? into : this.scratch.subarray(0, length);
    if (this.readBytes(index, bytes) < length || crc32(bytes) !== sum[index])
      throw new DamagedPicture(this.fileOf(index), index);
    if (!isDirect) for (let plane = 0; plane < channels; plane++) into.set(bytes, plane * area);
  }

  /** Returns the number of bytes that there were. */
  private readBytes(index: number, bytes: Uint8Array): number {
    const number = this.places.file[index]!;
    try {
      const descriptor = (this.descriptors[number] ??= openSync(this.fileOf(index), 'r'));
      const start = this.places.offset[index]!;
      let done = 0;
      for (let more = 1; done < bytes.length && more > 0; done += more)
        more = readSync(descriptor, bytes, done, bytes.length - done, start + done);
      return done;
    } catch (error) {
      if (error instanceof Error && 'code' in error) return 0;
      throw error;
    }
  }

  private fileOf(index: number): string {
    return this.places.files[this.places.file[index]!]!;
  }
}

/** Closes files when nothing refers to their pictures any more. */
const closed = new FinalizationRegistry<(number | undefined)[]>((descriptors) => {
  for (const descriptor of descriptors) if (descriptor !== undefined) closeSync(descriptor);
});
