// The pictures that a configuration trains and validates on, out of those that there are.
import { subset, type Dataset } from '../data/dataset.ts';
import { stratifiedSplit } from '../data/split.ts';
import type { TrainingConfig } from './config.ts';
import { splitValidation } from './fit.ts';

/** Cuts off the validation split, then takes the share of the rest that is asked for. */
export function trainingDataOf(
  all: Dataset,
  { seed, validationSeed = seed, trainShare = 1 }: TrainingConfig,
): { train: Dataset; validation: Dataset } {
  const { train, validation } = splitValidation(all, validationSeed);
  if (trainShare === 1) return { train, validation };
  const taken = stratifiedSplit(train.labels, { validation: trainShare, seed: validationSeed }).validation;
  return { train: subset(train, taken), validation };
}
