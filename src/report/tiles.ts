// Draws many small maps, such as filters and feature maps, side by side in one picture. One pixel of a map is
// one pixel of the file; the page enlarges it without blurring.
import sharp from 'sharp';
import { InputError } from '../errors.ts';

export interface Tiles {
  /** Each `[3, height, width]`, 0 to 255. */
  readonly maps: readonly Uint8Array[];
  readonly height: number;
  readonly width: number;
  readonly columns: number;
}

const gap = 1;
/** The grey of the gaps, which gives both black and white tiles an edge. */
const ground = 128;

/** Returns a PNG file and its size in pixels. */
export async function tileSheet({
  maps,
  height,
  width,
  columns,
}: Tiles): Promise<{ png: Uint8Array; width: number; height: number }> {
  if (maps.length === 0) throw new InputError('tiles: expected at least one map, got none');
  const across = Math.min(columns, maps.length);
  const down = Math.ceil(maps.length / columns);
  const size = { width: across * (width + gap) - gap, height: down * (height + gap) - gap };
  const pixels = new Uint8Array(size.width * size.height * 3).fill(ground);
  maps.forEach((map, i) => {
    const [left, top] = [(i % columns) * (width + gap), Math.floor(i / columns) * (height + gap)];
    for (let k = 0; k < height * width; k++) {
      const at = ((top + Math.floor(k / width)) * size.width + left + (k % width)) * 3;
      for (let channel = 0; channel < 3; channel++) pixels[at + channel] = map[channel * height * width + k]!;
    }
  });
  const png = await sharp(pixels, { raw: { ...size, channels: 3 } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  return { png, ...size };
}

/** A map in grey, as three equal channels: its lowest value is black and its highest is white. */
export function greyMap(map: Float32Array): Uint8Array {
  let [low, high] = [Infinity, -Infinity];
  for (const value of map) [low, high] = [Math.min(low, value), Math.max(high, value)];
  const levels = map.map((value) => (high > low ? (255 * (value - low)) / (high - low) : 0));
  const grey = new Uint8Array(3 * map.length);
  for (let channel = 0; channel < 3; channel++) grey.set(levels, channel * map.length);
  return grey;
}
