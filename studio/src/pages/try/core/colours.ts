// Numbers as pixels of a canvas: red, green, blue and opacity.
import { heatMap, overlaidHeatMap } from '../../../../../src/explain/heat-map.ts';
import type { CanvasPixels } from '../../../core/canvas-pixels.ts';

/** What the network sees: 1 channel is grey, 3 are colours; of others the first. */
export function pictureColours(
  pixels: Uint8Array,
  { channels, width, height }: { readonly channels: number; readonly width: number; readonly height: number },
): CanvasPixels {
  const area = width * height;
  const plane = (colour: number) => (channels >= 3 ? colour : 0) * area;
  return canvasPixels(width, height, (i, colour) => pixels[plane(colour) + i]!);
}

/** A map over its picture in grey. With a sign, red speaks for the class and blue against it. */
export function mapColours(
  map: Float32Array,
  pixels: Uint8Array,
  isSigned: boolean,
  { width, height }: { readonly width: number; readonly height: number },
): CanvasPixels {
  const area = map.length;
  if (!isSigned) {
    const planes = overlaidHeatMap(map, pixels);
    return canvasPixels(width, height, (i, colour) => planes[colour * area + i]!);
  }
  const planes = heatMap(map, true);
  const largest = map.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const channels = pixels.length / area;
  return canvasPixels(width, height, (i, colour) => {
    let grey = 0;
    for (let channel = 0; channel < channels; channel++) grey += pixels[channel * area + i]! / channels;
    const share = largest > 0 ? 0.45 + 0.55 * Math.abs(map[i]! / largest) : 0.45;
    return share * planes[colour * area + i]! + (1 - share) * grey;
  });
}

/** A feature map from black, its lowest value, to white, its highest; a map of one level is black. */
export function featureColours(values: Float32Array, width: number, height: number): CanvasPixels {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
  const scale = most > least ? 255 / (most - least) : 0;
  return canvasPixels(width, height, (i) => (values[i]! - least) * scale);
}

function canvasPixels(
  width: number,
  height: number,
  level: (i: number, colour: number) => number,
): CanvasPixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    for (let colour = 0; colour < 3; colour++) data[4 * i + colour] = level(i, colour);
    data[4 * i + 3] = 255;
  }
  return { width, height, data };
}
