// The colours of a map, to lie over its picture: nothing where the piece looks good, stronger where it does
// not.
import { heatMap } from '../../../../../src/explain/heat-map.ts';

/** The end of the colours, as a factor of the threshold of places: as on the sheets of `inspect check`. */
const scaleEnd = 2;
/** Below this factor nothing is shown: all good pieces have such values. */
const leastSeen = 0.5;
/** How much the strongest colour hides of the picture. */
const mostOpaque = 0.8;

/**
 * @param map `[height, width]`
 * @param placeThreshold above this a place is defective; more than 0
 * @returns red, green, blue and opacity of each place, 0 to 255
 */
export function heatPixels(map: Float32Array, placeThreshold: number): Uint8ClampedArray<ArrayBuffer> {
  const colours = heatMap(map, false, scaleEnd * placeThreshold);
  const pixels = new Uint8ClampedArray(4 * map.length);
  map.forEach((value, i) => {
    const share = (value / placeThreshold - leastSeen) / (scaleEnd - leastSeen);
    for (let channel = 0; channel < 3; channel++)
      pixels[4 * i + channel] = colours[channel * map.length + i]!;
    pixels[4 * i + 3] = 255 * mostOpaque * Math.max(0, Math.min(1, share));
  });
  return pixels;
}
