// IDX, the file format of MNIST and its relatives: a magic number, the sizes, then the bytes, all
// big-endian. Reads and writes only the two kinds that these data sets use: grey images `[count, height,
// width]` (magic 2051) and labels `[count]` (magic 2049). The bytes must be uncompressed; src/node/data
// finds, downloads and unpacks files.
import { InputError } from '../errors.ts';

const imagesMagic = 2051;
const labelsMagic = 2049;
const imagesHeader = 16;
const labelsHeader = 8;
/** No data set of this kind has larger pictures, so a header with larger sizes is damaged. */
const largestSide = 4096;

/** The content of an IDX file of images. */
export interface IdxImages {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** `[count, height, width]`, 0 to 255; a view of the parsed bytes. */
  readonly pixels: Uint8Array;
}

/**
 * Parses an IDX file of images.
 *
 * @param bytes the uncompressed file
 * @param source names the file in errors
 * @throws InputError if the magic number, the sizes or the length are not those of an images file
 */
export function parseIdxImages(bytes: Uint8Array, source: string): IdxImages {
  const header = readHeader(bytes, source, imagesMagic, imagesHeader);
  const count = header.getUint32(4);
  const height = header.getUint32(8);
  const width = header.getUint32(12);
  if (count === 0) throw new InputError(`${source}: expected at least one image; its header says 0`);
  for (const size of [height, width]) {
    if (size >= 1 && size <= largestSide) continue;
    throw new InputError(
      `${source}: expected images of 1 to ${largestSide} pixels a side; its header says ${height}×${width}`,
    );
  }
  checkLength(
    bytes,
    source,
    imagesHeader + count * height * width,
    `${count} images of ${height}×${width} pixels`,
  );
  return { count, height, width, pixels: bytes.subarray(imagesHeader) };
}

/**
 * Parses an IDX file of labels into numbers, `[count]`, 0 to 255. Does not check that they are labels of
 * classes.
 *
 * @param bytes the uncompressed file
 * @param source names the file in errors
 * @throws InputError if the magic number or the length are not those of a labels file
 */
export function parseIdxLabels(bytes: Uint8Array, source: string): Uint8Array {
  const header = readHeader(bytes, source, labelsMagic, labelsHeader);
  const count = header.getUint32(4);
  if (count === 0) throw new InputError(`${source}: expected at least one label; its header says 0`);
  checkLength(bytes, source, labelsHeader + count, `${count} labels`);
  return bytes.subarray(labelsHeader);
}

/**
 * Encodes grey images, `[count, height, width]`, as an IDX file.
 *
 * @throws InputError if the length does not match the sizes
 */
export function encodeIdxImages({ count, height, width, pixels }: IdxImages): Uint8Array {
  if (pixels.length !== count * height * width) {
    throw new InputError(
      `pixels: expected ${count} × ${height} × ${width} = ${count * height * width} bytes, got ${pixels.length}`,
    );
  }
  return encode([imagesMagic, count, height, width], pixels);
}

/** The header of an IDX file of images. */
export const idxImagesHeader = ({ count, height, width }: Omit<IdxImages, 'pixels'>): Uint8Array =>
  encode([imagesMagic, count, height, width], new Uint8Array(0));

/**
 * Encodes class indices, `[count]`, as an IDX file.
 *
 * @throws InputError if a label is not an integer from 0 to 255
 */
export function encodeIdxLabels(labels: ArrayLike<number>): Uint8Array {
  const bytes = Uint8Array.from(labels);
  const wrong = bytes.findIndex((byte, index) => byte !== labels[index]);
  if (wrong !== -1) {
    throw new InputError(`labels: expected integers from 0 to 255, got ${labels[wrong]} at index ${wrong}`);
  }
  return encode([labelsMagic, bytes.length], bytes);
}

function readHeader(bytes: Uint8Array, source: string, magic: number, length: number): DataView {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = magic === imagesMagic ? 'images' : 'labels';
  if (bytes.length < 4) {
    throw new InputError(`${source}: expected an IDX file of ${kind}, got only ${bytes.length} bytes`);
  }
  const came = view.getUint32(0);
  if (came !== magic) {
    throw new InputError(
      `${source}: expected an IDX file of ${kind} (magic ${magic}), got magic ${came}${hint(came, magic)}`,
    );
  }
  if (bytes.length < length) {
    throw new InputError(
      `${source}: truncated; expected a header of ${length} bytes, got ${bytes.length} bytes`,
    );
  }
  return view;
}

/** The types of numbers, by the third byte of a file. */
const types: ReadonlyMap<number, string> = new Map([
  [0x08, 'bytes'],
  [0x09, 'signed bytes'],
  [0x0b, '16-bit whole numbers'],
  [0x0c, '32-bit whole numbers'],
  [0x0d, '32-bit floats'],
  [0x0e, '64-bit floats'],
]);

/** A guess at the cause of a wrong magic number. */
function hint(came: number, magic: number): string {
  if (came >>> 16 === 0x1f8b) return ', which is gzip: is it still compressed?';
  if (came === labelsMagic) return ', which is a labels file: were images and labels swapped?';
  if (came === imagesMagic) return ', which is an images file: were images and labels swapped?';
  const [type, dimensions] = [types.get((came >>> 8) & 0xff), came & 0xff];
  if (came >>> 16 === 0 && type !== undefined)
    return type === 'bytes'
      ? `, which has bytes along ${dimensions} axes instead of ${magic & 0xff}`
      : `, which has ${type} instead of bytes`;
  const reversed = new DataView(new ArrayBuffer(4));
  reversed.setUint32(0, came, true);
  return reversed.getUint32(0) === magic ? ', which is little-endian; IDX is big-endian' : '';
}

function checkLength(bytes: Uint8Array, source: string, expected: number, what: string): void {
  if (bytes.length === expected) return;
  const problem = bytes.length < expected ? 'truncated' : 'trailing bytes';
  throw new InputError(
    `${source}: ${problem}; expected ${expected} bytes for the ${what} of its header, got ${bytes.length}`,
  );
}

function encode(header: readonly number[], content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 * header.length + content.length);
  const view = new DataView(bytes.buffer);
  header.forEach((value, index) => view.setUint32(4 * index, value));
  bytes.set(content, 4 * header.length);
  return bytes;
}
