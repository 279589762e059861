// Random resized crop (Szegedy et al., 2015, "Going deeper with convolutions", section 6): a random part of
// the picture, enlarged to the picture's size. The part's area is a share of the picture's area, uniform
// between the amount and 1; its width over its height is uniform on a logarithmic scale from 3/4 to 4/3. As
// in torchvision, a part that does not fit is drawn again, at most ten times.
import { z } from 'zod';
import type { Random } from '../../random.ts';
import type { GeometricAugmentation, PictureShape } from './kinds.ts';

const error = 'expected the smallest share of the area from 0.01 to 1, or 0 for none';
const tries = 10;
const widest = 4 / 3;

export const resizedCrop = {
  amount: z.number({ error }).refine((share) => share === 0 || (share >= 0.01 && share <= 1), { error }),
  move(map, least, random, shape) {
    if (least === 0) return;
    const { left, top, width, height } = drawPart(least, random, shape);
    map.translate((shape.width - width) / 2 - left, (shape.height - height) / 2 - top);
    map.scale(shape.width / width, shape.height / height);
  },
} satisfies GeometricAugmentation;

/** A part of the picture, in whole pixels. */
interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function drawPart(least: number, random: Random, shape: PictureShape): Part {
  for (let i = 0; i < tries; i++) {
    const area = random.between(least, 1) * shape.height * shape.width;
    const ratio = widest ** random.between(-1, 1);
    const width = Math.max(1, Math.round(Math.sqrt(area * ratio)));
    const height = Math.max(1, Math.round(Math.sqrt(area / ratio)));
    if (width > shape.width || height > shape.height) continue;
    const top = random.integer(shape.height - height + 1);
    return { left: random.integer(shape.width - width + 1), top, width, height };
  }
  return middlePart(shape);
}

/** The largest part about the centre with a ratio within the limits. */
function middlePart(shape: PictureShape): Part {
  const width = Math.min(shape.width, Math.round(shape.height * widest));
  const height = Math.min(shape.height, Math.round(shape.width * widest));
  const [top, left] = [(shape.height - height) >> 1, (shape.width - width) >> 1];
  return { left, top, width, height };
}
