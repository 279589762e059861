// Decodes small, plain PNGs without libvips, which takes longer to begin than to decode one: 8 bits a sample,
// grey or red, green and blue, with or without opacity, not interlaced. It is strict: whatever is unusual, or
// not as the specification wants it, is left to libvips. https://www.w3.org/TR/png-3/
import { crc32, inflateSync } from 'node:zlib';
import type { Raster } from './raster.ts';

/** Larger pictures are left to libvips. */
const mostPixels = 64 * 64;

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** A chunk has its length, its name, its data and its check sum. */
const chunkExtra = 12;
/** Grey, colours, and both with opacity, by the number in the header. */
const channelsByColour: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 };

interface Header {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** The header of a small, plain PNG, whose rest may be damaged; undefined for anything else. */
export function plainPngHeader(bytes: Uint8Array): Header | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 33 || !file.subarray(0, 8).equals(signature)) return undefined;
  if (file.readUInt32BE(8) !== 13 || file.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const channels = channelsByColour[file[25]!];
  const isPlain = file[24] === 8 && file[26] === 0 && file[27] === 0 && file[28] === 0;
  if (!isPlain || channels === undefined || !(width * height >= 1 && width * height <= mostPixels))
    return undefined;
  return { width, height, channels };
}

/**
 * Decodes a small, plain PNG.
 *
 * @returns a raster of 4 channels, with the pixels that libvips would read; undefined if it must do it
 */
export function decodePlainPng(bytes: Uint8Array): Raster | undefined {
  const header = plainPngHeader(bytes);
  const packed = header && packedPixels(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const lines = packed && inflate(packed, header.height * (1 + header.width * header.channels));
  const samples = lines && unfiltered(lines, header);
  if (!samples) return undefined;
  return { width: header.width, height: header.height, channels: 4, data: withOpacity(samples, header) };
}

/** The data of all chunks IDAT; undefined if there are chunks that may matter, or one is damaged. */
function packedPixels(file: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  let last = '';
  for (let at = 8; last !== 'IEND';) {
    if (at + chunkExtra > file.length) return undefined;
    const end = at + chunkExtra + file.readUInt32BE(at);
    const name = file.toString('latin1', at + 4, at + 8);
    if (end > file.length || crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4))
      return undefined;
    if (!(followers[last] ?? []).includes(name)) return undefined;
    if (name === 'IDAT') parts.push(file.subarray(at + 8, end - 4));
    if (name === 'IEND' && end !== file.length) return undefined;
    [at, last] = [end, name];
  }
  return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}

/** Which chunks may follow one. `pHYs`, the size of a printed pixel, is the only other one that is plain. */
const followers: Readonly<Record<string, readonly string[]>> = {
  '': ['IHDR'],
  IHDR: ['pHYs', 'IDAT'],
  pHYs: ['IDAT'],
  IDAT: ['IDAT', 'IEND'],
};

/** Unpacks exactly so many bytes. */
function inflate(packed: Buffer, size: number): Buffer | undefined {
  try {
    // Its buffer has 16 KiB by default, which takes longer to make than to fill.
    const lines = inflateSync(packed, { maxOutputLength: size, chunkSize: Math.max(64, size + 1) });
    return lines.length === size ? lines : undefined;
  } catch {
    return undefined;
  }
}

/** Undoes the filter of each line: its first byte says from which neighbours its samples are predicted. */
function unfiltered(lines: Buffer, { width, height, channels }: Header): Uint8Array | undefined {
  const line = width * channels;
  const samples = new Uint8Array(height * line);
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (1 + line)]!;
    if (filter > 4) return undefined;
    if (filter === 0) {
      samples.set(lines.subarray(y * (1 + line) + 1, (y + 1) * (1 + line)), y * line);
      continue;
    }
    for (let x = 0; x < line; x++) {
      const at = y * line + x;
      const left = x >= channels ? samples[at - channels]! : 0;
      const above = y > 0 ? samples[at - line]! : 0;
      const corner = x >= channels && y > 0 ? samples[at - line - channels]! : 0;
      samples[at] = lines[at + y + 1]! + predicted(filter, left, above, corner);
    }
  }
  return samples;
}

/** The prediction of a sample by the filters 1 to 4: Sub, Up, Average and Paeth. */
function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  const [toLeft, toAbove, toCorner] = [
    Math.abs(above - corner),
    Math.abs(left - corner),
    Math.abs(left + above - 2 * corner),
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function withOpacity(samples: Uint8Array, { width, height, channels }: Header): Uint8Array {
  const hasColours = channels >= 3;
  const hasOpacity = channels % 2 === 0;
  const data = new Uint8Array(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    const at = i * channels;
    for (let c = 0; c < 3; c++) data[4 * i + c] = samples[hasColours ? at + c : at]!;
    data[4 * i + 3] = hasOpacity ? samples[at + channels - 1]! : 255;
  }
  return data;
}
