// Pictures in all supported formats, and what happens to them when they are damaged.
import sharp from 'sharp';
import { decodeImage, type Raster } from '../../src/node/pictures/decode.ts';
import { encodeBmp } from '../../src/node/pictures/testing/bmp.ts';
import { encodePng } from '../../src/node/pictures/testing/png.ts';
import { encodeTiff } from '../../src/node/pictures/testing/tiff.ts';
import { Random } from '../../src/random.ts';
import { InputError } from '../../src/errors.ts';
import { mutate } from './mutations.ts';
import { orRefusal } from './outcome.ts';

const width = 40;
const height = 32;
const pixels = width * height;

/** Patches of colour, none of them black or white, with a little noise: `[height, width, bands]`. */
function patches(bands: number, largest = 255): number[] {
  const random = new Random(1, 'patches', bands);
  const colours = Array.from({ length: 20 }, () =>
    Array.from({ length: bands }, () => random.between(0.15, 0.85)),
  );
  return Array.from({ length: pixels }, (_, i) => {
    const patch = Math.floor((i % width) / 8) + 5 * Math.floor(i / width / 8);
    return colours[patch]!.map((value) => Math.round(largest * (value + random.between(-0.04, 0.04))));
  }).flat();
}

const rowsOf = (bytes: Buffer, bands: number): Buffer[] =>
  Array.from({ length: height }, (_, y) => bytes.subarray(y * width * bands, (y + 1) * width * bands));

/** 16-bit numbers as big-endian bytes, as in PNG. */
function bytesOf16(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, i) => bytes.writeUInt16BE(value, 2 * i));
  return bytes;
}

/** Values packed into bytes, with each row padded to a multiple of bytes. */
function packed(values: readonly number[], bits: number, rowMultiple: number): Buffer {
  const rowBytes = Math.ceil((width * bits) / 8 / rowMultiple) * rowMultiple;
  const bytes = Buffer.alloc(rowBytes * height);
  values.forEach((value, i) => {
    const bit = (i % width) * bits;
    bytes[Math.floor(i / width) * rowBytes + (bit >> 3)]! |= value << (8 - bits - (bit & 7));
  });
  return bytes;
}

/** A pattern of few colours, as indices. */
const indices = (colours: number): number[] =>
  Array.from(
    { length: pixels },
    (_, i) => (Math.floor((i % width) / 5) + 3 * Math.floor(i / width / 5)) % colours,
  );

const palette = (colours: number): number[][] =>
  Array.from({ length: colours }, (_, i) => [
    40 + ((i * 37) % 180),
    200 - ((i * 53) % 170),
    60 + ((i * 91) % 150),
  ]);

const colour = () => sharp(Buffer.from(patches(3)), { raw: { width, height, channels: 3 } });
const grey = () =>
  sharp(Buffer.from(patches(1)), { raw: { width, height, channels: 1 } }).toColourspace('b-w');
const translucent = () => sharp(Buffer.from(patches(4)), { raw: { width, height, channels: 4 } });

