// The kinds of defects that are planted. Each paints one into a picture, of a size and a contrast.
import type { Random } from '../../random.ts';
import { groundOf, painted, type PicturePlace, type PlantPicture } from './picture.ts';

/** Where and how a defect is planted. */
export interface Planting {
  /** The place of its middle. */
  readonly at: PicturePlace;
  /** About half its extent, in pixels. */
  readonly radius: number;
  /** From 0, nothing to see, to 1. */
  readonly contrast: number;
  /** Another good piece at the same size. */
  readonly other: PlantPicture;
  readonly random: Random;
}

/** Paints a defect into a picture. */
export type Defect = (picture: PlantPicture, planting: Planting) => PlantPicture;

/** The most that a blot's outline is farther from its middle than its radius. */
const blotReach = 1.6;

/** A blot with an uneven outline: how much of it a pixel has, from 0 outside to 1 inside. */
function blot({ at, radius, random }: Planting, softness: number): (x: number, y: number) => number {
  const waves = [2, 3, 5].map((count) => ({
    ...{ count, phase: random.between(0, 2 * Math.PI) },
    height: random.between(0.05, 0.2),
  }));
  return (x, y) => {
    const angle = Math.atan2(y - at.y, x - at.x);
    const edge = waves.reduce(
      (sum, { count, phase, height }) => sum + height * Math.sin(count * angle + phase),
      1,
    );
    const depth = edge - Math.hypot(x - at.x, y - at.y) / radius;
    return Math.min(1, Math.max(0, depth / softness));
  };
}

const mixed = (level: number, colour: number, share: number): number => level + (colour - level) * share;

/** A blot of a dark or a light colour with a soft edge. */
const stain: Defect = (picture, planting) => {
  const share = blot(planting, 0.3);
  const base = planting.random.uniform() < 0.5 ? 20 : 235;
  const colour = Array.from({ length: picture.channels }, () => base + planting.random.between(-20, 20));
  return painted(picture, planting.at, blotReach * planting.radius, (x, y, channel, level) =>
    mixed(level, colour[channel]!, planting.contrast * share(x, y)),
  );
};

/** The ground to be seen through the piece, with a dark edge. */
const hole: Defect = (picture, planting) => {
  const share = blot(planting, 0.05);
  const ground = groundOf(picture);
  return painted(picture, planting.at, blotReach * planting.radius, (x, y, channel, level) => {
    const depth = share(x, y);
    const edge = depth > 0 && depth < 1 ? 0 : ground[channel]!;
    return mixed(level, edge, depth > 0 ? planting.contrast : 0);
  });
};

/** A thin, slightly bent line. */
const scratch: Defect = (picture, { at, radius, contrast, random }) => {
  const [angle, bend] = [random.between(0, Math.PI), random.between(-0.3, 0.3)];
  const [along, width] = [2.5 * radius, Math.max(0.7, radius / 8)];
  const colour = random.uniform() < 0.5 ? 30 : 230;
  return painted(picture, at, along, (x, y, _channel, level) => {
    const [dx, dy] = [x - at.x, y - at.y];
    const place = dx * Math.cos(angle) + dy * Math.sin(angle);
    const side = dy * Math.cos(angle) - dx * Math.sin(angle) - (bend * place * place) / along;
    const isOn = Math.abs(place) < along && Math.abs(side) < width;
    return isOn ? mixed(level, colour, contrast) : level;
  });
};

/** A turned rectangle of the ground instead of a part of the piece. */
const missingPart: Defect = (picture, { at, radius, contrast, random }) => {
  const ground = groundOf(picture);
  const angle = random.between(0, Math.PI / 2);
  return painted(picture, at, 2.2 * radius, (x, y, channel, level) => {
    const [dx, dy] = [x - at.x, y - at.y];
    const [u, v] = [dx * Math.cos(angle) + dy * Math.sin(angle), dy * Math.cos(angle) - dx * Math.sin(angle)];
    const isIn = Math.abs(u) < 1.8 * radius && Math.abs(v) < 1.2 * radius;
    return isIn ? mixed(level, ground[channel]!, contrast) : level;
  });
};

/** A large blot in which the colours are stronger or weaker by different factors. */
const colourShift: Defect = (picture, planting) => {
  const large = { ...planting, radius: 2.5 * planting.radius };
  const share = blot(large, 0.5);
  const { random, contrast } = planting;
  const factors = Array.from({ length: picture.channels }, () => (random.uniform() < 0.5 ? -0.6 : 0.6));
  return painted(
    picture,
    planting.at,
    blotReach * large.radius,
    (x, y, channel, level) => level * (1 + factors[channel]! * contrast * share(x, y)),
  );
};

/** A rectangle of the piece that is out of its place, by a pixel or more. */
const shiftedPrint: Defect = (picture, { at, radius, contrast, random }) => {
  const { height, width, pixels } = picture;
  const [angle, distance] = [random.between(0, 2 * Math.PI), Math.max(1, 2 * radius * contrast)];
  const [right, down] = [Math.round(distance * Math.cos(angle)), Math.round(distance * Math.sin(angle))];
  return painted(picture, at, 2 * radius, (x, y, channel, level) => {
    const [fromX, fromY] = [x - right, y - down];
    const isIn = Math.abs(y - at.y) < 1.5 * radius;
    const isInside = fromX >= 0 && fromY >= 0 && fromX < width && fromY < height;
    return isIn && isInside ? pixels[(channel * height + fromY) * width + fromX]! : level;
  });
};

/** A square of another piece, upside down, through which little of the piece is seen. */
const anotherPiece: Defect = (picture, { at, radius, contrast, other }) => {
  const { height, width } = picture;
  return painted(picture, at, 2 * radius, (x, y, channel, level) =>
    mixed(level, other.pixels[(channel * height + (height - 1 - y)) * width + x]!, (1 + contrast) / 2),
  );
};

/** The kinds of defects by the names of their folders. */
export const defects = {
  stain,
  hole,
  scratch,
  'missing-part': missingPart,
  'colour-shift': colourShift,
  'shifted-print': shiftedPrint,
  'another-piece': anotherPiece,
} as const satisfies Record<string, Defect>;

/** The name of a kind of defects. */
export type DefectName = keyof typeof defects;
