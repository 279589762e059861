// How well a saved model does on a data set.
import { InputError } from '../errors.ts';
import type { Dataset } from '../data/dataset.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { classificationReport, type ClassificationReport } from '../metrics/classification-report.ts';
import { openClassifier, type Classifier } from '../nn/classifier.ts';

/**
 * Accuracy with its 95 % interval, loss, scores per class and the confusion matrix of a model on a data set.
 *
 * @throws InputError where pictures or classes are not those of the model
 * @example const { accuracy } = await evaluate(classifier, data.test);
 */
export async function evaluate(
  classifier: Classifier,
  dataset: Dataset,
  onProgress?: (done: number) => void,
): Promise<ClassificationReport> {
  checkFit(classifier, dataset);
  const probabilities = await classifier.predict(dataset.images, onProgress);
  return classificationReport({
    labels: dataset.labels,
    probabilities,
    classNames: classifier.card.classNames,
  });
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

function checkFit({ card }: Classifier, { name, channels, height, width, classNames }: Dataset): void {
  const expected = `${card.input.width}×${card.input.height}, ${card.input.channels} channel(s)`;
  const given = `${width}×${height}, ${channels} channel(s)`;
  if (expected !== given)
    throw new InputError(`${name}: expected pictures of ${expected} for this model, got ${given}`);
  if (classNames.join('\n') !== card.classNames.join('\n')) {
    throw new InputError(`${name}: its classes are not the model's (${card.classNames.join(', ')})`);
  }
}
