// Class activation maps by gradients: Grad-CAM (Selvaraju et al., 2017, "Grad-CAM: Visual Explanations from
// Deep Networks via Gradient-based Localization") and Grad-CAM++ (Chattopadhay et al., 2018, "Grad-CAM++:
// Improved Visual Explanations for Deep Convolutional Networks"). They differ in the weight of each feature
// map.
import { InputError } from '../../errors.ts';
import type { Explainer } from '../explainer.ts';
import { targetsOf, type Explanation, type ExplanationOptions } from '../explanation.ts';
import type { NamedLayer } from '../layers.ts';
import { resizeMaps } from '../resize-map.ts';

/**
 * Grad-CAM: the weight of a feature map is the mean of its gradient.
 *
 * @param images `[count, channels, height, width]`, 0 to 255
 * @returns maps of 0 and more; evidence against the class is cut off
 * @throws InputError for an unknown layer, or one without feature maps
 * @example
 * const explainer = await openExplainer(await readFile('best.onnx'));
 * const { images } = sketches({ train: 10, test: 10 }).test;
 * const { maps } = await gradCam(explainer, images, { layer: 'conv2d_1' });
 */
export const gradCam = (
  explainer: Explainer,
  images: ArrayLike<number>,
  options: ExplanationOptions = {},
): Promise<Explanation> => weightedByGradients(explainer, images, options, (_, gradient) => mean(gradient));

/**
 * Grad-CAM++: the weight of a feature map comes from its positive gradients, weighted so that several
 * objects of one class count the same.
 *
 * As in the paper, the score is the exponential of the logit, so its derivatives are powers of the logit's.
 *
 * @param images `[count, channels, height, width]`, 0 to 255
 * @returns maps of 0 and more
 * @throws InputError for an unknown layer, or one without feature maps
 * @example
 * const explainer = await openExplainer(await readFile('best.onnx'));
 * const { images } = sketches({ train: 10, test: 10 }).test;
 * const { maps } = await gradCamPlusPlus(explainer, images);
 */
export const gradCamPlusPlus = (
  explainer: Explainer,
  images: ArrayLike<number>,
  options: ExplanationOptions = {},
): Promise<Explanation> => weightedByGradients(explainer, images, options, plusPlusWeight);

/** Equations 10 and 19 of the paper, without the factor exp(logit), which all maps of a picture share. */
function plusPlusWeight(activation: Float32Array, gradient: Float32Array): number {
  const total = activation.reduce((a, b) => a + b, 0);
  return gradient.reduce((sum, g) => {
    const denominator = 2 * g ** 2 + total * g ** 3;
    const alpha = denominator === 0 ? 0 : g ** 2 / denominator;
    return sum + alpha * Math.max(0, g);
  }, 0);
}

const mean = (values: Float32Array): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Computes the weight of a feature map from the map and the gradient of the logit with respect to it. */
type Weight = (activation: Float32Array, gradient: Float32Array) => number;

async function weightedByGradients(
  explainer: Explainer,
  images: ArrayLike<number>,
  options: ExplanationOptions,
  weight: Weight,
): Promise<Explanation> {
  const layer = mapLayer(explainer, options.layer);
  const targets = await targetsOf(explainer, images, options.targets);
  const { activations, gradients } = await explainer.ask(images, {
    ...{ targets, activations: [layer], gradients: [layer] },
  });
  const area = layer.shape[1]! * layer.shape[2]!;
  const weights = new Float32Array(activations[0]!.length / area).map((_, i) => {
    const [start, end] = [i * area, (i + 1) * area];
    return weight(activations[0]!.subarray(start, end), gradients[0]!.subarray(start, end));
  });
  return { maps: activationMaps(explainer, layer, activations[0]!, weights), targets, isSigned: false };
}

/**
 * Finds a layer that outputs feature maps.
 *
 * @throws InputError if it does not
 */
export function mapLayer(explainer: Explainer, name: string | undefined): NamedLayer {
  const layer = explainer.layer(name);
  if (layer.shape.length === 3) return layer;
  throw new InputError(
    `layer: expected one with feature maps [channels, height, width], got ${layer.name} with [${layer.shape.join(', ')}]`,
  );
}

/**
 * ReLU of the weighted sum of feature maps, resized to the pictures.
 *
 * @param activations `[count, channels, h, w]`
 * @param weights `[count, channels]`
 */
export function activationMaps(
  { height, width }: Explainer,
  layer: NamedLayer,
  activations: Float32Array,
  weights: Float32Array,
): Float32Array {
  const [channels, rows, columns] = layer.shape as [number, number, number];
  const area = rows * columns;
  const sums = new Float32Array(activations.length / channels);
  activations.forEach((value, i) => {
    const map = Math.floor(i / area);
    sums[Math.floor(map / channels) * area + (i % area)]! += weights[map]! * value;
  });
  const positive = sums.map((value) => Math.max(0, value));
  return resizeMaps(positive, [rows, columns], [height, width]);
}
