// Whether a map shows what the model uses (Petsiuk, Das & Saenko, 2018, "RISE: Randomized Input Sampling for
// Explanation of Black-box Models"). Deletion removes the most important pixels first: with a good map the
// probability falls fast, and the area is small. Insertion adds them first to a blurred picture: the
// probability rises fast, and the area is large. A random order of the pixels shows what the measure gives
// without any knowledge.
import { Random } from '../random.ts';
import { blurPlanes } from './blur.ts';
import type { Explainer } from './explainer.ts';
import type { Explanation } from './explanation.ts';

export interface FaithfulnessOptions {
  /** The number of steps from none of the pixels to all; 28 by default. */
  readonly steps?: number;
  /**
   * The standard deviation of the blur with which insertion begins; by default an eighth of the smaller
   * side.
   */
  readonly blur?: number;
}

export interface FaithfulnessCurve {
  /** The mean probability of the class, `[steps + 1]`, from no changed pixels to all. */
  readonly probabilities: readonly number[];
  /** The area under the curve over the share of pixels, by the trapezoidal rule. */
  readonly area: number;
}

export interface Faithfulness {
  /** The shares of pixels, `[steps + 1]`. */
  readonly shares: readonly number[];
  readonly deletion: FaithfulnessCurve;
  readonly insertion: FaithfulnessCurve;
}

/**
 * The deletion and insertion curves of maps, averaged over the pictures.
 *
 * @param images `[count, channels, height, width]`, 0 to 255
 * @param explanation maps of the same pictures; the probabilities are those of its targets
 * @example const { deletion } = await faithfulness(explainer, pixels, await saliency(explainer, pixels));
 */
export async function faithfulness(
  explainer: Explainer,
  images: ArrayLike<number>,
  { maps, targets }: Pick<Explanation, 'maps' | 'targets'>,
  options: FaithfulnessOptions = {},
): Promise<Faithfulness> {
  const { steps = 28, blur = Math.min(explainer.height, explainer.width) / 8 } = options;
  const original = Float32Array.from(images);
  const black = new Float32Array(original.length);
  const blurred = blurPlanes(original, explainer.height, explainer.width, blur);
  const follow = (from: Float32Array, to: Float32Array) =>
    curveOf(explainer, { from, to, maps, targets, steps });
  return {
    shares: Array.from({ length: steps + 1 }, (_, step) => step / steps),
    deletion: await follow(original, black),
    insertion: await follow(blurred, original),
  };
}

/** Maps of random numbers. Useful maps must be better than them. */
export function randomMaps(count: number, { height, width }: Explainer, seed = 1): Float32Array {
  return new Random(seed, 'random maps').fillUniform(new Float32Array(count * height * width));
}

interface Way {
  readonly from: Float32Array;
  readonly to: Float32Array;
  readonly maps: Float32Array;
  readonly targets: Int32Array;
  readonly steps: number;
}

/** The mean probability while pixels change from one picture to the other, the most important ones first. */
async function curveOf(explainer: Explainer, way: Way): Promise<FaithfulnessCurve> {
  const { targets, steps } = way;
  const classes = explainer.classNames.length;
  const sums = new Float64Array(steps + 1);
  for (const [i, target] of targets.entries()) {
    const probabilities = await explainer.probabilities(picturesOnTheWay(explainer, way, i));
    sums.forEach((_, step) => (sums[step]! += probabilities[step * classes + target]!));
  }
  const means = Array.from(sums, (sum) => sum / targets.length);
  return { probabilities: means, area: areaUnder(means) };
}

/** `[steps + 1, channels, height, width]`; each step changes an equal share of the pixels. */
function picturesOnTheWay(
  { imageSize, channels }: Explainer,
  { from, to, maps, steps }: Way,
  i: number,
): Float32Array {
  const area = imageSize / channels;
  const order = orderOf(maps.subarray(i * area, (i + 1) * area));
  const pictures = new Float32Array((steps + 1) * imageSize);
  const picture = from.slice(i * imageSize, (i + 1) * imageSize);
  let done = 0;
  for (let step = 0; step <= steps; step++) {
    for (const end = Math.round((step / steps) * area); done < end; done++)
      for (let channel = 0; channel < channels; channel++) {
        const place = channel * area + order[done]!;
        picture[place] = to[i * imageSize + place]!;
      }
    pictures.set(picture, step * imageSize);
  }
  return pictures;
}

/** Pixel positions by descending value of a map; in a tie, the first in the picture. */
const orderOf = (map: Float32Array): number[] =>
  Array.from({ length: map.length }, (_, place) => place).sort((a, b) => map[b]! - map[a]! || a - b);

/** The trapezoidal rule, with equal steps from 0 to 1. */
const areaUnder = (values: readonly number[]): number =>
  values.slice(1).reduce((sum, value, i) => sum + (value + values[i]!) / 2, 0) / (values.length - 1);
