// The scans of a JPEG: whether those that are there make up the whole picture. A progressive JPEG has many,
// each of which adds detail, so that one which was cut off between two of them decodes without complaint.
import { endOfImage, isFrame, segments, startOfScan } from './jpeg-segments.ts';

const isProgressive = (frame: number): boolean => frame === 0xc2 || frame === 0xca;

/** What is known of the scans of a JPEG. */
export interface Scans {
  /**
   * Whether the marker of the end follows them. Other things may come after it, as telephones put them there.
   */
  readonly haveEnd: boolean;
  /** Whether each component has all its frequencies, if only roughly. The last scan may be cut off. */
  readonly areComplete: boolean;
  /** Whether it has them to the last bit. */
  readonly arePrecise: boolean;
}

/** Reads the headers of a JPEG's scans. */
export function readScans(bytes: Uint8Array): Scans {
  let frame = 0;
  let haveEnd = false;
  /** For each component and frequency, whether it is there, and whether its last bit is. */
  const found = new Map<number, boolean[]>();
  const precise = new Map<number, boolean[]>();
  for (const { marker, content } of segments(bytes)) {
    if (isFrame(marker) && content.length > 5) {
      frame = marker;
      for (let i = 0; i < content[5]!; i++)
        for (const there of [found, precise])
          there.set(content[6 + 3 * i]!, new Array<boolean>(64).fill(false));
    }
    if (marker === endOfImage) haveEnd = true;
    if (marker !== startOfScan) continue;
    const count = content[0] ?? 0;
    const [first = 0, last = 63, bits = 0] = content.subarray(1 + 2 * count);
    const isLastBit = !isProgressive(frame) || (bits & 15) === 0;
    const frequencies = isProgressive(frame) ? ([first, last + 1] as const) : ([0, 64] as const);
    for (let i = 0; i < count; i++) {
      const component = content[1 + 2 * i]!;
      found.get(component)?.fill(true, ...frequencies);
      if (isLastBit) precise.get(component)?.fill(true, ...frequencies);
    }
  }
  return { haveEnd, areComplete: isFull(found), arePrecise: isFull(precise) };
}

const isFull = (there: ReadonlyMap<number, readonly boolean[]>): boolean =>
  [...there.values()].every((frequencies) => frequencies.every(Boolean));
