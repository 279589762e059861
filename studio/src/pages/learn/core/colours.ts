// The colours of numbers: orange below zero, the ground at zero, blue above; and grey for pixels. They are
// those of the figures' heat maps.
import { dark, light } from '../../../../../src/figures/colours.ts';
import { blend, luminance } from '../../../../../src/figures/heat.ts';

export type ThemeName = 'light' | 'dark';

const ends = {
  light: { ground: 'rgb(255, 255, 255)', above: '#005b96', below: '#c24a00', ink: light.ink },
  dark: { ground: 'rgb(26, 32, 40)', above: '#6cb8f5', below: '#ff9a5c', ink: dark.ink },
} as const;

/** The steps on each side of zero. */
const steps = 255;

function tableOf(theme: ThemeName): readonly string[] {
  const { ground, above, below } = ends[theme];
  return Array.from({ length: 2 * steps + 1 }, (_, i) => {
    const share = (i - steps) / steps;
    return blend(ground, share < 0 ? below : above, Math.abs(share) ** 0.8);
  });
}

const tables = { light: tableOf('light'), dark: tableOf('dark') };

const stepOf = (share: number): number => Math.round(Math.max(-1, Math.min(1, share)) * steps) + steps;

/** The colour of a share of the largest magnitude, from -1 to 1. */
export const signedColour = (share: number, theme: ThemeName): string => tables[theme][stepOf(share)]!;

/** Black or white, whichever is easier to read on a colour `rgb(r, g, b)`. */
export const inkOn = (colour: string): string => (luminance(colour) > 0.18 ? '#000' : '#fff');

const channels = (table: readonly string[]): Uint8ClampedArray =>
  Uint8ClampedArray.from(table.flatMap((colour) => [...(colour.match(/\d+/g) ?? []).map(Number), 255]));
const pixelTables = { light: channels(tables.light), dark: channels(tables.dark) };

/**
 * The pixels of a map of signed numbers, RGBA; transparent where there is none.
 *
 * @param scale the magnitude of the strongest colour
 */
export function paintSigned(
  values: ArrayLike<number>,
  scale: number,
  theme: ThemeName,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * values.length);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    const at = 4 * stepOf(values[i]! / scale);
    pixels.set(pixelTables[theme].subarray(at, at + 4), 4 * i);
  }
  return pixels;
}

/** The pixels of a picture, RGBA. @param picture uint8 `[channels, height, width]` */
export function paintPicture(picture: Uint8Array, count: number): Uint8ClampedArray<ArrayBuffer> {
  const area = picture.length / count;
  const pixels = new Uint8ClampedArray(4 * area);
  for (let i = 0; i < area; i++) {
    for (let c = 0; c < 3; c++) pixels[4 * i + c] = picture[(count >= 3 ? c : 0) * area + i]!;
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}
