// Reads the header of a TIFF's first picture: how many samples a pixel has and what they mean. libvips
// reports most of that, but not whether a fourth band is opacity or infrared. Source: Aldus, 1992, "TIFF,
// revision 6.0"; BigTIFF has longer offsets.

/** The numbers of the tags that say how to read samples. */
const tagNumbers = {
  subfileType: 254,
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  samplesPerPixel: 277,
  maxSampleValue: 281,
  inkSet: 332,
  extraSamples: 338,
  sampleFormat: 339,
  dngVersion: 50706,
} as const;
type TagName = keyof typeof tagNumbers;

/** The values of the tags that the file has. */
export type TiffTags = Readonly<Partial<Record<TagName, readonly number[]>>>;

const names = new Map<number, TagName>(
  Object.entries(tagNumbers).map(([name, number]) => [number, name as TagName]),
);
/** The sizes of BYTE, SHORT, LONG and LONG8. Other types have nothing of interest here. */
const sizes = new Map([
  [1, 1],
  [3, 2],
  [4, 4],
  [16, 8],
]);
const mostTags = 4096;
const mostValues = 64;

/**
 * Reads the tags of a TIFF's first picture.
 *
 * @returns undefined if the bytes are not a TIFF, or end before the tags do
 */
export function readTiffTags(bytes: Uint8Array): TiffTags | undefined {
  try {
    return readTags(new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
  } catch (error) {
    if (error instanceof RangeError) return undefined; // beyond the end of the bytes
    throw error;
  }
}

function readTags(view: DataView): TiffTags | undefined {
  const little = view.getUint16(0) === 0x4949;
  const version = view.getUint16(2, little);
  if (version !== 42 && version !== 43) return undefined;
  const isBig = version === 43;
  const offsetBytes = isBig ? 8 : 4;
  const number = (at: number, size: number): number => {
    if (size === 8) return Number(view.getBigUint64(at, little));
    return size === 4
      ? view.getUint32(at, little)
      : size === 2
        ? view.getUint16(at, little)
        : view.getUint8(at);
  };
  const directory = isBig ? number(8, 8) : number(4, 4);
  const count = number(directory, isBig ? 8 : 2);
  if (count > mostTags) return undefined;
  const tags: Partial<Record<TagName, readonly number[]>> = {};
  for (let i = 0; i < count; i++) {
    const entry = directory + (isBig ? 8 + 20 * i : 2 + 12 * i);
    const name = names.get(number(entry, 2));
    const size = sizes.get(number(entry + 2, 2));
    if (!name || !size) continue;
    const length = Math.min(number(entry + 4, offsetBytes), mostValues);
    const field = entry + 4 + offsetBytes;
    const start = length * size <= offsetBytes ? field : number(field, offsetBytes);
    tags[name] = Array.from({ length }, (_, j) => number(start + j * size, size));
  }
  return tags;
}
