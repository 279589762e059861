// The segments of a JPEG: markers with their content, without the compressed data between them.

export const startOfScan = 0xda;
export const endOfImage = 0xd9;

export interface Segment {
  readonly marker: number;
  /** Without the two bytes of its length. */
  readonly content: Uint8Array;
  /** The offset after the segment. */
  readonly end: number;
}

/** Whether a marker begins a frame. Of the same range, 0xc4, 0xc8 and 0xcc are tables. */
export const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** The segments in order. The last is the end of the image, which has no content. */
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
