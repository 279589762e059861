// Resizes the small maps of a layer to the size of a picture, by bilinear interpolation between centres of
// cells.

/**
 * Resizes maps. Beyond the outermost centres, the outermost values continue.
 *
 * @param maps `[count, fromHeight, fromWidth]`
 * @returns `[count, toHeight, toWidth]`
 */
export function resizeMaps(
  maps: Float32Array,
  [fromHeight, fromWidth]: readonly [number, number],
  [toHeight, toWidth]: readonly [number, number],
): Float32Array {
  const count = maps.length / (fromHeight * fromWidth);
  const rows = samplePlaces(fromHeight, toHeight);
  const columns = samplePlaces(fromWidth, toWidth);
  const resized = new Float32Array(count * toHeight * toWidth);
  let at = 0;
  for (let map = 0; map < count; map++)
    for (const y of rows)
      for (const x of columns) {
        const above = (map * fromHeight + y.low) * fromWidth;
        const below = (map * fromHeight + y.high) * fromWidth;
        const top = mix(maps[above + x.low]!, maps[above + x.high]!, x.share);
        resized[at++] = mix(top, mix(maps[below + x.low]!, maps[below + x.high]!, x.share), y.share);
      }
  return resized;
}

const mix = (a: number, b: number, share: number): number => a + (b - a) * share;

/** The two cells on both sides of each new cell, and how far it is towards the second. */
function samplePlaces(from: number, to: number): { low: number; high: number; share: number }[] {
  return Array.from({ length: to }, (_, i) => {
    const place = Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
    const low = Math.floor(place);
    return { low, high: Math.min(low + 1, from - 1), share: place - low };
  });
}
