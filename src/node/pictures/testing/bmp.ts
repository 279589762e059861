// For tests: BMP files of every kind.

export interface BmpPicture {
  readonly width: number;
  /** Negative: rows from the top. */
  readonly height: number;
  readonly bits: number;
  /** 0 none, 1 and 2 run lengths, 3 masks. */
  readonly compression?: number;
  readonly masks?: readonly number[];
  /** Red, green and blue of each colour. */
  readonly palette?: readonly (readonly number[])[];
  readonly pixels: Uint8Array;
  /** 12 for OS/2's, 40 by default, 108 and 124 with the masks inside. */
  readonly headerBytes?: number;
}

export function encodeBmp({
  width,
  height,
  bits,
  compression = 0,
  masks = [],
  palette = [],
  pixels,
  headerBytes = 40,
}: BmpPicture): Buffer {
  const isCore = headerBytes === 12;
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32LE(headerBytes, 0);
  if (isCore) [width, height, 1, bits].forEach((value, i) => header.writeUInt16LE(value, 4 + 2 * i));
  else {
    header.writeInt32LE(width, 4);
    header.writeInt32LE(height, 8);
    header.writeUInt16LE(1, 12);
    header.writeUInt16LE(bits, 14);
    header.writeUInt32LE(compression, 16);
    header.writeUInt32LE(palette.length, 32);
  }
  const maskBytes = Buffer.from(Uint32Array.from(masks).buffer);
  if (headerBytes > 40) header.set(maskBytes, 40);
  const colours = palette.map(([r, g, b]) => Buffer.from(isCore ? [b!, g!, r!] : [b!, g!, r!, 0]));
  const middle = Buffer.concat([header, ...(headerBytes === 40 ? [maskBytes] : []), ...colours]);
  const file = Buffer.alloc(14);
  file.write('BM');
  file.writeUInt32LE(14 + middle.length + pixels.length, 2);
  file.writeUInt32LE(14 + middle.length, 10);
  return Buffer.concat([file, middle, pixels]);
}
