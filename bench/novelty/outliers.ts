// Grey pictures of 28×28 pixels that are no garments, drawn from a seed. Those in `choosing` decide how
// novelty is scored. Those in `confirming` are looked at only afterwards, so they tell whether the choice
// holds for pictures of other kinds.
import type { Dataset } from '../../src/data/dataset.ts';
import { sketches } from '../../src/data/sketches.ts';
import { Random } from '../../src/random.ts';
import { digitOutline, digits } from './digits.ts';
import { drawStroke, fillPolygon, side, textureOf, type Point } from './drawing.ts';

/** Pictures `[count, 1, 28, 28]` of one kind. */
export interface Outliers {
  readonly kind: string;
  readonly images: Uint8Array;
}

type Draw = (random: Random, picture: Uint8Array, garments: Dataset) => void;

const area = side * side;

/** Kinds by name. Those that need garments change pictures of the validation split. */
const choosing: Readonly<Record<string, Draw>> = {
  scribbles: (random, picture) => {
    const points = Array.from({ length: 3 + random.integer(5) }, () => anywhere(random));
    drawStroke(picture, points, random.between(1, 3), random.between(120, 255));
  },
  polygons: (random, picture) => {
    const count = 1 + random.integer(3);
    for (let i = 0; i < count; i++) fillPolygon(picture, polygon(random), random.between(60, 255));
  },
  textures: (random, picture) => picture.set(textureOf(random, random.between(0.5, 2))),
  backdrops: (random, picture, garments) => {
    const garment = pictureOf(garments, random);
    const texture = textureOf(random, random.between(1, 2));
    const share = random.between(0.4, 0.8);
    for (let i = 0; i < area; i++) picture[i] = Math.max(garment[i]!, share * texture[i]!);
  },
  mosaics: (random, picture, garments) => {
    const parts = Array.from({ length: 4 }, () => pictureOf(garments, random));
    for (let i = 0; i < area; i++) {
      const [row, column] = [Math.floor(i / side), i % side];
      picture[i] = parts[2 * Number(row >= side / 2) + Number(column >= side / 2)]![i]!;
    }
  },
  turned: (random, picture, garments) => {
    const garment = pictureOf(garments, random);
    for (let i = 0; i < area; i++)
      picture[i] = garment[(i % side) * side + (side - 1 - Math.floor(i / side))]!;
  },
  negatives: (random, picture, garments) => {
    pictureOf(garments, random).forEach((pixel, i) => (picture[i] = 255 - pixel));
  },
};

const confirming: Readonly<Record<string, Draw>> = {
  digits: (random, picture) => {
    const [thickness, ink] = [random.between(1.5, 3), random.between(180, 255)];
    for (const stroke of digitOutline(random.integer(digits), random))
      drawStroke(picture, stroke, thickness, ink);
  },
  noise: (random, picture) => {
    for (let i = 0; i < area; i++) picture[i] = random.integer(256);
  },
};

/** The pictures of all kinds that may inform a choice, `count` of each. */
export const choosingOutliers = (count: number, seed: number, garments: Dataset): Outliers[] => [
  ...drawAll(choosing, count, seed, garments),
  { kind: 'sketches', images: sketches({ seed, train: Math.max(10, count), test: 10 }).train.images },
];

/** The pictures of all kinds that confirm a choice, `count` of each. */
export const confirmingOutliers = (count: number, seed: number, garments: Dataset): Outliers[] =>
  drawAll(confirming, count, seed, garments);

function drawAll(kinds: Readonly<Record<string, Draw>>, count: number, seed: number, garments: Dataset) {
  return Object.entries(kinds).map(([kind, draw]): Outliers => {
    const images = new Uint8Array(count * area);
    for (let i = 0; i < count; i++)
      draw(new Random(seed, 'outliers', kind, i), images.subarray(i * area, (i + 1) * area), garments);
    return { kind, images };
  });
}

const anywhere = (random: Random): Point => [random.between(3, side - 3), random.between(3, side - 3)];

/** A star-shaped outline around a random centre. */
function polygon(random: Random): Point[] {
  const [x, y] = [random.between(8, side - 8), random.between(8, side - 8)];
  const corners = 3 + random.integer(6);
  return Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * (i + random.between(-0.3, 0.3))) / corners;
    const radius = random.between(3, 12);
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}

function pictureOf({ images, count }: Dataset, random: Random): Uint8Array {
  const index = random.integer(count);
  return images.subarray(index * area, (index + 1) * area);
}
