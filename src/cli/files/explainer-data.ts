// The data of a model that is explained or reported on: its own, or for a stranger's model, which does not
// name any, those that are named.
import type { Explainer } from '../../explain/explainer.ts';
import { InputError } from '../../errors.ts';
import { fitFor } from '../../nn/picture-recipe.ts';
import { loadReported } from '../options/data.ts';
import { loadModelData, type DataChoice, type ModelData } from './open-model.ts';

interface Named extends DataChoice {
  /** What is complained where neither the command nor the model names data. */
  readonly unnamed: string;
}

/**
 * The data that are named, or those that the model was trained on, with pictures of the model's size.
 *
 * @param argument as the model was named
 * @throws InputError where neither names any
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
