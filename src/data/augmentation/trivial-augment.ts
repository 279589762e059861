// TrivialAugment in its wide space (Müller & Hutter, 2021, "TrivialAugment: tuning-free yet state-of-the-art
// data augmentation", table 1 of the appendix): each picture gets one random operation at one of 31 random
// strengths. As in torchvision, the sign of a strength is random where it has one. Unlike there, moves
// interpolate, are about the centre, and fill the border as other moves do.
import { z } from 'zod';
import type { Random } from '../../random.ts';
import type { AffineMap } from './affine-map.ts';
import { brighten, saturate, stretchContrast, type Colouring } from './colour.ts';
import { amountBetween, type Operation, type PictureShape, type RandomChoice } from './kinds.ts';
import { sharpen } from './sharpen.ts';
import { autocontrast, equalize, posterize, solarize } from './tone-table.ts';

/** The strongest strength; the weakest is 0. */
const strongest = 30;
const expected = 'true, false or a probability';

export const trivialAugment = {
  amount: z.union([z.boolean().transform(Number), amountBetween(0, 1, expected)], {
    error: `expected ${expected} from 0 to 1`,
  }),
  choose(probability, random) {
    if (random.uniform() >= probability) return {};
    const make = all[random.integer(all.length)]!;
    return make(random.integer(strongest + 1) / strongest, random);
  },
} satisfies RandomChoice;

/** Makes an operation of a strength from 0 to 1. */
type Make = (strength: number, random: Random) => Operation;

/** The operations by their names in the paper. Both signs are equally likely. */
export const operations: Readonly<Record<string, Make>> = {
  identity: () => ({}),
  shearX: moving(0.99, (map, tangent) => map.shear(degrees(Math.atan(tangent)))),
  shearY: moving(0.99, (map, tangent) => map.shearColumns(degrees(Math.atan(tangent)))),
  translateX: moving(32, (map, pixels) => map.translate(pixels, 0)),
  translateY: moving(32, (map, pixels) => map.translate(0, pixels)),
  rotate: moving(135, (map, angle) => map.rotate(angle)),
  brightness: colouring(brighten),
  color: colouring(saturate),
  contrast: colouring(stretchContrast),
  sharpness: colouring(sharpen),
  posterize: (strength) => toning((...range) => posterize(...range, 8 - Math.round(6 * strength))),
  solarize: (strength) => toning((...range) => solarize(...range, 255 * (1 - strength))),
  autoContrast: () => toning(autocontrast),
  equalize: () => toning(equalize),
};
const all = Object.values(operations);

function moving(most: number, move: (map: AffineMap, amount: number) => void): Make {
  return (strength, random) => {
    const amount = signed(most * strength, random);
    return { move: (map) => move(map, amount) };
  };
}

function colouring(change: Colouring): Make {
  return (strength, random) => {
    const factor = 1 + signed(0.99 * strength, random);
    return { change: (images, offset, shape) => change(images, offset, factor, shape) };
  };
}

/** Applies a change of tones to each channel. */
function toning(change: (images: Uint8Array, start: number, end: number) => void): Operation {
  return {
    change(images, offset, { channels, height, width }: PictureShape) {
      const plane = height * width;
      for (let channel = 0; channel < channels; channel++)
        change(images, offset + channel * plane, offset + (channel + 1) * plane);
    },
  };
}

const signed = (amount: number, random: Random): number => (random.integer(2) === 0 ? amount : -amount);
const degrees = (radians: number): number => (radians * 180) / Math.PI;
