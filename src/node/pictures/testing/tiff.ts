// For tests: TIFF files of any sample type, bands and tags, uncompressed in one strip, which sharp can't
// write.
import type { Samples } from '../samples.ts';

export interface TiffPicture {
  readonly width: number;
  readonly height: number;
  /** Row by row, the bands of each pixel side by side. */
  readonly samples: Samples;
  /** 0 white is zero, 1 black is zero, 2 red, green and blue, 5 CMYK, 6 YCbCr, 8 L*a*b*. */
  readonly photometric: number;
  /** Other tags by number, as SHORTs. */
  readonly tags?: Readonly<Record<number, readonly number[]>>;
}

const formats = new Map<unknown, number>([
  [Int8Array, 2],
  [Int16Array, 2],
  [Int32Array, 2],
  [Float32Array, 3],
  [Float64Array, 3],
]);
const headerBytes = 8;

/** Little-endian, like the machines that run the tests. */
export function encodeTiff({ width, height, samples, photometric, tags = {} }: TiffPicture): Buffer {
  const bands = samples.length / (width * height);
  const pixels = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  const all: Record<number, readonly number[]> = {
    256: [width],
    257: [height],
    258: Array.from({ length: bands }, () => 8 * samples.BYTES_PER_ELEMENT),
    259: [1],
    262: [photometric],
    277: [bands],
    278: [height],
    339: Array.from({ length: bands }, () => formats.get(samples.constructor) ?? 1),
    ...tags,
  };
  const numbers = [...Object.keys(all).map(Number), 273, 279].sort((a, b) => a - b);
  const directory = Buffer.alloc(2 + 12 * numbers.length + 4);
  directory.writeUInt16LE(numbers.length, 0);
  const start = headerBytes + pixels.length;
  const values: Buffer[] = [];
  numbers.forEach((number, i) => {
    const at = 2 + 12 * i;
    directory.writeUInt16LE(number, at);
    const shorts = all[number];
    directory.writeUInt16LE(shorts ? 3 : 4, at + 2);
    directory.writeUInt32LE(shorts?.length ?? 1, at + 4);
    if (!shorts) directory.writeUInt32LE(number === 273 ? headerBytes : pixels.length, at + 8);
    else if (shorts.length <= 2) shorts.forEach((value, j) => directory.writeUInt16LE(value, at + 8 + 2 * j));
    else {
      directory.writeUInt32LE(start + directory.length + Buffer.concat(values).length, at + 8);
      values.push(Buffer.from(Uint16Array.from(shorts).buffer));
    }
  });
  const header = Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0]);
  header.writeUInt32LE(start, 4);
  return Buffer.concat([header, pixels, directory, ...values]);
}
