// Embeds pictures by the numbers that a classifier knows just before it decides: the input of its last dense
// layer, found in the saved graph. It does not need the code that built the model, so it works for other
// people's models too.
import { penultimateValue } from '../../nn/penultimate.ts';
import type { Explainer } from '../explainer.ts';

/** A vector for each picture. */
export interface Embedding {
  readonly count: number;
  readonly size: number;
  /** `[count, size]` */
  readonly values: Float32Array;
}

/**
 * The embedding of pictures in the layer before the last.
 *
 * @param images `[count, channels, height, width]`, 0 to 255
 * @returns undefined if the model does not end in a dense layer
 * @throws InputError if the numbers are not a whole number of pictures
 * @example const embedding = await embed(openExplainer(bytes), data.test.images);
 */
export async function embed(explainer: Explainer, images: ArrayLike<number>): Promise<Embedding | undefined> {
  const before = penultimateValue(explainer.model.graph);
  if (!before) return undefined;
  const shape = before.shape.slice(1) as number[];
  const layer = { name: 'penultimate', value: before.name, shape };
  const { activations } = await explainer.ask(images, { activations: [layer] });
  const count = explainer.countOf(images);
  return { count, size: activations[0]!.length / count, values: activations[0]! };
}
