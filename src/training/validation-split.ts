// Which pictures are trained on and which validated on: the validation split that the data bring, or one cut from the training data.
import { subset, type Dataset, type DataSplits } from '../data/dataset.ts';
import { stratifiedSplit } from '../data/split.ts';
import { defaults } from './defaults.ts';

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

/** Cuts the validation split off the training data, from a seed. */
export function splitValidation(data: Dataset, seed: number): { train: Dataset; validation: Dataset } {
  const { train, validation } = stratifiedSplit(data.labels, { validation: defaults.validationShare, seed });
  return { train: subset(data, train), validation: subset(data, validation) };
}
