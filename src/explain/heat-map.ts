// Draws maps in colours that people with colour blindness can distinguish. Maps without a sign go from black
// over violet and orange to light yellow (matplotlib's inferno). Maps with a sign go from blue over white to
// red (ColorBrewer's RdBu). Each map has its own scale.
import type { Explanation } from './explanation.ts';

type Colour = readonly [red: number, green: number, blue: number];

const inferno: readonly Colour[] = [
  [0, 0, 4],
  [66, 10, 104],
  [147, 38, 103],
  [221, 81, 58],
  [252, 165, 10],
  [252, 255, 164],
];
const blueToRed: readonly Colour[] = [
  [33, 102, 172],
  [146, 197, 222],
  [247, 247, 247],
  [244, 165, 130],
  [178, 24, 43],
];

/**
 * The colours of a map, `[3, height, width]`, 0 to 255. The value 0 is white for maps with a sign, else
 * black.
 *
 * @param map `[height, width]`
 * @param largest the magnitude at the end of the scale; by default the largest in the map
 */
export function heatMap(
  map: Float32Array,
  isSigned: Explanation['isSigned'],
  largest = largestMagnitude(map),
): Uint8Array {
  const colours = new Uint8Array(3 * map.length);
  map.forEach((value, i) => {
    const share = largest > 0 ? Math.max(-1, Math.min(1, value / largest)) : 0;
    const colour = isSigned ? colourAt(blueToRed, (share + 1) / 2) : colourAt(inferno, Math.max(0, share));
    colour.forEach((level, channel) => (colours[channel * map.length + i] = level));
  });
  return colours;
}

/**
 * A map's colours over its picture in grey, `[3, height, width]`. Larger values show more colour.
 *
 * @param largest the magnitude at the end of the scale; by default the largest in the map
 */
export function overlaidHeatMap(
  map: Float32Array,
  image: ArrayLike<number>,
  largest = largestMagnitude(map),
): Uint8Array {
  const grey = greyOf(image, map.length);
  return heatMap(map, false, largest).map((level, i) => {
    const place = i % map.length;
    const share = largest > 0 ? 0.25 + 0.5 * Math.min(1, Math.abs(map[place]! / largest)) : 0.25;
    return Math.round(level * share + grey[place]! * (1 - share));
  });
}

const largestMagnitude = (map: Float32Array): number =>
  map.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** The mean over the channels of a picture. */
function greyOf(image: ArrayLike<number>, area: number): Float32Array {
  const channels = image.length / area;
  const grey = new Float32Array(area);
  for (let i = 0; i < image.length; i++) grey[i % area]! += image[i]! / channels;
  return grey;
}

function colourAt(scale: readonly Colour[], share: number): Colour {
  const place = share * (scale.length - 1);
  const low = Math.min(Math.floor(place), scale.length - 2);
  const mix = (channel: 0 | 1 | 2) =>
    Math.round(scale[low]![channel] + (scale[low + 1]![channel] - scale[low]![channel]) * (place - low));
  return [mix(0), mix(1), mix(2)];
}
