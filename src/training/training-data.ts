// Selects the pictures that a configuration trains and validates on.
import { correctLabels, type Corrected } from '../data/correct-labels.ts';
import type { Dataset, DataSplits } from '../data/dataset.ts';
import { makeImbalanced, type Imbalance } from '../data/imbalance.ts';
import type { Pictures } from '../data/pictures.ts';
import { stratifiedSample } from '../data/split.ts';
import type { TrainingConfig } from './config-schema.ts';
import { drawValidation, withValidation } from './validation-split.ts';

/** The splits that a configuration takes its pictures from. */
export type TrainingSplits<Images extends Pictures = Pictures> = Pick<
  DataSplits<Images>,
  'train' | 'validation' | 'corrections'
>;

/** The pictures of a configuration. */
export interface TrainingData<Images extends Pictures = Pictures> {
  readonly train: Dataset<Images>;
  readonly validation: Dataset<Images>;
  /** How many training pictures the corrections of the splits changed, if they have some. */
  readonly corrected?: Corrected;
}

/**
 * Cuts off a validation split if there is none and corrects the labels of the rest, then takes the share and
 * the imbalance asked for. So corrections never change which pictures a model is validated on, nor their
 * labels.
 */
export function trainingDataOf<Images extends Pictures>(
  splits: TrainingSplits<Images>,
  { seed, validationSeed = seed, trainShare = 1, imbalance }: TrainingConfig,
): TrainingData<Images> {
  const { validation, ...trained } = correctedData(splits, validationSeed);
  const { train } = trained;
  const taken = trainShare === 1 ? train : stratifiedSample(train, trainShare, validationSeed);
  return {
    ...trained,
    train: imbalance ? makeImbalanced(taken, imbalance as Imbalance, validationSeed) : taken,
    validation,
  };
}

function correctedData<Images extends Pictures>(
  splits: TrainingSplits<Images>,
  seed: number,
): TrainingData<Images> {
  const split = withValidation(splits, seed);
  if (!splits.corrections) return split;
  const rest = splits.validation ? undefined : drawValidation(splits.train, seed).train;
  return { ...split, ...correctLabels(splits.train, splits.corrections, rest) };
}
