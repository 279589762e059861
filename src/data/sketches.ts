// The embedded data set: 28×28 garments drawn by the program from a seed, in the ten classes of
// Fashion-MNIST. With it everything runs without other data. A small network makes mistakes on it, because
// similar classes share their shapes. It is not Fashion-MNIST, has none of its pictures, and never uses its
// name.
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';
import { type Dataset, fashionClassNames, type TestedSplits } from './dataset.ts';
import { drawBag } from './sketches/bag.ts';
import { Canvas, side } from './sketches/canvas.ts';
import { drawAnkleBoot, drawSandal, drawSneaker } from './sketches/footwear.ts';
import { drawCoat, drawDress, drawPullover, drawShirt, drawTShirt } from './sketches/tops.ts';
import { drawTrousers } from './sketches/trousers.ts';

/** How many sketches, and the seed. */
export interface SketchOptions {
  /** Draws the pictures; 0 by default. */
  readonly seed?: number;
  /** Number of training images, at least 10. */
  readonly train?: number;
  /** Number of test images, at least 10. */
  readonly test?: number;
}

/** By label, as in `fashionClassNames`. */
const garments: readonly ((canvas: Canvas, random: Random) => void)[] = [
  drawTShirt,
  drawTrousers,
  drawPullover,
  drawDress,
  drawCoat,
  drawSandal,
  drawShirt,
  drawSneaker,
  drawBag,
  drawAnkleBoot,
];

/**
 * Draws the data set `sketches`: light garments on a dark background, `[count, 1, 28, 28]`, in shuffled
 * order. Class counts differ by at most one. The same options give the same bytes. A split is drawn when it
 * is first used.
 *
 * @throws InputError if a count is not an integer from 10, or the seed is not an integer
 * @example
 * const { train, test } = sketches({ seed: 1, train: 1000, test: 200 });
 * train.count // 1000
 */
export function sketches({ seed = 0, train = 12_000, test = 2_000 }: SketchOptions = {}): TestedSplits {
  if (!Number.isSafeInteger(seed)) throw new InputError(`seed: expected an integer, got ${seed}`);
  for (const [split, count] of Object.entries({ train, test }))
    if (!Number.isSafeInteger(count) || count < garments.length)
      throw new InputError(
        `${split}: expected an integer of at least ${garments.length} sketches, got ${count}`,
      );
  const drawn: { train?: Dataset; test?: Dataset } = {};
  return {
    get train() {
      return (drawn.train ??= drawSplit('train', seed, train));
    },
    get test() {
      return (drawn.test ??= drawSplit('test', seed, test));
    },
  };
}

function drawSplit(split: 'train' | 'test', seed: number, count: number): Dataset {
  const labels = Int32Array.from({ length: count }, (_, index) => index % garments.length);
  new Random(seed, 'sketches', split, 'order').shuffle(labels);
  const images = new Uint8Array(count * side * side);
  const canvas = new Canvas();
  labels.forEach((label, index) => {
    const random = new Random(seed, 'sketches', split, index);
    canvas.reset(drawPose(random));
    garments[label]!(canvas, random);
    develop(canvas, random, images.subarray(index * side * side, (index + 1) * side * side));
  });
  return {
    name: 'sketches',
    classNames: fashionClassNames,
    count,
    channels: 1,
    height: side,
    width: side,
    images,
    labels,
  };
}

function drawPose(random: Random) {
  return {
    angle: 0.05 * random.normal(),
    scaleX: random.between(0.86, 1.06),
    scaleY: random.between(0.92, 1.04),
    shiftX: random.between(-1, 1),
    shiftY: random.between(-0.8, 0.8),
  };
}

/** Turns brightness into bytes and adds the grain of the cloth: noise that grows with the light. */
function develop(canvas: Canvas, random: Random, bytes: Uint8Array): void {
  const grain = random.between(0.02, 0.09);
  canvas.pixels.forEach((pixel, index) => {
    if (pixel <= 0) return;
    const noise = (random.uniform() + random.uniform() - 1) * grain * 2;
    bytes[index] = Math.max(0, Math.min(255, Math.round(255 * pixel * (1 + noise))));
  });
}
