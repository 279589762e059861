// SmoothGrad: the mean of the gradients at noisy copies of a picture (Smilkov et al., 2017, "SmoothGrad:
// removing noise by adding noise"). The defaults are the paper's 50 copies and noise of 15 % of the
// picture's range.
import { Random } from '../../random.ts';
import type { Explainer } from '../explainer.ts';
import { targetsOf, type Explanation, type ExplanationOptions } from '../explanation.ts';
import { largestMagnitude, pixelGradients } from './saliency.ts';

/** The options of `smoothGrad`. */
export interface SmoothGradOptions extends ExplanationOptions {
  /** The number of noisy copies of each picture; 50 by default. */
  readonly samples?: number;
  /** The standard deviation of the noise, as a share of the picture's range; 0.15 by default. */
  readonly noise?: number;
}

/**
 * The magnitude of the mean gradient of the class's logit at noisy copies; the largest over the channels.
 *
 * @param images `[count, channels, height, width]`, 0 to 255
 * @returns maps of 0 and more, in logits per level of a pixel
 * @example
 * const explainer = await openExplainer(await readFile('best.onnx'));
 * const { images } = sketches({ train: 10, test: 10 }).test;
 * const { maps } = await smoothGrad(explainer, images, { samples: 25 });
 */
export async function smoothGrad(
  explainer: Explainer,
  images: ArrayLike<number>,
  { samples = 50, noise = 0.15, seed = 1, targets: wanted }: SmoothGradOptions = {},
): Promise<Explanation> {
  const { imageSize } = explainer;
  const targets = await targetsOf(explainer, images, wanted);
  const means = new Float32Array(images.length);
  for (const [i, target] of targets.entries()) {
    const image = Float32Array.from({ length: imageSize }, (_, j) => images[i * imageSize + j]!);
    const copies = noisyCopies(image, samples, noise, new Random(seed, 'smooth-grad', i));
    const found = await pixelGradients(explainer, copies, new Int32Array(samples).fill(target));
    const mean = means.subarray(i * imageSize, (i + 1) * imageSize);
    found.forEach((value, j) => (mean[j % imageSize]! += value / samples));
  }
  return { maps: largestMagnitude(explainer, means), targets, isSigned: false };
}

function noisyCopies(image: Float32Array, samples: number, noise: number, random: Random): Float32Array {
  const deviation = noise * (Math.max(...image) - Math.min(...image));
  const copies = new Float32Array(samples * image.length);
  return copies.map((_, i) => image[i % image.length]! + deviation * random.normal());
}
