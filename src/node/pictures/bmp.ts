// Reads BMP, which libvips does not support: palettes of 1, 4 and 8 bits, 16, 24 and 32 bits with or without
// masks, run-length encoding, bottom-up or top-down rows. The available packages mix up channels or take
// palette indices for grey levels. The bytes are untrusted, so anything inconsistent is refused. Sources:
// Microsoft, "Bitmap Storage"; OS/2's header of 12 bytes.
import { InputError } from '../../errors.ts';
import { checkPixels, type Raster } from './raster.ts';

interface Header {
  readonly width: number;
  readonly height: number;
  readonly isTopDown: boolean;
  readonly bits: number;
  readonly compression: number;
  /** The offset of the pixels. */
  readonly start: number;
  readonly masks: readonly Mask[];
  readonly palette: Uint8Array;
}

/** The bits of red, green, blue or opacity in a pixel's number. */
interface Mask {
  readonly shift: number;
  readonly max: number;
}

const compressions = { none: 0, runs8: 1, runs4: 2, masks: 3, masksWithAlpha: 6 } as const;
const coreHeader = 12;
const fileHeader = 14;

/**
 * Decodes a BMP.
 *
 * @param maxPixels larger pictures are refused before memory is allocated
 * @returns a raster of 4 channels
 * @throws InputError if the file is truncated, contradicts itself, or is of a rare kind: JPEG or PNG inside,
 *   or 64 bits
 */
export function decodeBmp(bytes: Uint8Array, maxPixels: number): Raster {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const header = readHeader(view, maxPixels);
  const { width, height, bits, compression, isTopDown } = header;
  const isRun = compression === compressions.runs8 || compression === compressions.runs4;
  const numbers = isRun ? unpackRuns(bytes, header) : unpackRows(view, header);
  const data = new Uint8Array(width * height * 4);
  const put = bits <= 8 ? fromPalette(header) : fromMasks(header);
  for (let y = 0; y < height; y++) {
    const row = isTopDown ? y : height - 1 - y;
    for (let x = 0; x < width; x++) put(data, (y * width + x) * 4, numbers[row * width + x]!);
  }
  if (isInvisible(data)) for (let i = 3; i < data.length; i += 4) data[i] = 255;
  return { width, height, channels: 4, data };
}

/** Whether all pixels are transparent. The writer did not mean that, so they are then made opaque. */
function isInvisible(data: Uint8Array): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 0) return false;
  return true;
}

const damaged = (what: string) => new InputError(`this BMP picture is damaged or cut off: ${what}`);

function readHeader(view: DataView, maxPixels: number): Header {
  const size = view.byteLength >= fileHeader + 4 ? view.getUint32(fileHeader, true) : 0;
  if (view.byteLength < fileHeader + Math.max(size, coreHeader)) throw damaged('its header is incomplete');
  const isCore = size === coreHeader;
  const width = isCore ? view.getUint16(18, true) : view.getInt32(18, true);
  const signedHeight = isCore ? view.getUint16(20, true) : view.getInt32(22, true);
  const height = Math.abs(signedHeight);
  if (width < 1 || height < 1) throw damaged(`its header gives a size of ${width} × ${signedHeight} pixels`);
  checkPixels(width, height, maxPixels);
  const bits = view.getUint16(isCore ? 24 : 28, true);
  const compression = isCore ? 0 : view.getUint32(30, true);
  checkKind(bits, compression);
  const hasMasks = compression === compressions.masks || compression === compressions.masksWithAlpha;
  const masksAfter = hasMasks && size === 40 ? (compression === compressions.masks ? 12 : 16) : 0;
  const masks = masksOf(view, bits, hasMasks, size === 40 ? masksAfter : size - 40);
  const paletteStart = fileHeader + size + masksAfter;
  const start = view.getUint32(10, true);
  const palette = bits <= 8 ? readPalette(view, { bits, isCore, paletteStart, start }) : new Uint8Array(0);
  return { width, height, isTopDown: signedHeight < 0, bits, compression, start, masks, palette };
}

function checkKind(bits: number, compression: number): void {
  const kinds: Readonly<Record<number, readonly number[]>> = {
    [compressions.none]: [1, 2, 4, 8, 16, 24, 32],
    [compressions.runs8]: [8],
    [compressions.runs4]: [4],
    [compressions.masks]: [16, 32],
    [compressions.masksWithAlpha]: [16, 32],
  };
  if (kinds[compression]?.includes(bits)) return;
  throw new InputError(`BMP with ${bits} bits and compression ${compression} is not supported`);
}

/** The masks of the header, or the usual ones. In 32 bits the highest byte has no meaning by default. */
function masksOf(view: DataView, bits: number, hasMasks: boolean, room: number): Mask[] {
  const usual = bits === 16 ? [0x7c00, 0x03e0, 0x001f, 0] : [0xff0000, 0xff00, 0xff, 0];
  if (!hasMasks) return usual.map(maskOf);
  if (view.byteLength < 54 + Math.min(room, 16) || room < 12) throw damaged('its masks are missing');
  return checkMasks(
    [0, 1, 2, 3].map((i) => maskOf(4 * i + 4 <= room ? view.getUint32(54 + 4 * i, true) : 0)),
  );
}

