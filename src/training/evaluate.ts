// Evaluates a model on a data set, and returns its predictions for everything that computes further figures.
import { classifyPictures } from '../data/classify.ts';
import { labelsForModel } from '../data/for-model.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Pictures } from '../data/pictures.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import {
  classificationReport,
  type ClassificationReport,
  type LabelledPredictions,
} from '../metrics/classification-report.ts';
import { openClassifier, type Classifier } from '../nn/classifier.ts';
import type { Predictions } from '../nn/predictions.ts';

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
): Promise<LabelledPredictions & Pick<Predictions, 'probabilities'>> {
  const labels = labelsForModel(classifier.card, dataset);
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
  ...given: Parameters<typeof predictSaved>
): Promise<ClassificationReport> {
  return classificationReport(await predictSaved(...given));
}

/** Like `predictLabelled`, but for the bytes of a saved model; see `evaluateSaved`. */
export async function predictSaved(
  bytes: Uint8Array,
  source: string,
  dataset: Dataset<Pictures>,
  options: DeviceOptions = {},
): Promise<LabelledPredictions & Pick<Predictions, 'probabilities'>> {
  const classifier = await openClassifier(bytes, source, options);
  try {
    return await predictLabelled(classifier, dataset);
  } finally {
    await classifier.dispose();
  }
}
