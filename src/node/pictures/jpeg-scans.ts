// Checks whether the scans of a JPEG make up the whole picture. A progressive JPEG has many scans, each of
// which adds detail. If it is cut off between two of them, it decodes without a warning.
import { endOfImage, isFrame, segments, startOfScan } from './jpeg-segments.ts';

const isProgressive = (frame: number): boolean => frame === 0xc2 || frame === 0xca;

/** What the headers of a JPEG's scans say. */
export interface Scans {
  /** Whether an end marker follows them. Other data may come after it, as phones write it. */
  readonly haveEnd: boolean;
  /** Whether each component has all its frequencies, at least roughly. The last scan may be cut off. */
  readonly areComplete: boolean;
  /** Whether each component has all its frequencies to the last bit. */
  readonly arePrecise: boolean;
}

/** Reads the headers of a JPEG's scans. */
export function readScans(bytes: Uint8Array): Scans {
  let frame = 0;
  let haveEnd = false;
  /** For each component and frequency: whether it is present, and whether its last bit is. */
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
