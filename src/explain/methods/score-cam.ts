// Score-CAM: class activation maps without gradients (Wang et al., 2020, "Score-CAM: Score-Weighted Visual
// Explanations for Convolutional Neural Networks"). The weight of a feature map is the class's score when
// only the part of the picture that the map highlights is visible.
import type { Explainer } from '../explainer.ts';
import { targetsOf, type Explanation, type ExplanationOptions } from '../explanation.ts';
import type { NamedLayer } from '../layers.ts';
import { resizeMaps } from '../resize-map.ts';
import { activationMaps, mapLayer } from './grad-cam.ts';

/**
 * Score-CAM. A weight is the probability of the class after the softmax. The paper prefers it to the logit,
 * because logits of different pictures have no common scale.
 *
 * @param images `[count, channels, height, width]`, 0 to 255
 * @returns maps of 0 and more
 * @throws InputError for an unknown layer, or one without feature maps
 * @example
 * const explainer = await openExplainer(await readFile('best.onnx'));
 * const { images } = sketches({ train: 10, test: 10 }).test;
 * const { maps } = await scoreCam(explainer, images);
 */
export async function scoreCam(
  explainer: Explainer,
  images: ArrayLike<number>,
  options: ExplanationOptions = {},
): Promise<Explanation> {
  const layer = mapLayer(explainer, options.layer);
  const targets = await targetsOf(explainer, images, options.targets);
  const { activations } = await explainer.ask(images, { activations: [layer] });
  const size = activations[0]!.length / targets.length;
  const weights = new Float32Array(targets.length * layer.shape[0]!);
  for (const [i, target] of targets.entries()) {
    const image = Array.prototype.slice.call(images, i * explainer.imageSize, (i + 1) * explainer.imageSize);
    const own = activations[0]!.subarray(i * size, (i + 1) * size);
    weights.set(await scoreWeights(explainer, layer, image as number[], own, target), i * layer.shape[0]!);
  }
  return { maps: activationMaps(explainer, layer, activations[0]!, weights), targets, isSigned: false };
}

/** The weight of each feature map of one picture, `[channels]`. */
async function scoreWeights(
  explainer: Explainer,
  layer: NamedLayer,
  image: readonly number[],
  activations: Float32Array,
  target: number,
): Promise<Float32Array> {
  const [channels, rows, columns] = layer.shape as [number, number, number];
  const masks = resizeMaps(activations, [rows, columns], [explainer.height, explainer.width]);
  const area = explainer.height * explainer.width;
  const masked = new Float32Array(channels * image.length);
  for (let channel = 0; channel < channels; channel++) {
    const mask = stretched(masks.subarray(channel * area, (channel + 1) * area));
    image.forEach((value, i) => (masked[channel * image.length + i] = value * mask[i % area]!));
  }
  const probabilities = await explainer.probabilities(masked);
  return Float32Array.from(
    { length: channels },
    (_, i) => probabilities[i * explainer.classNames.length + target]!,
  );
}

/** Scales values to 0 to 1. A map without contrast becomes zeros, which hide everything. */
function stretched(map: Float32Array): Float32Array {
  const low = map.reduce((a, b) => Math.min(a, b), Infinity);
  const high = map.reduce((a, b) => Math.max(a, b), -Infinity);
  return map.map((value) => (high > low ? (value - low) / (high - low) : 0));
}
