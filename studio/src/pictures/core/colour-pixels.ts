// From pixels as data sets keep them to those of a canvas.
import type { PictureShape } from './place.ts';

/** Writes `[channels, height, width]` as red, green, blue and opacity of each pixel. */
export function colourPixels(
  pixels: Uint8Array,
  { channels, height, width }: PictureShape,
  into: Uint8ClampedArray = new Uint8ClampedArray(4 * height * width),
): Uint8ClampedArray {
  const plane = height * width;
  const [green, blue] = channels === 3 ? [plane, 2 * plane] : [0, 0];
  for (let i = 0; i < plane; i++) {
    into[4 * i] = pixels[i]!;
    into[4 * i + 1] = pixels[i + green]!;
    into[4 * i + 2] = pixels[i + blue]!;
    into[4 * i + 3] = 255;
  }
  return into;
}
