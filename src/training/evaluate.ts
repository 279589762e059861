// How well a saved model does on a data set, and what it says of its pictures, for all that measures more.
import { checkDataset } from '../data/check-dataset.ts';
import { InputError } from '../errors.ts';
import { quoteFew } from '../few-words.ts';
import type { Dataset } from '../data/dataset.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import {
  classificationReport,
  type ClassificationReport,
  type LabelledPredictions,
} from '../metrics/classification-report.ts';
import { openClassifier, type Classifier } from '../nn/classifier.ts';

/**
 * Accuracy with its 95 % interval, loss, scores per class and the confusion matrix of a model on a data set.
 *
 * @throws InputError where pictures or classes are not those of the model
 * @example
 * const classifier = await openClassifier(await readFile('best.onnx'));
 * const { accuracy } = await evaluate(classifier, sketches({ test: 500 }).test);
 */
export async function evaluate(
  classifier: Classifier,
  dataset: Dataset,
  onProgress?: (done: number) => void,
): Promise<ClassificationReport> {
  return classificationReport(await predictLabelled(classifier, dataset, onProgress));
}

/**
 * What a model says of the pictures of a data set, beside what they are, in the model's classes. The data may
 * lack some of those.
 *
 * @throws InputError where pictures or classes are not those of the model
 * @example
 * const classifier = await openClassifier(await readFile('best.onnx'));
 * const predictions = await predictLabelled(classifier, sketches({ test: 500 }).test);
 * const { macro } = evaluationReport(predictions);
 */
export async function predictLabelled(
  classifier: Classifier,
  dataset: Dataset,
  onProgress?: (done: number) => void,
): Promise<LabelledPredictions> {
  checkDataset(dataset);
  checkPictures(classifier.card.input, dataset);
  const labels = labelsAsTrained(classifier, dataset);
  const probabilities = await classifier.predict(dataset.images, onProgress);
  return { labels, probabilities, classNames: classifier.card.classNames };
}

/**
 * As `evaluate`, of the bytes of a saved model, which is opened for it and closed again.
 *
 * @param source what errors call the model
 * @throws InputError where the bytes are not a model of ours, or do not fit the data set
 */
export async function evaluateSaved(
  bytes: Uint8Array,
  source: string,
  dataset: Dataset,
  options: DeviceOptions = {},
): Promise<ClassificationReport> {
  const classifier = await openClassifier(bytes, source, options);
  try {
    return await evaluate(classifier, dataset);
  } finally {
    await classifier.dispose();
  }
}

/** Refuses data whose pictures are not those that a model takes. */
export function checkPictures(
  input: Pick<Dataset, 'channels' | 'height' | 'width'>,
  { name, channels, height, width }: Dataset,
): void {
  const expected = `${input.width}×${input.height}, ${input.channels} channel(s)`;
  const given = `${width}×${height}, ${channels} channel(s)`;
  if (expected !== given)
    throw new InputError(`${name}: expected pictures of ${expected} for this model, got ${given}`);
}

/**
 * The labels of the data, `[count]`, as indices into the classes of the model, which are found by their
 * names.
 */
function labelsAsTrained({ card }: Classifier, { name, classNames, labels }: Dataset): Int32Array {
  const found = labelsAmong(card.classNames, { classNames, labels });
  if (found) return found;
  const unknown = classNames.filter((className) => !card.classNames.includes(className));
  throw new InputError(
    `${name}: ${quoteFew(unknown, 10)} ${unknown.length === 1 ? 'is' : 'are'} not among the model's classes, ${quoteFew(card.classNames, 10)}`,
  );
}

/** Labels as indices into other classes, found by their names; nothing where some are not among those. */
export function labelsAmong(
  classes: readonly string[],
  { classNames, labels }: Pick<Dataset, 'classNames' | 'labels'>,
): Int32Array | undefined {
  const indices = classNames.map((className) => classes.indexOf(className));
  return indices.includes(-1) ? undefined : labels.map((label) => indices[label]!);
}
