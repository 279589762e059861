// Drawing on a picture of few pixels with a soft, round brush.

/** The size of a picture. */
export interface PictureSize {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/**
 * The picture with a dab of the brush. Its middle reaches the level; its edge blends in.
 *
 * @param pixels uint8 `[channels, height, width]`
 * @param at the row and column of its middle, in pixels
 */
export function dab(
  pixels: Uint8Array,
  { channels, height, width }: PictureSize,
  at: readonly [number, number],
  level: number,
): Uint8Array {
  const radius = Math.max(1.2, height / 20);
  const next = Uint8Array.from(pixels);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const cover = Math.max(0, Math.min(1, radius + 0.5 - Math.hypot(y - at[0], x - at[1])));
      if (cover === 0) continue;
      for (let c = 0; c < channels; c++) {
        const i = (c * height + y) * width + x;
        const drawn = next[i]! + cover * (level - next[i]!);
        next[i] = level > 127 ? Math.max(next[i]!, drawn) : Math.min(next[i]!, drawn);
      }
    }
  return next;
}

/** The points of a line between two cells, no further apart than half a cell. */
export function pointsBetween(
  [y0, x0]: readonly [number, number],
  [y1, x1]: readonly [number, number],
): (readonly [number, number])[] {
  const count = Math.max(1, Math.ceil(2 * Math.hypot(y1 - y0, x1 - x0)));
  return Array.from({ length: count }, (_, i) => {
    const share = (i + 1) / count;
    return [y0 + share * (y1 - y0), x0 + share * (x1 - x0)] as const;
  });
}
