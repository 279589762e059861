// Brightness, contrast, saturation and hue as torchvision and PIL define them: the first three blend the
// picture with a plainer one by a factor: black, its mean grey, or the picture in grey. A factor of 1 changes
// nothing, 0 gives the plainer picture, and more than 1 goes away from it. Results are rounded to the nearest
// byte.
import type { PictureShape } from './kinds.ts';
import { mapTones } from './tone-table.ts';

/** Changes the bytes of the picture at `offset` in place. */
export type Colouring = (images: Uint8Array, offset: number, amount: number, shape: PictureShape) => void;

/** The grey of a colour, 0 to 255, as in PIL: 0.299 red + 0.587 green + 0.114 blue. */
const greyOf = (red: number, green: number, blue: number): number =>
  (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;

/** Multiplies each byte by a factor. */
export const brighten: Colouring = (images, offset, factor, { channels, height, width }) =>
  mapTones(images, offset, offset + channels * height * width, (byte) => byte * factor);

/** Multiplies each byte's distance from the picture's mean grey by a factor. */
export const stretchContrast: Colouring = (images, offset, factor, shape) => {
  const mean = Math.round(meanGrey(images, offset, shape));
  const end = offset + shape.channels * shape.height * shape.width;
  mapTones(images, offset, end, (byte) => mean + factor * (byte - mean));
};

function meanGrey(images: Uint8Array, offset: number, { channels, height, width }: PictureShape): number {
  const plane = height * width;
  let sum = 0;
  if (channels !== 3) {
    for (let i = offset; i < offset + channels * plane; i++) sum += images[i]!;
    return sum / (channels * plane);
  }
  for (let i = offset; i < offset + plane; i++)
    sum += greyOf(images[i]!, images[i + plane]!, images[i + 2 * plane]!);
  return sum / plane;
}

/** Factors of saturation have 8 fractional bits. */
const one = 256;

/** Multiplies each colour's distance from its grey by a factor. Pictures of one channel stay as they are. */
export const saturate: Colouring = (images, offset, factor, { channels, height, width }) => {
  if (channels !== 3) return;
  const plane = height * width;
  const [green, blue] = [offset + plane, offset + 2 * plane];
  const away = Math.round(factor * one);
  for (let i = 0; i < plane; i++) {
    const r = images[offset + i]!;
    const g = images[green + i]!;
    const b = images[blue + i]!;
    const grey = greyOf(r, g, b);
    const base = Math.imul(grey, one - away) + one / 2;
    images[offset + i] = clamp((base + Math.imul(r, away)) >> 8);
    images[green + i] = clamp((base + Math.imul(g, away)) >> 8);
    images[blue + i] = clamp((base + Math.imul(b, away)) >> 8);
  }
};

const clamp = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);

/**
 * Turns the hue by a share of the whole circle, in hue, saturation and value: the largest and the smallest of
 * red, green and blue keep their bytes. Pictures of one channel stay as they are.
 *
 * A hue is counted along the circle from red, in units of the pixel's range: green is 2 ranges away, blue 4,
 * the whole circle is 6. So there is no division. Such numbers have 16 fractional bits.
 */
export const turnHue: Colouring = (images, offset, share, { channels, height, width }) => {
  const turned = Math.round(6 * 0x10000 * (share - Math.floor(share)));
  if (channels !== 3 || turned === 0) return;
  const plane = height * width;
  const [green, blue] = [offset + plane, offset + 2 * plane];
  for (let i = 0; i < plane; i++) {
    const r = images[offset + i]!;
    const g = images[green + i]!;
    const b = images[blue + i]!;
    const high = r > g ? (r > b ? r : b) : g > b ? g : b;
    const low = r < g ? (r < b ? r : b) : g < b ? g : b;
    const range = (high - low) | 0;
    if (range === 0) continue;
    const whole = range << 16;
    const circle = 6 * whole;
    const from = high === r ? g - b : high === g ? 2 * range + b - r : 4 * range + r - g;
    let hue = (from << 16) + Math.imul(range, turned);
    if (hue < 0) hue += circle;
    if (hue >= circle) hue -= circle;
    images[offset + i] = high - lackOf(hue, whole);
    images[green + i] = high - lackOf(hue < 2 * whole ? hue + 4 * whole : hue - 2 * whole, whole);
    images[blue + i] = high - lackOf(hue < 4 * whole ? hue + 2 * whole : hue - 4 * whole, whole);
  }
};

/**
 * How far a channel is below the largest one, if the hue is this far from the channel's own colour, 0 to 6
 * ranges: nothing up to a range on both sides, all of the range from two on.
 */
function lackOf(hue: number, whole: number): number {
  const away = (hue > 3 * whole ? 6 * whole - hue : hue) - whole;
  return away <= 0 ? 0 : ((away < whole ? away : whole) + 0x8000) >> 16;
}

/** Replaces each colour by its grey. */
export function greyOut(images: Uint8Array, offset: number, { height, width }: PictureShape): void {
  const plane = height * width;
  for (let i = offset; i < offset + plane; i++)
    images[i] = greyOf(images[i]!, images[i + plane]!, images[i + 2 * plane]!);
  images.copyWithin(offset + plane, offset, offset + plane);
  images.copyWithin(offset + 2 * plane, offset, offset + plane);
}
