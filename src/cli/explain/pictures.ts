// The pictures to explain, in the model's size: from files, or from a split of the data by number or by loss.
import type { Dataset } from '../../data/dataset.ts';
import type { Explainer } from '../../explain/explainer.ts';
import type { Completeness } from '../../explain/methods/integrated-gradients.ts';
import { InputError } from '../../errors.ts';
import { fitFor } from '../../nn/picture-recipe.ts';
import { checkPictures, labelsAmong } from '../../data/for-model.ts';
import { listImageFiles } from '../../node/pictures/list.ts';
import { readPictures } from '../files/read-pictures.ts';
import type { ExplainOptions } from './options.ts';
import { loadExplainerData } from '../files/explainer-data.ts';
import { chooseSplit, type ChosenSplit } from '../files/open-model.ts';

export interface PictureToExplain {
  /** The file, or the split and the number in it. */
  readonly name: string;
  readonly index?: number;
  /** The true class, if it is known and one of the model's classes. */
  readonly label?: number;
  /** `[channels, height, width]` */
  readonly image: Uint8Array;
}

/** A picture's true class, if known, and the model's prediction. */
export interface ExplainedPicture {
  readonly name: string;
  readonly index?: number;
  readonly label?: number;
  readonly predicted: number;
  readonly probability: number;
  /** The class that the maps explain, and its probability. */
  readonly explained: number;
  readonly explainedProbability: number;
  /** How complete the map of integrated gradients is. */
  readonly completeness?: Completeness;
}

/** The pictures that were read, and the files that could not be read. */
export interface ReadPictures {
  readonly pictures: readonly PictureToExplain[];
  readonly errors: readonly FileError[];
}

/** A file that could not be read, with the reason. */
export interface FileError {
  readonly file: string;
  readonly error: string;
}

/** Reads picture files and fits them to the model, as `predict` does. */
export async function picturesFromFiles(
  { card, channels, height, width }: Explainer,
  paths: readonly string[],
  { invert, maxPixels = card?.pictures?.maxPixels }: Pick<ExplainOptions, 'invert' | 'maxPixels'>,
): Promise<ReadPictures> {
  if (paths.length === 0) return { pictures: [], errors: [] };
  if (channels !== 1 && channels !== 3)
    throw new InputError(
      `explain: expected a model for pictures of 1 or 3 channels, got one for ${channels}`,
    );
  const files = await listImageFiles(paths);
  const fit = fitFor(channels, card?.pictures?.fit);
  const read = await readPictures(files, { height, width, channels, fit, invert, maxPixels });
  return {
    pictures: read.flatMap((one) => ('image' in one ? { name: one.file, image: one.image } : [])),
    errors: read.flatMap((one) => ('error' in one ? one : [])),
  };
}

/**
 * Loads a split of the data that `--data` names, or of the data that the model was trained on.
 *
 * @throws InputError if neither is known
 */
export async function splitForExplainer(
  model: string,
  explainer: Explainer,
  options: ExplainOptions,
): Promise<ChosenSplit> {
  const { data, split, offline, maxPixels } = options;
  const unnamed = `${explainer.source}: the model does not name its data; name it with --data`;
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

/**
 * The pictures of a split with the given numbers.
 *
 * @throws InputError if a number is out of range
 */
export function picturesByIndex(
  explainer: Explainer,
  { split, dataset }: ChosenSplit,
  indices: readonly number[],
): PictureToExplain[] {
  const { imageSize } = explainer;
  const wrong = indices.find((index) => index >= dataset.count);
  if (wrong !== undefined)
    throw new InputError(
      `--index: expected numbers from 0 to ${dataset.count - 1} in the ${split} split, got ${wrong}`,
    );
  const labels = labelsFor(explainer, dataset);
  return indices.map((index) => ({
    ...{ name: `${split} ${index}`, index },
    ...(labels && { label: labels[index]! }),
    image: dataset.images.subarray(index * imageSize, (index + 1) * imageSize),
  }));
}

/** The pictures with the highest loss, the highest first; equal ones in the order of the split. */
export async function worstPictures(
  explainer: Explainer,
  chosen: ChosenSplit,
  count: number,
): Promise<PictureToExplain[]> {
  const { dataset } = chosen;
  const labels = labelsFor(explainer, dataset);
  if (!labels) throw new InputError(`--worst: the classes of ${dataset.name} are not those of the model`);
  const probabilities = await explainer.probabilities(dataset.images);
  const classes = explainer.classNames.length;
  const ofTrueClass = Float64Array.from(labels, (label, i) => probabilities[i * classes + label]!);
  const order = Array.from({ length: dataset.count }, (_, i) => i);
  order.sort((a, b) => ofTrueClass[a]! - ofTrueClass[b]! || a - b);
  return picturesByIndex(explainer, chosen, order.slice(0, count));
}

/**
 * The labels of the data as numbers of the model's classes, matched by name. A model without class names
 * matches by number if it has as many classes. Undefined if the classes do not fit.
 */
function labelsFor({ card, classNames }: Explainer, dataset: Dataset): Int32Array | undefined {
  if (!card) return dataset.classNames.length === classNames.length ? dataset.labels : undefined;
  return labelsAmong(classNames, dataset);
}
