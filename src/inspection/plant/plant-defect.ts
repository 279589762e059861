// Plants a defect of a kind and a strength in the picture of a good piece, and measures what was changed.
import { InputError } from '../../errors.ts';
import { Random } from '../../random.ts';
import { defects, type DefectName } from './defects.ts';
import { placeOnPiece, type PlantPicture } from './picture.ts';

/** The strengths, from 1. */
export const strengthCount = 5;

/** The radius as a share of the shorter side, and the contrast, by strength. */
const radii = [0.015, 0.022, 0.032, 0.045, 0.065];
const contrasts = [0.12, 0.22, 0.35, 0.55, 0.85];

/** A planted defect. */
export interface PlantedDefect {
  readonly picture: PlantPicture;
  /** `[height, width]`: 1 for pixels that were changed. */
  readonly mask: Uint8Array;
  /** The share of pixels that were changed. */
  readonly area: number;
  /** The mean change of those, as a share of the range from black to white. */
  readonly contrast: number;
}

/** What to plant. */
export interface PlantOptions {
  readonly defect: DefectName;
  /** From 1 to 5: larger and easier to see. */
  readonly strength: number;
  /** Another good piece of the same size. */
  readonly other: PlantPicture;
  /** Decides the place and the look. */
  readonly seed: number;
  /** The number of the picture, so that each has another place. */
  readonly index: number;
}

/** A change of a pixel that counts, in levels. */
const leastChange = 2;
/** The pixels of a defect that are enough, how many places are tried to get as many, and the least radius. */
const [fewestPixels, mostTries, leastRadius] = [3, 50, 1.5];

/**
 * Plants a defect. Equal options give equal pictures.
 *
 * @throws InputError if it changes nothing wherever it is tried
 */
export function plantDefect(
  picture: PlantPicture,
  { defect, strength, other, seed, index }: PlantOptions,
): PlantedDefect {
  const { height, width } = picture;
  const random = new Random(seed, 'plant', defect, strength, index);
  let best: PlantedDefect | undefined;
  for (let tries = 0; tries < mostTries; tries++) {
    const changed = defects[defect](picture, {
      at: placeOnPiece(picture, random),
      radius: Math.max(leastRadius, radii[strength - 1]! * Math.min(height, width)),
      contrast: contrasts[strength - 1]!,
      ...{ other, random },
    });
    const planted = measured(picture, changed);
    if (planted.area * planted.mask.length >= fewestPixels) return planted;
    if (planted.area > (best?.area ?? 0)) best = planted;
  }
  if (best) return best;
  throw new InputError(`a defect of the kind ${defect} changes nothing in this picture`);
}

function measured(before: PlantPicture, after: PlantPicture): PlantedDefect {
  const area = before.height * before.width;
  const change = new Float64Array(area);
  before.pixels.forEach((level, i) => {
    change[i % area] = Math.max(change[i % area]!, Math.abs(level - after.pixels[i]!));
  });
  const mask = Uint8Array.from(change, (value) => Number(value >= leastChange));
  const pixels = mask.reduce((a, b) => a + b, 0);
  const sum = change.reduce((total, value, i) => total + (mask[i] ? value : 0), 0);
  return { picture: after, mask, area: pixels / area, contrast: sum / Math.max(1, pixels) / 255 };
}
