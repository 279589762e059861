// The pictures that are to be explained, as a model takes them: from files, or from a split of data by their number or by how
// wrong the model is about them.
import type { Dataset } from '../data/dataset.ts';
import type { Explainer } from '../explain/explainer.ts';
import { InputError } from '../errors.ts';
import { fitFor } from '../nn/picture-recipe.ts';
import { listImageFiles } from '../node/image-list.ts';
import { readImage } from '../node/image-file.ts';
import type { ExplainOptions } from './commands/explain.ts';
import { loadReported } from './data-options.ts';
import { chooseSplit, loadModelData, type ChosenSplit } from './open-model.ts';

export interface PictureToExplain {
  /** The file, or the split and the number in it. */
  readonly name: string;
  readonly index?: number;
  /** What it is, where that is known and one of the model's classes. */
  readonly label?: number;
  /** `[channels, height, width]` */
  readonly image: Uint8Array;
}

/** Files, fitted to the model as `predict` does it. */
export async function picturesFromFiles(
  { card, channels, height, width }: Explainer,
  paths: readonly string[],
  { invert }: Pick<ExplainOptions, 'invert'>,
): Promise<PictureToExplain[]> {
  if (paths.length === 0) return [];
  if (channels !== 1 && channels !== 3)
    throw new InputError(`this model takes ${channels} channels; pictures have 1 or 3`);
  const files = await listImageFiles(paths);
  const fit = fitFor(channels, card?.pictures?.fit);
  const target = { height, width, channels, fit, invert } as const;
  return Promise.all(files.map(async (file) => ({ name: file, image: await readImage(file, target) })));
}

/** A split of the data that is named, or that the model was trained on; throws an InputError where it does not say which. */
export async function splitForExplainer(
  model: string,
  explainer: Explainer,
  options: ExplainOptions,
): Promise<ChosenSplit> {
  const chosen = await loadChosen(model, explainer, options);
  const { name, channels, height, width } = chosen.dataset;
  const [wanted, given] = [explainer, { channels, height, width }].map(
    (size) => `${size.width}×${size.height}, ${size.channels} channel(s)`,
  );
  if (wanted !== given)
    throw new InputError(`${name}: expected pictures of ${wanted} for this model, got ${given}`);
  return chosen;
}

async function loadChosen(
  model: string,
  { card, source, channels, height, width }: Explainer,
  { data, split, offline = false }: ExplainOptions,
): Promise<ChosenSplit> {
  if (card) {
    const { splits, validationSeed } = await loadModelData(model, { card }, data, offline);
    return chooseSplit(splits, split, validationSeed);
  }
  if (data === undefined)
    throw new InputError(
      `${source}: the model does not say which data it learned from: name some with --data`,
    );
  const known: 1 | 3 | undefined = channels === 1 ? 1 : channels === 3 ? 3 : undefined;
  const pictures = { size: { height, width }, channels: known, fit: fitFor(channels) };
  return chooseSplit(await loadReported(data, offline, pictures), split, 1);
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
 * The labels of the data in the model's classes, by their names; by their numbers where the model has no names but as many
 * classes. Nothing where they do not fit.
 */
function labelsFor({ card, classNames }: Explainer, dataset: Dataset): Int32Array | undefined {
  if (!card) return dataset.classNames.length === classNames.length ? dataset.labels : undefined;
  const indices = dataset.classNames.map((name) => classNames.indexOf(name));
  return indices.includes(-1) ? undefined : dataset.labels.map((label) => indices[label]!);
}
