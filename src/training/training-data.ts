// Selects the pictures that a configuration trains and validates on.
import type { Dataset, DataSplits } from '../data/dataset.ts';
import { makeImbalanced, type Imbalance } from '../data/imbalance.ts';
import type { Pictures } from '../data/pictures.ts';
import { stratifiedSample } from '../data/split.ts';
import type { TrainingConfig } from './config-schema.ts';
import { withValidation } from './validation-split.ts';

/**
 * Cuts off a validation split if there is none, then takes the share and the imbalance asked for from the
 * rest.
 */
export function trainingDataOf<Images extends Pictures>(
  splits: Pick<DataSplits<Images>, 'train' | 'validation'>,
  { seed, validationSeed = seed, trainShare = 1, imbalance }: TrainingConfig,
): { train: Dataset<Images>; validation: Dataset<Images> } {
  const { train, validation } = withValidation(splits, validationSeed);
  const taken = trainShare === 1 ? train : stratifiedSample(train, trainShare, validationSeed);
  return {
    train: imbalance ? makeImbalanced(taken, imbalance as Imbalance, validationSeed) : taken,
    validation,
  };
}