/** Refuses masks that make every picture black. */
function checkMasks(masks: Mask[]): Mask[] {
  if (masks.slice(0, 3).every(({ max }) => max === 0)) throw damaged('its masks are empty');
  return masks;
}

function maskOf(mask: number): Mask {
  if (mask === 0) return { shift: 0, max: 0 };
  const shift = 31 - Math.clz32(mask & -mask);
  return { shift, max: mask >>> shift };
}

interface PalettePlace {
  readonly bits: number;
  readonly isCore: boolean;
  readonly paletteStart: number;
  readonly start: number;
}

/** Red, green and blue of each colour. */
function readPalette(view: DataView, { bits, isCore, paletteStart, start }: PalettePlace): Uint8Array {
  const entry = isCore ? 3 : 4;
  const said = isCore ? 0 : view.getUint32(46, true);
  const room = Math.max(0, Math.min(start, view.byteLength) - paletteStart);
  const count = Math.min(said || 2 ** bits, 2 ** bits, Math.floor(room / entry));
  if (count === 0) throw damaged('its palette is missing');
  const colours = new Uint8Array(3 * count);
  for (let i = 0; i < count; i++)
    for (let c = 0; c < 3; c++) colours[3 * i + c] = view.getUint8(paletteStart + i * entry + 2 - c);
  if (count > 1 && colours.every((level, i) => level === colours[i % 3]))
    throw damaged('all colours of its palette are the same');
  return colours;
}

/** Each pixel's number, rows in the order of the file. Rows begin at multiples of four bytes. */
function unpackRows(view: DataView, { width, height, bits, start }: Header): Uint32Array {
  const rowBytes = 4 * Math.ceil((width * bits) / 32);
  // The last row may lack its padding.
  if (view.byteLength < start + rowBytes * (height - 1) + Math.ceil((width * bits) / 8))
    throw damaged('rows are missing');
  const numbers = new Uint32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) numbers[y * width + x] = numberAt(view, start + y * rowBytes, x, bits);
  return numbers;
}

function numberAt(view: DataView, row: number, x: number, bits: number): number {
  if (bits === 24) return view.getUint16(row + 3 * x, true) | (view.getUint8(row + 3 * x + 2) << 16);
  if (bits === 32) return view.getUint32(row + 4 * x, true);
  if (bits === 16) return view.getUint16(row + 2 * x, true);
  const perByte = 8 / bits;
  const shift = 8 - bits * ((x % perByte) + 1);
  return (view.getUint8(row + Math.floor(x / perByte)) >> shift) & (2 ** bits - 1);
}

/** The most pixels that two bytes can encode. */
const longestRun = 255;

/**
 * Decodes run lengths: a count and a number, or after a 0 an end, a jump, or literal numbers. Skipped pixels
 * get number 0. If more pixels are skipped than given, the picture is refused.
 */
function unpackRuns(bytes: Uint8Array, { width, height, bits, start }: Header): Uint32Array {
  const least = Math.ceil((width * height) / 2);
  if ((longestRun / 2) * (bytes.length - start) < least) throw damaged('most of its pixels are missing');
  const numbers = new Uint32Array(width * height);
  let given = 0;
  let [x, y, at] = [0, 0, start];
  const next = (): number => {
    if (at >= bytes.length) throw damaged('rows are missing');
    return bytes[at++]!;
  };
  const put = (number: number) => {
    if (x < width && y < height) {
      numbers[y * width + x] = number;
      given++;
    }
    x++;
  };
  const nibble = (byte: number, i: number) => (i % 2 === 0 ? byte >> 4 : byte & 15);
  for (;;) {
    const [count, value] = [next(), next()];
    if (count > 0) for (let i = 0; i < count; i++) put(bits === 8 ? value : nibble(value, i));
    else if (value === 0) [x, y] = [0, y + 1];
    else if (value === 1) break;
    else if (value === 2) [x, y] = [x + next(), y + next()];
    else {
      let byte = 0;
      for (let i = 0; i < value; i++) {
        if (bits === 8 || i % 2 === 0) byte = next();
        put(bits === 8 ? byte : nibble(byte, i));
      }
      if (Math.ceil((value * bits) / 8) % 2 === 1) at++; // literal numbers are padded to two bytes
    }
    if (y >= height) break; // some writers leave out the end
  }
  if (given < least) throw damaged('most of its pixels are missing');
  return numbers;
}

type Put = (data: Uint8Array, at: number, number: number) => void;

function fromPalette({ palette }: Header): Put {
  const colours = palette.length / 3;
  return (data, at, number) => {
    if (number >= colours) throw damaged('a pixel has a colour that is not in its palette');
    data.set(palette.subarray(3 * number, 3 * number + 3), at);
    data[at + 3] = 255;
  };
}

function fromMasks({ masks }: Header): Put {
  return (data, at, number) => {
    for (let c = 0; c < 4; c++) {
      const { shift, max } = masks[c]!;
      const isOpaque = c === 3 && max === 0;
      data[at + c] = isOpaque ? 255 : max === 0 ? 0 : Math.round((255 * ((number >>> shift) & max)) / max);
    }
  };
}
