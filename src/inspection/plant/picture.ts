// A picture of a piece at its own size, to plant a defect in.
import type { Random } from '../../random.ts';

/** A picture in memory. */
export interface PlantPicture {
  /** In pixels. */
  readonly height: number;
  /** In pixels. */
  readonly width: number;
  /** 1 for grey pictures, 3 for red, green and blue. */
  readonly channels: number;
  /** `[channels, height, width]`, 0 to 255. */
  readonly pixels: Uint8Array;
}

/** The colour that is in the middle of the colours of the border, for each channel. */
export function groundOf({ height, width, channels, pixels }: PlantPicture): number[] {
  return Array.from({ length: channels }, (_, channel) => {
    const plane = pixels.subarray(channel * height * width, (channel + 1) * height * width);
    const border = [...plane.subarray(0, width), ...plane.subarray(-width)];
    for (let y = 0; y < height; y++) border.push(plane[y * width]!, plane[(y + 1) * width - 1]!);
    return border.sort((a, b) => a - b)[border.length >> 1]!;
  });
}

/** How far a colour may be from the ground to be taken for it, in levels. */
const likeGround = 24;
/** How many places are tried. */
const mostTries = 1000;

/** A place in a picture, in pixels. */
export interface PicturePlace {
  readonly x: number;
  readonly y: number;
}

/** A place of the piece: one that is unlike the ground, or any if hardly any is. */
export function placeOnPiece(picture: PlantPicture, random: Random): PicturePlace {
  const { height, width, pixels } = picture;
  const ground = groundOf(picture);
  let place = { x: 0, y: 0 };
  for (let tries = 0; tries < mostTries; tries++) {
    place = { x: random.integer(width), y: random.integer(height) };
    const at = place.y * width + place.x;
    const isPiece = ground.some(
      (level, channel) => Math.abs(pixels[channel * height * width + at]! - level) > likeGround,
    );
    if (isPiece) return place;
  }
  return place;
}

/**
 * The picture with other pixels around a place.
 *
 * @param reach how far from the place pixels may change along each axis
 * @param paint the new level of a pixel in a channel, from its old one
 */
export function painted(
  { height, width, channels, pixels }: PlantPicture,
  { x: middle, y: centre }: PicturePlace,
  reach: number,
  paint: (x: number, y: number, channel: number, level: number) => number,
): PlantPicture {
  const changed = Uint8ClampedArray.from(pixels);
  const [left, top] = [Math.max(0, Math.floor(middle - reach)), Math.max(0, Math.floor(centre - reach))];
  const [right, bottom] = [Math.min(width - 1, middle + reach), Math.min(height - 1, centre + reach)];
  for (let channel = 0; channel < channels; channel++)
    for (let y = top; y <= bottom; y++)
      for (let x = left; x <= right; x++) {
        const at = (channel * height + y) * width + x;
        changed[at] = paint(x, y, channel, pixels[at]!);
      }
  return { height, width, channels, pixels: new Uint8Array(changed.buffer) };
}
