// Applies decisions about labels to the pictures of a training split. Other splits stay as they are: figures
// that are measured on them mean the same with and without corrections.
import { InputError } from '../errors.ts';
import { quoteFew } from '../few-words.ts';
import { countByClass } from './by-class.ts';
import { subset, type Dataset } from './dataset.ts';
import type { Corrections } from './labels-file.ts';
import type { Pictures } from './pictures.ts';

/** How many training pictures were changed. */
export interface Corrected {
  /** Pictures that have another class now. */
  readonly relabelled: number;
  /** Pictures that are not trained on. */
  readonly excluded: number;
}

/** Training pictures with their corrected labels. */
export interface CorrectedDataset<Images extends Pictures = Uint8Array> {
  /** The pictures to train on. */
  readonly train: Dataset<Images>;
  /** How many of them were changed or left out. */
  readonly corrected: Corrected;
}

/**
 * The training pictures with their corrected labels, without those to leave out.
 *
 * @param train the whole training split, to which the corrections' indices refer
 * @param indices which of its pictures to train on; by default all
 * @throws InputError if a class loses its last picture
 * @example correctLabels(sketches({ train: 100 }).train, { train: new Map([[7, null]]) }).train.count // 99
 */
export function correctLabels<Images extends Pictures>(
  train: Dataset<Images>,
  { train: changes }: Pick<Corrections, 'train'>,
  indices: ArrayLike<number> = Uint32Array.from({ length: train.count }, (_, index) => index),
): CorrectedDataset<Images> {
  const all = Array.from(indices);
  const kept = all.filter((index) => changes.get(index) !== null);
  const taken = subset(train, kept);
  const labels = Int32Array.from(kept, (index) => changes.get(index) ?? train.labels[index]!);
  const before = all.map((index) => train.labels[index]!);
  checkClasses(train.classNames, before, labels);
  const relabelled = kept.filter((index, i) => labels[i] !== train.labels[index]).length;
  return { train: { ...taken, labels }, corrected: { relabelled, excluded: all.length - kept.length } };
}

function checkClasses(
  classNames: readonly string[],
  before: ArrayLike<number>,
  after: ArrayLike<number>,
): void {
  const [had, has] = [before, after].map((labels) => countByClass(labels, classNames.length));
  const lost = classNames.filter((_, label) => had![label]! > 0 && has![label] === 0);
  if (lost.length === 0) return;
  throw new InputError(
    `labels: with these decisions the training pictures have none of ${quoteFew(lost)} left; keep some`,
  );
}
