// Corruptions that move the picture: rotation and shift. They use the same resampler and the same fill as
// augmentation in training, so that they measure the move and not a new kind of border.
import { AffineMap } from '../data/augmentation/affine-map.ts';
import { defaultFill, Resampler } from '../data/augmentation/resampler.ts';
import type { PictureShape } from '../data/augmentation/kinds.ts';
import type { Random } from '../random.ts';
import type { Corrupt, Corruption } from './corruption.ts';

/** Rotates about the centre, clockwise or counter-clockwise at random. */
export const rotation: Corruption = {
  unit: 'degrees',
  strengths: [6, 12, 18, 24, 30],
  prepare: (shape, degrees) => moved(shape, (map, random) => map.rotate(eitherWay(degrees, random))),
};

/** Shifts to the left, to the right, up or down at random, by whole pixels: 1 to 5 of 28. */
export const shift: Corruption = {
  unit: 'share of the side',
  strengths: [0.04, 0.07, 0.11, 0.14, 0.18],
  prepare: (shape, share) =>
    moved(shape, (map, random) => {
      const isSideways = random.uniform() < 0.5;
      const side = isSideways ? shape.width : shape.height;
      const pixels = eitherWay(Math.max(1, Math.round(share * side)), random);
      map.translate(isSideways ? pixels : 0, isSideways ? 0 : pixels);
    }),
};

const eitherWay = (amount: number, random: Random): number => (random.uniform() < 0.5 ? -amount : amount);

function moved(shape: PictureShape, move: (map: AffineMap, random: Random) => void): Corrupt {
  const resampler = new Resampler(shape, defaultFill(shape));
  const map = new AffineMap();
  return (from, fromOffset, to, toOffset, random) => {
    map.reset();
    move(map, random);
    resampler.resample(map, from, fromOffset, to, toOffset);
  };
}
