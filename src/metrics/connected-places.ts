// Connected places of a mask, by their eight neighbours.

/** The connected places of a mask. */
export interface ConnectedPlaces {
  /** `[height, width]`: 0 for places outside of the mask, otherwise the number of the group, from 1. */
  readonly labels: Int32Array;
  /** The number of groups. */
  readonly count: number;
}

/**
 * Numbers the connected places of a mask, in the order of their first place.
 *
 * @param mask `[height, width]`: 0 for places outside
 * @example connectedPlaces(Uint8Array.of(1, 0, 1, 1, 0, 0), { height: 2, width: 3 }).count // 2
 */
export function connectedPlaces(
  mask: Uint8Array,
  { height, width }: { readonly height: number; readonly width: number },
): ConnectedPlaces {
  const labels = new Int32Array(mask.length);
  const waiting: number[] = [];
  let count = 0;
  const take = (place: number) => {
    if (!mask[place] || labels[place]) return;
    labels[place] = count;
    waiting.push(place);
  };
  for (let first = 0; first < mask.length; first++) {
    if (!mask[first] || labels[first]) continue;
    count++;
    take(first);
    for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
      const [row, column] = [Math.floor(place / width), place % width];
      for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++)
        for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) take(y * width + x);
    }
  }
  return { labels, count };
}
