// Pictures for tests of augmentations: random bytes, in which every mistake shows.
import { Random } from '../../../random.ts';
import type { Dataset } from '../../dataset.ts';
import type { PictureShape } from '../kinds.ts';

/** One channel and three channels, square and oblong, with even and odd sides. */
export const shapes: readonly PictureShape[] = [
  { channels: 1, height: 28, width: 28 },
  { channels: 3, height: 9, width: 14 },
  { channels: 1, height: 12, width: 5 },
];

export const sizeOf = ({ channels, height, width }: PictureShape): number => channels * height * width;

export function randomBytes(length: number, seed: number): Uint8Array {
  const random = new Random(seed, 'test', 'bytes');
  return Uint8Array.from({ length }, () => random.integer(256));
}

/** Random pictures with labels from 0 to 4 in turn. */
export function randomDataset(shape: PictureShape, count: number, seed = 1): Dataset {
  return {
    ...shape,
    name: 'random',
    classNames: ['a', 'b', 'c', 'd', 'e'],
    count,
    images: randomBytes(count * sizeOf(shape), seed),
    labels: Int32Array.from({ length: count }, (_, index) => index % 5),
  };
}