/** A file for each format and kind. */
export async function pictureFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const made: Record<string, Uint8Array | Promise<Uint8Array>> = {
    'PNG, colours': colour().png().toBuffer(),
    'PNG, interlaced': colour().png({ progressive: true }).toBuffer(),
    'PNG, palette': colour().png({ palette: true }).toBuffer(),
    'PNG, grey': grey().png().toBuffer(),
    'PNG, opacity': translucent().png().toBuffer(),
    'PNG, 16 bits': encodePng({
      width,
      height,
      depth: 16,
      colourType: 2,
      rows: rowsOf(bytesOf16(patches(3, 65535)), 6),
    }),
    'PNG, 12 of 16 bits': encodePng({
      ...{ width, height, depth: 16, colourType: 0, rows: rowsOf(bytesOf16(patches(1, 4095)), 2) },
      chunks: [['sBIT', Buffer.of(12)]],
    }),
    'PNG, 4 bits': encodePng({
      width,
      height,
      depth: 4,
      colourType: 0,
      rows: rowsOf(packed(indices(16), 4, 1), 0.5),
    }),
    'JPEG, colours': colour().jpeg({ quality: 90 }).toBuffer(),
    'JPEG, progressive': colour().jpeg({ progressive: true }).toBuffer(),
    'JPEG, grey': grey().jpeg().toBuffer(),
    'JPEG, CMYK': colour().toColourspace('cmyk').jpeg().toBuffer(),
    'JPEG, EXIF': colour().jpeg().withMetadata({ orientation: 6 }).toBuffer(),
    'WebP, lossy': colour().webp().toBuffer(),
    'WebP, lossless': colour().webp({ lossless: true }).toBuffer(),
    'WebP, opacity': translucent().webp().toBuffer(),
    GIF: colour().gif().toBuffer(),
    AVIF: colour().avif({ effort: 0 }).toBuffer(),
    'AVIF, lossless': colour().avif({ effort: 0, lossless: true }).toBuffer(),
    'TIFF, JPEG inside': colour().tiff({ compression: 'jpeg' }).toBuffer(),
    'TIFF, LZW': colour().tiff({ compression: 'lzw', predictor: 'horizontal' }).toBuffer(),
    'TIFF, deflate, tiles': colour()
      .tiff({ compression: 'deflate', tile: true, tileWidth: 16, tileHeight: 16 })
      .toBuffer(),
    'TIFF, packed bits': grey().tiff({ compression: 'packbits' }).toBuffer(),
    'TIFF, uncompressed': colour().tiff({ compression: 'none' }).toBuffer(),
    'TIFF, 16 bits': encodeTiff({
      width,
      height,
      samples: Uint16Array.from(patches(3, 65535)),
      photometric: 2,
    }),
    'TIFF, floats': encodeTiff({
      width,
      height,
      samples: Float32Array.from(patches(1), (v) => v / 255),
      photometric: 1,
    }),
    'TIFF, four bands': encodeTiff({
      width,
      height,
      samples: Uint8Array.from(patches(4)),
      photometric: 2,
      tags: { 338: [0] },
    }),
    'BMP, 24 bits': encodeBmp({ width, height, bits: 24, pixels: Buffer.from(patches(3)) }),
    'BMP, 32 bits': encodeBmp({ width, height: -height, bits: 32, pixels: Buffer.from(patches(4)) }),
    'BMP, 16 bits': encodeBmp({ width, height, bits: 16, pixels: bytesOf16(patches(1, 32767)) }),
    'BMP, 8 bits': encodeBmp({
      width,
      height,
      bits: 8,
      palette: palette(16),
      pixels: packed(indices(16), 8, 4),
    }),
    'BMP, 4 bits': encodeBmp({
      width,
      height,
      bits: 4,
      palette: palette(16),
      pixels: packed(indices(16), 4, 4),
    }),
    'BMP, 1 bit': encodeBmp({
      width,
      height,
      bits: 1,
      palette: palette(2),
      pixels: packed(indices(2), 1, 4),
    }),
    'BMP, run lengths': encodeBmp({
      ...{ width, height, bits: 8, compression: 1, palette: palette(16) },
      pixels: Buffer.from([
        ...Array.from({ length: height }, (_, y) => [
          width / 2,
          y % 16,
          width / 2,
          (y + 3) % 16,
          0,
          0,
        ]).flat(),
        0,
        1,
      ]),
    }),
  };
  return new Map(
    await Promise.all(Object.entries(made).map(async ([name, bytes]) => [name, await bytes] as const)),
  );
}

/** The result of decoding a picture. */
type Outcome = Raster | InputError;

const decode = (bytes: Uint8Array): Promise<Outcome> =>
  orRefusal(() => decodeImage(bytes, 'picture.file', width));

/** Damages a picture and decodes it. @throws if pixels changed although the damage was detectable */
export async function tryPicture(files: ReadonlyMap<string, Uint8Array>, random: Random): Promise<void> {
  const name = [...files.keys()][random.integer(files.size)]!;
  const whole = files.get(name)!;
  const { bytes, what, atEnd } = mutate(whole, random);
  const outcome = await decode(bytes);
  if (outcome instanceof InputError) {
    if (outcome.message.startsWith('picture.file: ')) return;
    throw new Error(`${name}, ${what}: the refusal does not start with the file: ${outcome.message}`);
  }
  const isSeen = atEnd !== undefined || name.startsWith('PNG'); // PNG has checksums
  const original = await decode(whole);
  if (original instanceof InputError) throw new Error(`${name}: refused, ${original.message}`);
  if (isSeen && Buffer.compare(outcome.data, original.data) !== 0)
    throw new Error(`${name}, ${what}: the pixels changed, without a refusal`);
}
