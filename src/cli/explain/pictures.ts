// The pictures that are to be explained, as a model takes them: from files, or from a split of data by their
// number or by how wrong the model is about them.
import type { Dataset } from '../../data/dataset.ts';
import type { Explainer } from '../../explain/explainer.ts';
import type { Completeness } from '../../explain/methods/integrated-gradients.ts';
import { InputError } from '../../errors.ts';
import { fitFor } from '../../nn/picture-recipe.ts';
import { checkPictures, labelsAmong } from '../../training/evaluate.ts';
import { listImageFiles } from '../../node/pictures/list.ts';
import { readPictures } from '../files/read-pictures.ts';
import type { ExplainOptions } from './options.ts';
import { loadExplainerData } from '../files/explainer-data.ts';
import { chooseSplit, type ChosenSplit } from '../files/open-model.ts';

export interface PictureToExplain {
  /** The file, or the split and the number in it. */
  readonly name: string;
  readonly index?: number;
  /** What it is, where that is known and one of the model's classes. */
  readonly label?: number;
  /** `[channels, height, width]` */
  readonly image: Uint8Array;
}

/** What is known of a picture and what the model says of it. */
export interface ExplainedPicture {
  readonly name: string;
  readonly index?: number;
  readonly label?: number;
  readonly predicted: number;
  readonly probability: number;
  /** The class that the maps explain, and its probability. */
  readonly explained: number;
  readonly explainedProbability: number;
  /** Of integrated gradients. */
  readonly completeness?: Completeness;
}

/** Pictures that were read, and files that could not be. */
export interface ReadPictures {
  readonly pictures: readonly PictureToExplain[];
  readonly errors: readonly FileError[];
}

/** Why a file could not be read. */
export interface FileError {
  readonly file: string;
  readonly error: string;
}

/** Files, fitted to the model as `predict` does it. */
export async function picturesFromFiles(
  { card, channels, height, width }: Explainer,
  paths: readonly string[],
  { invert, maxPixels = card?.pictures?.maxPixels }: Pick<ExplainOptions, 'invert' | 'maxPixels'>,
): Promise<ReadPictures> {
  if (paths.length === 0) return { pictures: [], errors: [] };
  if (channels !== 1 && channels !== 3)
    throw new InputError(`this model takes ${channels} channels; pictures have 1 or 3`);
  const files = await listImageFiles(paths);
  const fit = fitFor(channels, card?.pictures?.fit);
  const read = await readPictures(files, { height, width, channels, fit, invert, maxPixels });
  return {
    pictures: read.flatMap((one) => ('image' in one ? { name: one.file, image: one.image } : [])),
    errors: read.flatMap((one) => ('error' in one ? one : [])),
  };
}

/**
 * A split of the data that is named, or that the model was trained on; throws an InputError where it does not
 * say which.
 */
export async function splitForExplainer(
  model: string,
  explainer: Explainer,
  options: ExplainOptions,
): Promise<ChosenSplit> {
  const { data, split, offline, maxPixels } = options;
  const unnamed = `${explainer.source}: the model does not say which data it learned from: name some with --data`;
  const { splits, validationSeed } = await loadExplainerData(model, explainer, {
    data,
    offline,
    maxPixels,
    unnamed,
  });
  const chosen = chooseSplit(splits, split, validationSeed);
  checkPictures(explainer, chosen.dataset);
  return chosen;
}

/** Those of a split with the given numbers. Throws an InputError for one that is out of range. */
export function picturesByIndex(
  explainer: Explainer,
  { split, dataset }: ChosenSplit,
  indices: readonly number[],
): PictureToExplain[] {
  const { imageSize } = explainer;
  const wrong = indices.find((index) => index >= dataset.count);
  if (wrong !== undefined)
    throw new InputError(`--index: expected 0 to ${dataset.count - 1} in the ${split} split, got ${wrong}`);
  const labels = labelsFor(explainer, dataset);
  return indices.map((index) => ({
    ...{ name: `${split} ${index}`, index },
    ...(labels && { label: labels[index]! }),
    image: dataset.images.subarray(index * imageSize, (index + 1) * imageSize),
  }));
}

/** Those with the highest loss, the worst first; of equal ones the first of the split. */
export async function worstPictures(
  explainer: Explainer,
  chosen: ChosenSplit,
  count: number,
): Promise<PictureToExplain[]> {
  const { dataset } = chosen;
  const labels = labelsFor(explainer, dataset);
  if (!labels) throw new InputError(`--worst: the classes of ${dataset.name} are not the model's`);
  const probabilities = await explainer.probabilities(dataset.images);
  const classes = explainer.classNames.length;
  const ofTrueClass = Float64Array.from(labels, (label, i) => probabilities[i * classes + label]!);
  const order = Array.from({ length: dataset.count }, (_, i) => i);
  order.sort((a, b) => ofTrueClass[a]! - ofTrueClass[b]! || a - b);
  return picturesByIndex(explainer, chosen, order.slice(0, count));
}

/**
 * The labels of the data in the model's classes, by their names; by their numbers where the model has no
 * names but as many classes. Nothing where they do not fit.
 */
function labelsFor({ card, classNames }: Explainer, dataset: Dataset): Int32Array | undefined {
  if (!card) return dataset.classNames.length === classNames.length ? dataset.labels : undefined;
  return labelsAmong(classNames, dataset);
}
