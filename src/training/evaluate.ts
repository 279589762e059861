// Evaluates a model on a data set, and returns its predictions for everything that computes further figures.
import { checkDataset } from '../data/check-dataset.ts';
import { classifyPictures } from '../data/classify.ts';
import { InputError } from '../errors.ts';
import { quoteFew } from '../few-words.ts';
import { counted } from '../number-words.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Pictures } from '../data/pictures.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import {
  classificationReport,
  type ClassificationReport,
  type LabelledPredictions,
} from '../metrics/classification-report.ts';
import { openClassifier, type Classifier } from '../nn/classifier.ts';

/**
 * Computes a model's accuracy with its 95 % interval, loss, scores per class and confusion matrix on a data
 * set.
 *
 * @throws InputError if the pictures or classes do not fit the model
 * @example
 * const classifier = await openClassifier(await readFile('best.onnx'));
 * const { accuracy } = await evaluate(classifier, sketches({ test: 500 }).test);
 */
export async function evaluate(
  classifier: Classifier,
  dataset: Dataset<Pictures>,
  onProgress?: (done: number) => void,
): Promise<ClassificationReport> {
  return classificationReport(await predictLabelled(classifier, dataset, onProgress));
}

/**
 * Returns a model's predictions for a data set with the true labels, as indices into the model's classes.
 * The data may lack some of the classes.
 *
 * @throws InputError if the pictures or classes do not fit the model
 * @example
 * const classifier = await openClassifier(await readFile('best.onnx'));
 * const predictions = await predictLabelled(classifier, sketches({ test: 500 }).test);
 * const { macro } = evaluationReport(predictions);
 */
export async function predictLabelled(
  classifier: Classifier,
  dataset: Dataset<Pictures>,
  onProgress?: (done: number) => void,
): Promise<LabelledPredictions> {
  checkDataset(dataset);
  checkPictures(classifier.card.input, dataset);
  const labels = labelsAsTrained(classifier, dataset);
  const { probabilities } = await classifyPictures(classifier, dataset.images, onProgress);
  return { labels, probabilities, classNames: classifier.card.classNames };
}

/**
 * Like `evaluate`, but for the bytes of a saved model, which it opens and disposes of.
 *
 * @param source names the model in errors
 * @throws InputError if the bytes are not a model of ours, or it does not fit the data set
 */
export async function evaluateSaved(
  bytes: Uint8Array,
  source: string,
  dataset: Dataset<Pictures>,
  options: DeviceOptions = {},
): Promise<ClassificationReport> {
  const classifier = await openClassifier(bytes, source, options);
  try {
    return await evaluate(classifier, dataset);
  } finally {
    await classifier.dispose();
  }
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

/** The labels, `[count]`, as indices into the model's classes, matched by name. */
function labelsAsTrained({ card }: Classifier, { name, classNames, labels }: Dataset<Pictures>): Int32Array {
  const found = labelsAmong(card.classNames, { classNames, labels });
  if (found) return found;
  const unknown = classNames.filter((className) => !card.classNames.includes(className));
  throw new InputError(
    `${name}: ${quoteFew(unknown, 10)} ${unknown.length === 1 ? 'is' : 'are'} not among the model's classes, ${quoteFew(card.classNames, 10)}`,
  );
}

/** Labels as indices into other classes, matched by name; undefined if a class is missing there. */
export function labelsAmong(
  classes: readonly string[],
  { classNames, labels }: Pick<Dataset, 'classNames' | 'labels'>,
): Int32Array | undefined {
  const indices = classNames.map((className) => classes.indexOf(className));
  return indices.includes(-1) ? undefined : labels.map((label) => indices[label]!);
}
