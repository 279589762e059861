// Exports in fewer bits: the pictures that static quantisation measures, and the accuracy before and after on
// the validation split.
import { firstPictures } from '../../data/pictures.ts';
import { stratifiedSample } from '../../data/split.ts';
import { labelsForModel } from '../../data/for-model.ts';
import { classificationReport } from '../../metrics/classification-report.ts';
import type { ModelCard } from '../../nn/classifier-file.ts';
import { openClassifier } from '../../nn/classifier.ts';
import { predictExported, type CheckedExport } from '../../node/export/check-export.ts';
import { loadSplit } from '../files/open-model.ts';
import type { ExportOptions } from './options.ts';
import { findSplit } from './pictures.ts';

/** How many training pictures are measured. */
const calibrationCount = 512;
const calibrationSeed = 1;

/**
 * Training pictures of the model's data, drawn from a fixed seed, each class in proportion: folders are often
 * sorted by class.
 *
 * @throws InputError if the data is not at hand
 */
export async function calibrationPictures(
  argument: string,
  card: ModelCard,
  { data, offline, maxPixels }: ExportOptions,
): Promise<Uint8Array> {
  const { channels, height, width } = card.input;
  const { dataset } = await loadSplit(argument, { card }, 'train', { data, offline, maxPixels });
  const sample =
    dataset.count > calibrationCount ? stratifiedSample(dataset, calibrationCount, calibrationSeed) : dataset;
  return firstPictures(sample.images, sample.count, channels * height * width);
}

/** The share of validation pictures that a model recognises, before and after an export. */
export interface AccuracyCheck {
  readonly data: string;
  readonly split: 'validation';
  readonly count: number;
  readonly before: number;
  readonly after: number;
}

/** Measures the accuracy; undefined, with a notice, if the data is not at hand. */
export async function measureAccuracy(
  argument: string,
  exported: CheckedExport,
  options: ExportOptions,
): Promise<AccuracyCheck | undefined> {
  const { card, bytes, source } = exported;
  const device = { threads: options.threads };
  const chosen = await findSplit(argument, card, 'validation', options, 'accuracy not checked');
  if (!chosen) return undefined;
  const { name, count, images } = chosen.dataset;
  const labels = labelsForModel(card, chosen.dataset);
  const accuracy = (probabilities: Float32Array) =>
    classificationReport({ labels, probabilities, classNames: card.classNames }).accuracy;
  const classifier = await openClassifier(bytes, source, device);
  try {
    const before = accuracy(await classifier.predict(images));
    const predicted = await predictExported(exported, { images, count, ...card.input }, device);
    if ('notChecked' in predicted) return undefined;
    return { data: name, split: 'validation', count, before, after: accuracy(predicted.probabilities) };
  } finally {
    await classifier.dispose();
  }
}
