// The data for a model to explain or report on: the data it was trained on, or the data that --data names. A
// model from another program does not name its data.
import type { Explainer } from '../../explain/explainer.ts';
import { InputError } from '../../errors.ts';
import { fitFor } from '../../nn/picture-recipe.ts';
import { loadReported } from '../options/data.ts';
import { loadModelData, type DataChoice, type ModelData } from './open-model.ts';

interface Named extends DataChoice {
  /** The message of the error if neither the command nor the model names data. */
  readonly unnamed: string;
}

/**
 * Loads the data that the choice names, or that the model was trained on, with pictures of the model's size.
 *
 * @param argument the model's name on the command line
 * @throws InputError if neither names data
 */
export async function loadExplainerData(
  argument: string,
  { card, channels, height, width }: Explainer,
  { unnamed, ...choice }: Named,
): Promise<ModelData> {
  if (card) return loadModelData(argument, { card }, choice);
  const { data, offline = false, maxPixels } = choice;
  if (data === undefined) throw new InputError(unnamed);
  const known: 1 | 3 | undefined = channels === 1 || channels === 3 ? channels : undefined;
  const pictures = { size: { height, width }, channels: known, fit: fitFor(channels), maxPixels };
  return { splits: await loadReported(data, offline, pictures), validationSeed: 1, source: data };
}
