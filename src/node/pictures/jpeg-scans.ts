// The scans of a JPEG: whether those that are there make up the whole picture. A progressive JPEG has many, each of which adds detail, so
// that one which was cut off between two of them decodes without complaint.

const startOfScan = 0xda;
const endOfImage = 0xd9;
/** Frame headers: sequential ones and progressive ones, without the tables and markers that lie among their numbers. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const isProgressive = (frame: number): boolean => frame === 0xc2 || frame === 0xca;

/** What is known of the scans of a JPEG. */
export interface Scans {
  /** Whether the marker of the end follows them. Other things may come after it, as telephones put them there. */
  readonly haveEnd: boolean;
  /** Whether all of the picture is in one scan. */
  readonly isSingle: boolean;
  /** Whether all components are there, and of progressive ones all frequencies in full precision. The last scan may be cut off. */
  readonly areAll: boolean;
}

/** Reads the headers of a JPEG's scans. */
export function readScans(bytes: Uint8Array): Scans {
  let frame = 0;
  let scans = 0;
  let haveEnd = false;
  /** For each component and frequency, whether its last bit is there. */
  const precise = new Map<number, boolean[]>();
  for (const { marker, content } of segments(bytes)) {
    if (isFrame(marker) && content.length > 5) {
      frame = marker;
      for (let i = 0; i < content[5]!; i++)
        precise.set(content[6 + 3 * i]!, new Array<boolean>(64).fill(false));
    }
    if (marker === endOfImage) haveEnd = true;
    if (marker !== startOfScan) continue;
    scans++;
    const count = content[0] ?? 0;
    const [first = 0, last = 63, bits = 0] = content.subarray(1 + 2 * count);
    const isLastBit = !isProgressive(frame) || (bits & 15) === 0;
    const frequencies = isProgressive(frame) ? ([first, last + 1] as const) : ([0, 64] as const);
    for (let i = 0; i < count; i++)
      if (isLastBit) precise.get(content[1 + 2 * i]!)?.fill(true, ...frequencies);
  }
  const isSingle = scans === 1 && !isProgressive(frame);
  return {
    haveEnd,
    isSingle,
    areAll: [...precise.values()].every((frequencies) => frequencies.every(Boolean)),
  };
}

interface Segment {
  readonly marker: number;
  /** Without the length that stands before it. */
  readonly content: Uint8Array;
}

/**
 * The segments that have a content, one after the other, up to the end of the picture, which is given without one. What lies between
 * them, such as the data of scans, is skipped.
 */
function* segments(bytes: Uint8Array): Generator<Segment> {
  for (let at = bytes.indexOf(0xff, 2); at >= 0 && at + 2 <= bytes.length; at = bytes.indexOf(0xff, at)) {
    const marker = bytes[at + 1]!;
    if (marker === endOfImage) {
      yield { marker, content: bytes.subarray(0, 0) };
      return;
    }
    const hasContent = marker >= 0xc0 && marker < 0xff && !(marker >= 0xd0 && marker <= 0xd9);
    const end = at + 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
    if (!hasContent) at++;
    else {
      yield { marker, content: bytes.subarray(at + 4, end) };
      at = end;
    }
  }
}
