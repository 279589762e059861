// Occlusion sensitivity: how far the logit falls if a square of the picture is covered (Zeiler & Fergus,
// 2014, "Visualizing and Understanding Convolutional Networks"). It needs nothing but the model's
// predictions. The paper covers with grey. Here the default is black, the background of Fashion-MNIST's
// pictures and the baseline of integrated gradients.
import { InputError } from '../../errors.ts';
import type { Explainer } from '../explainer.ts';
import { targetsOf, type Explanation, type ExplanationOptions } from '../explanation.ts';

/** The options of `occlusion`. */
export interface OcclusionOptions extends ExplanationOptions {
  /** The side of the square in pixels; by default a quarter of the picture's smaller side. */
  readonly patch?: number;
  /** The distance from square to square; half their side by default. */
  readonly stride?: number;
  /** The level that covers the square; 0, black, by default. */
  readonly fill?: number;
}

/**
 * The fall of the class's logit; each pixel gets the mean over the squares that cover it.
 *
 * @param images `[count, channels, height, width]`, 0 to 255
 * @returns signed maps in logits; below zero, the class scores higher without the pixel
 * @throws InputError for a square or a distance that does not fit the picture
 * @example
 * const explainer = await openExplainer(await readFile('best.onnx'));
 * const { images } = sketches({ train: 10, test: 10 }).test;
 * const { maps } = await occlusion(explainer, images, { patch: 5, stride: 2 });
 */
export async function occlusion(
  explainer: Explainer,
  images: ArrayLike<number>,
  options: OcclusionOptions = {},
): Promise<Explanation> {
  const squares = squaresOver(explainer, options);
  const targets = await targetsOf(explainer, images, options.targets);
  const area = explainer.height * explainer.width;
  const maps = new Float32Array(targets.length * area);
  for (const [i, target] of targets.entries()) {
    const image = Float32Array.from(
      { length: explainer.imageSize },
      (_, j) => images[i * explainer.imageSize + j]!,
    );
    const falls = await fallsOf(explainer, image, squares, target, options.fill ?? 0);
    maps.set(meanPerPixel(squares, falls, area), i * area);
  }
  return { maps, targets, isSigned: true };
}

/** The positions within a channel that each square covers. */
function squaresOver({ height, width }: Explainer, options: OcclusionOptions): number[][] {
  const { patch = Math.max(1, Math.round(Math.min(height, width) / 4)) } = options;
  const { stride = Math.max(1, Math.floor(patch / 2)) } = options;
  if (!(patch >= 1 && patch <= Math.min(height, width)))
    throw new InputError(`patch: expected 1 to ${Math.min(height, width)} pixels, got ${patch}`);
  if (!(stride >= 1 && stride <= patch))
    throw new InputError(`stride: expected 1 to ${patch} pixels, got ${stride}`);
  return startsAlong(height, patch, stride).flatMap((top) =>
    startsAlong(width, patch, stride).map((left) =>
      Array.from(
        { length: patch ** 2 },
        (_, i) => (top + Math.floor(i / patch)) * width + left + (i % patch),
      ),
    ),
  );
}

/** The starts of squares along a side: at every stride, plus one square that ends with the picture. */
function startsAlong(size: number, patch: number, stride: number): number[] {
  const last = size - patch;
  const starts = Array.from({ length: Math.floor(last / stride) + 1 }, (_, i) => i * stride);
  return starts.at(-1) === last ? starts : [...starts, last];
}

/** How far the logit falls for each covered square. */
async function fallsOf(
  explainer: Explainer,
  image: Float32Array,
  squares: readonly (readonly number[])[],
  target: number,
  fill: number,
): Promise<number[]> {
  const { imageSize, channels, classNames } = explainer;
  const area = imageSize / channels;
  const pictures = new Float32Array((squares.length + 1) * imageSize);
  pictures.set(image);
  squares.forEach((square, i) => {
    const picture = pictures.subarray((i + 1) * imageSize, (i + 2) * imageSize);
    picture.set(image);
    for (let channel = 0; channel < channels; channel++)
      for (const place of square) picture[channel * area + place] = fill;
  });
  const { logits } = await explainer.ask(pictures);
  return squares.map((_, i) => logits[target]! - logits[(i + 1) * classNames.length + target]!);
}

function meanPerPixel(
  squares: readonly (readonly number[])[],
  falls: readonly number[],
  area: number,
): Float32Array {
  const sums = new Float64Array(area);
  const counts = new Float64Array(area);
  squares.forEach((square, i) => {
    for (const place of square) {
      sums[place]! += falls[i]!;
      counts[place]! += 1;
    }
  });
  return Float32Array.from(sums, (sum, place) => sum / counts[place]!);
}
