// Where a piece is defective: the connected places of its map above a threshold, each in a box.
import { connectedPlaces } from '../metrics/connected-places.ts';
import type { InspectorCard } from './inspector-file.ts';

/** A box in shares of the picture's width and height, from its top left corner. */
export interface PlaceBox {
  /** From the left. */
  readonly x: number;
  /** From the top. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The largest value of the map in it. */
  readonly peak: number;
}

/** Where no place is above the threshold, places near the largest value count: above this share of it. */
const shareOfPeak = 0.8;

/**
 * The boxes of the defective places of a piece that counts as defective, that with the largest value first.
 *
 * @param map `[height, width]`
 */
export function defectivePlaces(
  map: Float32Array,
  { input: { height, width }, placeThreshold = Infinity }: InspectorCard,
): PlaceBox[] {
  const largest = map.reduce((a, b) => Math.max(a, b), -Infinity);
  const level = Math.min(placeThreshold, shareOfPeak * largest);
  const { labels, count } = connectedPlaces(
    Uint8Array.from(map, (value) => Number(value > level)),
    { height, width },
  );
  const boxes = Array.from({ length: count }, () => ({
    ...{ left: width, top: height, right: 0, bottom: 0, peak: -Infinity },
  }));
  labels.forEach((label, i) => {
    if (label === 0) return;
    const box = boxes[label - 1]!;
    const [y, x] = [Math.floor(i / width), i % width];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y + 1);
    box.peak = Math.max(box.peak, map[i]!);
  });
  return boxes
    .sort((a, b) => b.peak - a.peak)
    .map(({ left, top, right, bottom, peak }) => ({
      ...{ x: left / width, y: top / height },
      ...{ width: (right - left) / width, height: (bottom - top) / height, peak },
    }));
}
