// The segments of a JPEG: markers and what belongs to them, without the compressed data between them.

export const startOfScan = 0xda;
export const endOfImage = 0xd9;

export interface Segment {
  readonly marker: number;
  /** Without the length before it. */
  readonly content: Uint8Array;
  /** Where the bytes after the segment begin. */
  readonly end: number;
}

/** Whether a marker opens a frame. 0xc4, 0xc8 and 0xcc, among the same numbers, are tables. */
export const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** The segments one after the other, up to the end of the image, which comes last and has no content. */
export function* segments(bytes: Uint8Array): Generator<Segment> {
  for (let at = bytes.indexOf(0xff, 2); at >= 0 && at + 2 <= bytes.length; at = bytes.indexOf(0xff, at)) {
    const marker = bytes[at + 1]!;
    if (marker === endOfImage) {
      yield { marker, content: bytes.subarray(0, 0), end: at + 2 };
      return;
    }
    const hasContent = marker >= 0xc0 && marker < 0xff && !(marker >= 0xd0 && marker <= 0xd9);
    const end = at + 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
    if (!hasContent) at++;
    else {
      yield { marker, content: bytes.subarray(at + 4, end), end };
      at = end;
    }
  }
}
