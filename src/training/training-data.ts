// The pictures that a configuration trains and validates on, out of those that there are.
import { subset, type Dataset, type DataSplits } from '../data/dataset.ts';
import { stratifiedSplit } from '../data/split.ts';
import type { TrainingConfig } from './config.ts';
import { withValidation } from './validation-split.ts';

/** Cuts off the validation split, unless there is one, then takes the share of the rest that is asked for. */
export function trainingDataOf(
  splits: Pick<DataSplits, 'train' | 'validation'>,
  { seed, validationSeed = seed, trainShare = 1 }: TrainingConfig,
): { train: Dataset; validation: Dataset } {
  const { train, validation } = withValidation(splits, validationSeed);
  if (trainShare === 1) return { train, validation };
  const taken = stratifiedSplit(train.labels, { validation: trainShare, seed: validationSeed }).validation;
  return { train: subset(train, taken), validation };
}
