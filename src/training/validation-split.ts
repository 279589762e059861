// Which pictures are trained on and which validated on: the validation split that the data bring, or one cut from the training data.
import type { Dataset, DataSplits } from '../data/dataset.ts';
import { splitValidation } from './fit.ts';

/**
 * The training and validation splits of a data set.
 *
 * @param seed where the data have no validation split: draws the one that is cut off
 * @example const { train, validation } = withValidation(await loadData('photos'), 1);
 */
export function withValidation(
  { train, validation }: Pick<DataSplits, 'train' | 'validation'>,
  seed: number,
): { train: Dataset; validation: Dataset } {
  return validation ? { train, validation } : splitValidation(train, seed);
}
