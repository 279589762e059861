// Saliency: how strongly each pixel would change the logit, by its gradient (Simonyan, Vedaldi & Zisserman,
// 2013, "Deep Inside Convolutional Networks: Visualising Image Classification Models and Saliency Maps").
import type { Explainer } from '../explainer.ts';
import { overChannels, targetsOf, type Explanation, type ExplanationOptions } from '../explanation.ts';

/**
 * The magnitude of the gradient of the class's logit; the largest over the channels.
 *
 * @param images `[count, channels, height, width]`, 0 to 255
 * @returns maps of 0 and more, in logits per level of a pixel
 * @example
 * const explainer = await openExplainer(await readFile('best.onnx'));
 * const { images } = sketches({ train: 10, test: 10 }).test;
 * const { maps } = await saliency(explainer, images);
 */
export async function saliency(
  explainer: Explainer,
  images: ArrayLike<number>,
  options: ExplanationOptions = {},
): Promise<Explanation> {
  const targets = await targetsOf(explainer, images, options.targets);
  const gradient = await pixelGradients(explainer, images, targets);
  return { maps: largestMagnitude(explainer, gradient), targets, isSigned: false };
}

/** The gradient of each picture's logit with respect to its pixels, `[count, channels, height, width]`. */
export async function pixelGradients(
  explainer: Explainer,
  images: ArrayLike<number>,
  targets: ArrayLike<number>,
): Promise<Float32Array> {
  const { gradients } = await explainer.ask(images, { targets, gradients: ['pixels'] });
  return gradients[0]!;
}

/** The largest magnitude over the channels of each pixel. */
export const largestMagnitude = (explainer: Explainer, gradient: Float32Array): Float32Array =>
  overChannels(explainer, gradient.map(Math.abs), Math.max);
