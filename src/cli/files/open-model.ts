// Opens the model that the command line names, and loads the data that it was trained on.
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Dataset, DataSplits } from '../../data/dataset.ts';
import type { Pictures } from '../../data/pictures.ts';
import { didYouMean } from '../../did-you-mean.ts';
import type { DeviceOptions } from '../../engine/runtime/runtime.ts';
import { InputError } from '../../errors.ts';
import { findDefaultModel } from '../../node/runs/default-model.ts';
import { readModelFile, resolveModelFile } from '../../node/runs/model-argument.ts';
import { openClassifier, type Classifier } from '../../nn/classifier.ts';
import { isDescribed, numberedClasses, type ModelCard } from '../../nn/classifier-file.ts';
import { picturesFor } from '../../node/data/photographs/pictures-for.ts';
import type { PictureOptions } from '../../node/data/photographs/shape.ts';
import { withValidation } from '../../training/validation-split.ts';
import { loadReported, openReported } from '../options/data.ts';
import type { SplitName } from '../options/common.ts';
import { notice } from '../terminal/output.ts';

/** Chooses the model if none is named, with a notice on standard error. */
export async function chooseModel(): Promise<string> {
  const { model, what } = await findDefaultModel();
  notice(`model: ${model}, ${what}`);
  return model;
}

/**
 * Opens an `.onnx` file of any origin, the `best.onnx` of a run, a released model, or a model on a server by
 * its address. The server's token, if it has one, is in `ATELIER_TOKEN`.
 */
export async function openModelArgument(argument: string, device: DeviceOptions): Promise<Classifier> {
  if (isAddress(argument)) {
    const { remoteClassifier } = await import('../../node/remote-classifier.ts');
    return remoteClassifier(argument, { token: process.env['ATELIER_TOKEN'] });
  }
  const { file, bytes } = await readDescribedModel(argument);
  return openClassifier(bytes, file, device);
}

const isAddress = (argument: string): boolean => /^https?:\/\//.test(argument);

/**
 * Like `readModelArgument`, but turns the file of another program into a model of ours. What that file does
 * not state is recognised, with a notice.
 *
 * @throws InputError if it is not known how its pixels are prepared
 */
export const readDescribedModel = (argument: string): Promise<ModelBytes> => describedBytes(argument);

/**
 * Like `readDescribedModel`, for commands that need no pictures, so that it does not matter how pixels are
 * prepared.
 *
 * @param otherNames other valid values of the argument, for the error message
 */
export const readModelLayers = (argument: string, otherNames: readonly string[]): Promise<ModelBytes> =>
  describedBytes(argument, otherNames, { assumed: 'unit' });

interface ModelBytes {
  readonly file: string;
  readonly bytes: Uint8Array;
}

async function describedBytes(
  argument: string,
  otherNames: readonly string[] = [],
  options: { readonly assumed?: 'unit' } = {},
): Promise<ModelBytes> {
  const read = await readModelArgument(argument, otherNames);
  if (isDescribed(read.bytes, read.file)) return read; // spares the import of what reads other files
  const { describedModel } = await import('../../node/foreign/import-file.ts');
  const { bytes, notice: assumed } = await describedModel(read.file, read.bytes, options);
  notice(`${read.file}: ${assumed}; atelier import gives them names`);
  return { file: read.file, bytes };
}

/**
 * The same classifier with the class names of the data, if its own are numbers and as many. They are assumed
 * to be in the same order, with a notice.
 */
export function namedByData<Opened extends Pick<Classifier, 'card'>>(
  classifier: Opened,
  { name, classNames }: Pick<Dataset<Pictures>, 'name' | 'classNames'>,
): Opened {
  const { card } = classifier;
  if (card.classNames.join() !== numberedClasses(classNames.length).join()) return classifier;
  notice(`the classes are assumed to be those of ${name}, in the same order`);
  return { ...classifier, card: { ...card, classNames: [...classNames] } };
}

/** Says if a model was trained on other data than these, as far as it says what it was trained on. */
export function tellOfOtherData(
  { name, classifier }: { readonly name: string; readonly classifier: Pick<Classifier, 'card'> },
  dataset: Pick<Dataset<Pictures>, 'name'>,
): void {
  const { data } = classifier.card;
  if (data !== 'unknown' && data !== dataset.name)
    notice(`${name} was trained on ${data}; this data is ${dataset.name}`);
}

/**
 * Reads an `.onnx` file, the `best.onnx` of a run, or a released model.
 *
 * @param otherNames other valid values of the argument, for the error message
 */
export async function readModelArgument(
  argument: string,
  otherNames: readonly string[] = [],
): Promise<ModelBytes> {
  const file = await resolveModelFile(argument).catch((error: unknown) => {
    const couldBeName = otherNames.length > 0 && /^[\w-]+$/.test(argument);
    if (!(error instanceof InputError && couldBeName)) throw error;
    const hint = didYouMean(argument, otherNames);
    throw new InputError(`${error.message}, or one of ${otherNames.join(', ')}${hint}`);
  });
  return { file, bytes: await readModelFile(file) };
}

/** A split of a data set, with its name. */
export interface ChosenSplit<Images extends Pictures = Uint8Array> {
  readonly split: SplitName;
  readonly dataset: Dataset<Images>;
}

/** All splits of a data set, and the seed to draw a validation split from if it has none. */
export interface ModelData<Images extends Pictures = Uint8Array> {
  readonly splits: DataSplits<Images>;
  readonly validationSeed: number;
  /** The name or path under which the data was found. */
  readonly source: string;
}

