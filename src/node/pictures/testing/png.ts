// For tests: PNG files of any depth, chunk by chunk, which sharp can't write.
import { crc32, deflateSync } from 'node:zlib';

export interface PngPicture {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  /** 0 grey, 2 red, green and blue, 4 grey with opacity, 6 colours with opacity. */
  readonly colourType: number;
  /** As in the file, each row without its filter byte. */
  readonly rows: readonly Uint8Array[];
  /** The filter of each row, which `rows` are the result of; 0 (none) by default. */
  readonly filters?: readonly number[];
  /** Chunks before the pixels. */
  readonly chunks?: readonly (readonly [type: string, data: Uint8Array])[];
}

export function encodePng(picture: PngPicture): Buffer {
  const { width, height, depth, colourType, rows, filters = [], chunks = [] } = picture;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colourType], 8);
  const pixels = deflateSync(Buffer.concat(rows.flatMap((row, y) => [Buffer.of(filters[y] ?? 0), row])));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    ...chunks.map(([type, data]) => chunk(type, data)),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A PNG that claims a size but has almost no pixels. */
export const pngClaiming = (width: number, height: number): Buffer =>
  encodePng({ width, height, depth: 1, colourType: 0, rows: [Buffer.alloc(8)] });

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
