// Integrated gradients: what each pixel adds to the logit on the straight path from a baseline to the
// picture (Sundararajan, Taly & Yan, 2017, "Axiomatic Attribution for Deep Networks"). By the axiom of
// completeness, the sum over all pixels equals the difference of the two logits. The gap between them is the
// error of the integral, and shows whether there are enough steps.
import type { Explainer } from '../explainer.ts';
import { overChannels, targetsOf, type Explanation, type ExplanationOptions } from '../explanation.ts';
import { pixelGradients } from './saliency.ts';

/** The options of `integratedGradients`. */
export interface IntegratedGradientsOptions extends ExplanationOptions {
  /** The steps of the integral; 128 by default. */
  readonly steps?: number;
  /** A larger gap, as a share of the difference, doubles the steps of a picture; 0.005 by default. */
  readonly largestGap?: number;
  /** The limit of doubling; 2048 steps by default. */
  readonly mostSteps?: number;
  /** The level of all pixels of the baseline; 0, black, by default. */
  readonly baseline?: number;
}

/** How far the sum of a picture's map is from the difference of the logits. */
export interface Completeness {
  /** The logit of the picture minus that of the baseline. */
  readonly difference: number;
  /** The sum of the map. */
  readonly sum: number;
  /** |sum - difference| / |difference| */
  readonly gap: number;
  /** The number of steps. */
  readonly steps: number;
}

/** Maps, and their completeness. */
export interface IntegratedGradients extends Explanation {
  /** The completeness of each map. */
  readonly completeness: readonly Completeness[];
}

/**
 * Integrated gradients of the class's logit from a black picture, summed over the channels. The integral
 * uses the midpoint rule. Networks of ReLU and maxima are piecewise linear, and no rule of higher order does
 * better at their kinks.
 *
 * @param images `[count, channels, height, width]`, 0 to 255
 * @returns signed maps in logits; each sum is the difference of the logits, except for the reported gap
 * @example
 * const explainer = await openExplainer(await readFile('best.onnx'));
 * const { images } = sketches({ train: 10, test: 10 }).test;
 * const { maps, completeness } = await integratedGradients(explainer, images);
 */
export async function integratedGradients(
  explainer: Explainer,
  images: ArrayLike<number>,
  options: IntegratedGradientsOptions = {},
): Promise<IntegratedGradients> {
  const { imageSize } = explainer;
  const { baseline = 0 } = options;
  const targets = await targetsOf(explainer, images, options.targets);
  const differences = await logitDifferences(explainer, images, targets, baseline);
  const attributions = new Float32Array(images.length);
  const completeness: Completeness[] = [];
  for (const [i, target] of targets.entries()) {
    const way = Float64Array.from({ length: imageSize }, (_, j) => images[i * imageSize + j]! - baseline);
    const path = { way, baseline, target, difference: differences[i]! };
    const found = await integrateUntilComplete(explainer, path, options);
    attributions.set(found.attribution, i * imageSize);
    completeness.push(found.completeness);
  }
  const maps = overChannels(explainer, attributions, (a, b) => a + b);
  return { maps, targets, isSigned: true, completeness };
}

/** The path from the baseline to a picture. */
interface Path {
  /** The picture minus the baseline. */
  readonly way: Float64Array;
  readonly baseline: number;
  readonly target: number;
  readonly difference: number;
}

interface Integral {
  readonly attribution: Float64Array;
  readonly completeness: Completeness;
}

async function integrateUntilComplete(
  explainer: Explainer,
  path: Path,
  { steps = 128, largestGap = 0.005, mostSteps = 2048 }: IntegratedGradientsOptions,
): Promise<Integral> {
  const integral = await integrate(explainer, path, steps);
  if (integral.completeness.gap <= largestGap || 2 * steps > mostSteps) return integral;
  return integrateUntilComplete(explainer, path, { steps: 2 * steps, largestGap, mostSteps });
}

/** The number of points of a path that are in memory together. */
const pointsAtOnce = 128;

async function integrate(explainer: Explainer, path: Path, steps: number): Promise<Integral> {
  const { way, baseline, target, difference } = path;
  const sums = new Float64Array(way.length);
  for (let start = 0; start < steps; start += pointsAtOnce) {
    const count = Math.min(pointsAtOnce, steps - start);
    const points = new Float32Array(count * way.length).map((_, i) => {
      const share = (start + Math.floor(i / way.length) + 0.5) / steps;
      return baseline + share * way[i % way.length]!;
    });
    const gradients = await pixelGradients(explainer, points, new Int32Array(count).fill(target));
    gradients.forEach((value, i) => (sums[i % way.length]! += value));
  }
  const attribution = sums.map((sum, i) => (sum / steps) * way[i]!);
  const sum = attribution.reduce((a, b) => a + b, 0);
  return { attribution, completeness: { difference, sum, gap: gapOf(sum, difference), steps } };
}

/** If there is nothing to explain, as for a black picture, the gap is 0. */
const gapOf = (sum: number, difference: number): number =>
  sum === difference ? 0 : Math.abs(sum - difference) / Math.abs(difference);

async function logitDifferences(
  explainer: Explainer,
  images: ArrayLike<number>,
  targets: Int32Array,
  baseline: number,
): Promise<Float64Array> {
  const classes = explainer.classNames.length;
  const { logits } = await explainer.ask(images);
  const { logits: ground } = await explainer.ask(new Float32Array(explainer.imageSize).fill(baseline));
  return Float64Array.from(targets, (target, i) => logits[i * classes + target]! - ground[target]!);
}