/** A command's options about the data for a model. */
export interface DataChoice {
  /** The data; by default that the model was trained on. */
  readonly data?: string | undefined;
  readonly offline?: boolean | undefined;
  /** The maximum pixels of a photograph; by default as in training. */
  readonly maxPixels?: number | undefined;
}

/**
 * Loads the data that the choice names, or that the model was trained on, with pictures prepared as in
 * training.
 *
 * @param argument the model's name on the command line
 */
export const loadModelData = (...given: ModelDataArguments): Promise<ModelData> =>
  modelData(loadReported, ...given);

/** Like `loadModelData`, but leaves many photographs on disk, and takes data without a train split. */
export const openModelData = (...given: ModelDataArguments): Promise<ModelData<Pictures>> =>
  modelData((...data) => openReported(...data, true), ...given);

type ModelDataRequest = [
  name: string | undefined,
  offline: boolean,
  pictures: PictureOptions,
  classNames: readonly string[],
];

type ModelDataArguments = [argument: string, model: Pick<Classifier, 'card'>, choice: DataChoice];

async function modelData<Images extends Pictures>(
  load: (...given: ModelDataRequest) => Promise<DataSplits<Images>>,
  ...[argument, { card }, choice]: ModelDataArguments
): Promise<ModelData<Images>> {
  const { data, offline = false, maxPixels = card.pictures?.maxPixels } = choice;
  const source = data ?? (await trainedOn(await readRunConfig(argument), card));
  const splits = await load(source, offline, { ...picturesFor(card), maxPixels }, card.classNames);
  return { splits, validationSeed: await validationSeedOf(argument, { card }), source };
}

/** The seed from which a model's validation split was drawn, if its data has none. */
export async function validationSeedOf(
  argument: string,
  { card }: Pick<Classifier, 'card'>,
): Promise<number> {
  return (await readRunConfig(argument)).validationSeed ?? card.seed;
}

/** Loads a split of a model's data; see `loadModelData` and `chooseSplit`. */
export async function loadSplit(
  argument: string,
  classifier: Pick<Classifier, 'card'>,
  split: SplitName | undefined,
  choice: DataChoice,
): Promise<ChosenSplit> {
  const { splits, validationSeed } = await loadModelData(argument, classifier, choice);
  return chooseSplit(splits, split, validationSeed);
}

/** Returns the named split; by default the test split, or the validation split if there is no test split. */
export function chooseSplit<Images extends Pictures>(
  splits: DataSplits<Images>,
  split: SplitName | undefined,
  seed: number,
): ChosenSplit<Images> {
  const { test, train } = splits;
  const wanted = split ?? 'test';
  if (train.count === 0) return { split: wanted, dataset: splitWithoutTraining(splits, wanted) };
  if (wanted !== 'test') return { split: wanted, dataset: withValidation(splits, seed)[wanted] };
  if (test) return { split: 'test', dataset: test };
  const none = `${train.name} has no test split`;
  if (split === 'test') throw new InputError(`--split: ${none}, expected validation or train`);
  notice(`${none}; using its validation split, which also chose the best epoch of a model trained on it`);
  return { split: 'validation', dataset: withValidation(splits, seed).validation };
}

/**
 * The validation split, by which thresholds are chosen: that of the measured data or, if it has only a test
 * split, that of the data that the model was trained on, with a notice.
 */
export async function openCalibrationSplit(
  argument: string,
  classifier: Pick<Classifier, 'card'>,
  { splits, validationSeed }: Pick<ModelData<Pictures>, 'splits' | 'validationSeed'>,
): Promise<Dataset<Pictures>> {
  const { train, validation } = splits;
  if (train.count > 0 || validation) return chooseSplit(splits, 'validation', validationSeed).dataset;
  const own = await openModelData(argument, classifier, {});
  notice(`${train.name} has no validation split; thresholds are chosen on that of ${own.splits.train.name}`);
  return chooseSplit(own.splits, 'validation', own.validationSeed).dataset;
}

/** A split of data without a train split, from which others could be drawn. */
function splitWithoutTraining<Images extends Pictures>(
  { train, validation, test }: DataSplits<Images>,
  wanted: SplitName,
): Dataset<Images> {
  const found = { train: undefined, validation, test }[wanted];
  if (found) return found;
  const there = Object.entries({ validation, test }).flatMap(([name, split]) => (split ? [name] : []));
  throw new InputError(`--split: ${train.name} has no ${wanted} split, expected ${there.join(' or ')}`);
}

/** The name or path of the data that a model was trained on. */
async function trainedOn({ data: source }: RunConfig, card: ModelCard): Promise<string> {
  if (card.data === 'fashion-mnist' || card.data === 'sketches') return card.data;
  if (source !== undefined && (await exists(source))) return source;
  const [unknown, lost] = [
    'the model does not say what it was trained on; name the data',
    `the model was trained on '${card.data}', which was not found; name its place`,
  ];
  throw new InputError(`--data: ${card.data === 'unknown' ? unknown : lost}`);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const runConfigSchema = z.object({
  /** The place of its data. */
  data: z.string().optional(),
  /** The seed of its validation split, if it differs from the run's seed. */
  validationSeed: z.int().optional(),
});
type RunConfig = z.infer<typeof runConfigSchema>;

/** Reads what a run's configuration says about its data; `{}` if the model is not in a run's folder. */
async function readRunConfig(argument: string): Promise<RunConfig> {
  if (isAddress(argument)) return {};
  const file = join(dirname(await resolveModelFile(argument)), 'config.json');
  try {
    return runConfigSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return {};
  }
}
