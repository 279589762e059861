// The part of a picture that counts.
import { InputError } from '../errors.ts';
import type { FeatureShape } from './feature-shape.ts';
import type { Region } from './inspector-graph.ts';
import type { PictureSize } from './middle-maps.ts';

/**
 * The region of a mask, for pixels and for places. A place counts if one of its pixels does.
 *
 * @param mask `[height, width]`: 0 for pixels that don't count
 * @throws InputError if the mask has another size than the pictures, or nothing counts
 */
export function regionOf(mask: Uint8Array, { height, width }: PictureSize, shape: FeatureShape): Region {
  if (mask.length !== height * width)
    throw new InputError(`region: expected ${height} × ${width} pixels, got ${mask.length}`);
  const pixels = mask.map((value) => (value > 0 ? 1 : 0));
  if (!pixels.includes(1)) throw new InputError('region: expected a mask with white pixels, got a black one');
  const places = new Uint8Array(shape.height * shape.width);
  pixels.forEach((value, i) => {
    const row = Math.floor((Math.floor(i / width) * shape.height) / height);
    const column = Math.floor(((i % width) * shape.width) / width);
    if (value) places[row * shape.width + column] = 1;
  });
  return { pixels, places };
}
