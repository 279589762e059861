// Separates the pictures to train on from those to validate on. Uses the validation split of the data, or
// cuts one from the training data.
import { subset, type Dataset, type DataSplits } from '../data/dataset.ts';
import type { Pictures } from '../data/pictures.ts';
import { checkDataset } from '../data/check-dataset.ts';
import { mostHeldBack, stratifiedSplit, type Split } from '../data/split.ts';
import { InputError } from '../errors.ts';
import { counted } from '../number-words.ts';
import { defaults } from './defaults.ts';

/** A data set's training and validation splits. */
export interface ValidatedSplits<Images extends Pictures = Uint8Array> {
  /** The pictures to train on. */
  readonly train: Dataset<Images>;
  /** The pictures to validate on. */
  readonly validation: Dataset<Images>;
}

/**
 * The training and validation splits of a data set.
 *
 * @param seed draws the validation split, if the data has none
 * @throws InputError for an invalid data set, or if there are too few pictures to hold some back
 * @example
 * const { train, validation } = withValidation(sketches({ train: 1200 }), 1);
 * validation.count // 100
 */
export function withValidation<Images extends Pictures>(
  { train, validation }: Pick<DataSplits<Images>, 'train' | 'validation'>,
  seed: number,
): ValidatedSplits<Images> {
  if (!validation) return splitValidation(train, seed);
  checkDataset(train);
  checkDataset(validation, 'validation');
  return { train, validation };
}

/**
 * Cuts the validation split from the training data.
 *
 * @param seed draws the split
 * @example
 * const { train, validation } = splitValidation(sketches({ train: 1200 }).train, 1);
 * train.count // 1100
 */
export function splitValidation<Images extends Pictures>(
  data: Dataset<Images>,
  seed: number,
): ValidatedSplits<Images> {
  const { train, validation } = drawValidation(data, seed);
  return { train: subset(data, train), validation: subset(data, validation) };
}

/** The indices of the pictures that `splitValidation` trains and validates on. */
export function drawValidation(data: Dataset<Pictures>, seed: number): Split {
  checkDataset(data);
  const wanted = Math.round(defaults.validationShare * data.count);
  if (wanted < 1 || wanted > mostHeldBack(data.labels)) throw tooFew(data);
  return stratifiedSplit(data.labels, { validation: defaults.validationShare, seed });
}

function tooFew({ name, count, labels }: Dataset<Pictures>): InputError {
  const classes = new Set(labels).size;
  const share = `one in ${Math.round(1 / defaults.validationShare)}`;
  return new InputError(
    `${name}: ${counted(count, 'picture')} of ${classes === 1 ? 'one class' : `${classes} classes`} are too few to hold back ${share} for validation and keep some of each class: add pictures, or a validation split`,
  );
}
