// Checks that a data set fits a model: its pictures the model's input, its classes those of the model.
import { InputError } from '../errors.ts';
import { quoteFew } from '../few-words.ts';
import { counted } from '../number-words.ts';
import type { ModelCard } from '../nn/classifier-file.ts';
import { checkDataset } from './check-dataset.ts';
import type { Dataset } from './dataset.ts';
import type { Pictures } from './pictures.ts';

/**
 * The labels, `[count]`, as indices into a model's classes, matched by name. The data may lack some of the
 * classes.
 *
 * @throws InputError if the pictures or classes do not fit the model
 */
export function labelsForModel(
  { input, classNames: known }: Pick<ModelCard, 'input' | 'classNames'>,
  dataset: Dataset<Pictures>,
): Int32Array {
  checkDataset(dataset);
  checkPictures(input, dataset);
  const found = labelsAmong(known, dataset);
  if (found) return found;
  const unknown = dataset.classNames.filter((className) => !known.includes(className));
  throw new InputError(
    `${dataset.name}: ${quoteFew(unknown, 10)} ${unknown.length === 1 ? 'is' : 'are'} not among the model's classes, ${quoteFew(known, 10)}`,
  );
}

/** Throws an InputError if the pictures of a data set do not fit a model's input. */
export function checkPictures(
  input: Pick<Dataset<Pictures>, 'channels' | 'height' | 'width'>,
  { name, channels, height, width }: Dataset<Pictures>,
): void {
  const expected = `${input.width}×${input.height} with ${counted(input.channels, 'channel')}`;
  const given = `${width}×${height} with ${counted(channels, 'channel')}`;
  if (expected !== given)
    throw new InputError(`${name}: expected pictures of ${expected} for this model, got ${given}`);
}

/** Labels as indices into other classes, matched by name; undefined if a class is missing there. */
export function labelsAmong(
  classes: readonly string[],
  { classNames, labels }: Pick<Dataset, 'classNames' | 'labels'>,
): Int32Array | undefined {
  const indices = classNames.map((className) => classes.indexOf(className));
  return indices.includes(-1) ? undefined : labels.map((label) => indices[label]!);
}
