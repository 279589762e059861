// A model named on the command line, read and opened; and the data that it was trained on, found again.
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Dataset, DataSplits } from '../../data/dataset.ts';
import { didYouMean } from '../../did-you-mean.ts';
import { InputError } from '../../errors.ts';
import { findDefaultModel } from '../../node/runs/default-model.ts';
import { readModelFile, resolveModelFile } from '../../node/runs/model-argument.ts';
import { openClassifier, type Classifier } from '../../nn/classifier.ts';
import type { ModelCard } from '../../nn/classifier-file.ts';
import { fitFor } from '../../nn/picture-recipe.ts';
import type { PictureOptions } from '../../node/data/photographs/shape.ts';
import { withValidation } from '../../training/validation-split.ts';
import { loadReported } from '../options/data.ts';
import type { SplitName } from '../options/common.ts';
import { notice } from '../terminal/output.ts';

/** The model to use where none is named, said on standard error. */
export async function chooseModel(): Promise<string> {
  const { model, what } = await findDefaultModel();
  notice(`model: ${model}, ${what}`);
  return model;
}

/** Opens an `.onnx` file, the `best.onnx` of a run, or a released model. */
export async function openModelArgument(argument: string, threads: number): Promise<Classifier> {
  const { file, bytes } = await readModelArgument(argument);
  return openClassifier(bytes, file, { threads });
}

/**
 * Reads an `.onnx` file, the `best.onnx` of a run, or a released model.
 *
 * @param otherNames what the argument could have been instead, to be told where it is nothing at all
 */
export async function readModelArgument(
  argument: string,
  otherNames: readonly string[] = [],
): Promise<{ file: string; bytes: Uint8Array }> {
  const file = await resolveModelFile(argument).catch((error: unknown) => {
    const couldBeName = otherNames.length > 0 && /^[\w-]+$/.test(argument);
    if (!(error instanceof InputError && couldBeName)) throw error;
    const hint = didYouMean(argument, otherNames);
    throw new InputError(`${error.message}, or one of ${otherNames.join(', ')}${hint}`);
  });
  return { file, bytes: await readModelFile(file) };
}

/** A split of a data set, with its name. */
export interface ChosenSplit {
  readonly split: SplitName;
  readonly dataset: Dataset;
}

/** All splits of a data set, and the seed from which its validation split is drawn where it has none. */
export interface ModelData {
  readonly splits: DataSplits;
  readonly validationSeed: number;
  /** As what the data were looked for. */
  readonly source: string;
}

/** What a command says of the data for a model. */
export interface DataChoice {
  /** Which they are; those that the model was trained on, unless given. */
  readonly data?: string | undefined;
  readonly offline?: boolean | undefined;
  /** The most pixels of a photograph; as in training, unless given. */
  readonly maxPixels?: number | undefined;
}

/**
 * The data set that is named, or the one that the model was trained on, with pictures made as in training.
 *
 * @param argument as the model was named
 */
export async function loadModelData(
  argument: string,
  { card }: Pick<Classifier, 'card'>,
  { data, offline = false, maxPixels = card.pictures?.maxPixels }: DataChoice,
): Promise<ModelData> {
  const source = data ?? (await trainedOn(await readRunConfig(argument), card));
  const splits = await loadReported(source, offline, { ...picturesFor(card), maxPixels }, card.classNames);
  return { splits, validationSeed: await validationSeedOf(argument, { card }), source };
}

/** From what seed the validation split of a model was drawn, where its data have none. */
export async function validationSeedOf(
  argument: string,
  { card }: Pick<Classifier, 'card'>,
): Promise<number> {
  return (await readRunConfig(argument)).validationSeed ?? card.seed;
}

/** A split of the data that `loadModelData` finds. */
export async function loadSplit(
  argument: string,
  classifier: Pick<Classifier, 'card'>,
  split: SplitName | undefined,
  choice: DataChoice,
): Promise<ChosenSplit> {
  const { splits, validationSeed } = await loadModelData(argument, classifier, choice);
  return chooseSplit(splits, split, validationSeed);
}

/** The split that is named, or by default that for testing, or where there is none that for validation. */
export function chooseSplit(splits: DataSplits, split: SplitName | undefined, seed: number): ChosenSplit {
  const { test, train } = splits;
  const wanted = split ?? 'test';
  if (wanted !== 'test') return { split: wanted, dataset: withValidation(splits, seed)[wanted] };
  if (test) return { split: 'test', dataset: test };
  const none = `${train.name} has no test split`;
  if (split === 'test') throw new InputError(`--split: ${none}, expected validation or train`);
  notice(`${none}: this is its validation split, by which the best epoch was chosen`);
  return { split: 'validation', dataset: withValidation(splits, seed).validation };
}

/** The data set's own name, or where the photographs were when this run was trained. */
async function trainedOn({ data: source }: RunConfig, card: ModelCard): Promise<string> {
  if (card.data === 'fashion-mnist' || card.data === 'sketches') return card.data;
  if (source !== undefined && (await exists(source))) return source;
  throw new InputError(`this model was trained on '${card.data}': say with --data where that is now`);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const runConfigSchema = z.object({
  /** Where its data are. */
  data: z.string().optional(),
  /** From which its validation split was drawn, where that was not the seed. */
  validationSeed: z.int().optional(),
});
type RunConfig = z.infer<typeof runConfigSchema>;

/** What the run's configuration says of its data; nothing where the model is in no run's folder. */
async function readRunConfig(argument: string): Promise<RunConfig> {
  const file = join(dirname(await resolveModelFile(argument)), 'config.json');
  try {
    return runConfigSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return {};
  }
}

/** What photographs become for a model. */
export function picturesFor({ input: { channels, height, width }, pictures }: ModelCard): PictureOptions {
  return {
    ...pictures,
    size: { height, width },
    channels: channels === 1 || channels === 3 ? channels : undefined,
    fit: fitFor(channels, pictures?.fit),
  };
}
