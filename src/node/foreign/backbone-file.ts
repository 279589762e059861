// The trained model that a run starts from: its file is read, and it settles the size of the pictures and how
// pixels are prepared, unless the configuration does.
import { basename, extname } from 'node:path';
import { pictureSizeOf, type Dataset } from '../../data/dataset.ts';
import { firstPictures, type Pictures } from '../../data/pictures.ts';
import { stratifiedSample } from '../../data/split.ts';
import { GraphError } from '../../engine/graph/graph-error.ts';
import { InputError } from '../../errors.ts';
import { decodeModelCard } from '../../nn/classifier-file.ts';
import {
  preprocessingNamed,
  preprocessNames,
  recognizePreprocessing,
  type PreprocessName,
} from '../../nn/foreign/preprocessing.ts';
import { fineTune } from '../../nn/foreign/fine-tune.ts';
import { backboneTrainingOf, type FullBackboneTraining } from '../../nn/foreign/paces.ts';
import { checkTrainable, hasNormalization, type Backbone } from '../../nn/foreign/pretrained.ts';
import { unfoldNormalization } from '../../nn/foreign/unfold-normalization.ts';
import { readForeign, type ForeignClassifier } from '../../nn/foreign/read-foreign.ts';
import type { Model } from '../../nn/model.ts';
import type { Normalization } from '../../nn/preprocessing.ts';
import type { TrainingConfig } from '../../training/config-schema.ts';
import { readModelFile, resolveModelFile } from '../runs/model-argument.ts';
import { externalDataOf, sha256OfModel } from './external-data.ts';

/** The size of pictures for a model that takes any, if none is given. */
const usualSize = 224;

/** The sizes that a configuration takes. */
const [smallestSize, largestSize] = [8, 1024];

/** A pretrained network, read from a file. */
export interface BackboneFile {
  /** The network, for `fineTune`. */
  readonly backbone: Backbone;
  /** The size of pictures that it takes. */
  readonly size: number;
  /** 1 for grey pictures, 3 for red, green and blue. */
  readonly channels: 1 | 3;
  /** How its pixels are prepared. */
  readonly normalization: Normalization;
  /** How that is known, in words. */
  readonly reason: string;
}

/** How to read a pretrained network. */
export interface BackboneOptions {
  /** The width and height of the pictures; that of the file by default. */
  readonly size?: number | undefined;
  /** How pixels are prepared; by default as the file says, or as its family does. */
  readonly normalization?: Normalization | undefined;
}

/**
 * Reads a pretrained network.
 *
 * @param argument an .onnx file of any origin, the folder of a run, or the name of a released model
 * @throws InputError if there is no such model, it is not a classifier that the engine knows, or it is not
 *   known how its pixels are prepared
 * @example
 * const { backbone, normalization } = await readBackbone('atelier');
 * const { train } = sketches({ train: 120 });
 * const { best } = await fit(fineTune(backbone, { classes: 10, backboneRate: 0.1 }), { data: train, normalization, epochs: 1 });
 */
export async function readBackbone(
  argument: string,
  { size, normalization }: BackboneOptions = {},
): Promise<BackboneFile> {
  const file = await resolveModelFile(argument);
  const bytes = await readModelFile(file);
  const externalData = externalDataOf(file);
  const read = (batch: number | 'batch', side: number | undefined): ForeignClassifier =>
    readForeign(bytes, {
      externalData,
      batch,
      overridesSize: true,
      ...(side !== undefined && { size: { height: side, width: side } }),
    });
  const { model, side } = readAtSize(file, size, (given) => read('batch', given));
  const { height, width, channels } = model.input;
  if (height !== width || height < smallestSize || height > largestSize)
    throw new InputError(
      `${file}: expected a model of square pictures from ${smallestSize} to ${largestSize} pixels, got ${height}×${width}`,
    );
  if (channels !== 1 && channels !== 3)
    throw new InputError(`${file}: expected a model of grey or colour pictures, got ${channels} channels`);
  const sha256 = sha256OfModel(bytes, model.info.externalFiles, externalData);
  const name = basename(file, extname(file));
  const backbone: Backbone = {
    name,
    sha256,
    read: (batch) => (batch === 'batch' ? model : read(batch, side)),
  };
  const prepared = normalization ? { normalization, reason: 'as given' } : preparedAs(file, bytes, model);
  return { backbone, size: height, channels, ...prepared };
}

/** A configuration settled for the model that it starts from. */
export interface FineTuning {
  readonly config: TrainingConfig;
  /** What photographs are made into, unless the configuration says otherwise. */
  readonly wanted: { readonly size: number; readonly channels: 1 | 3 };
  /** Makes the network with a new head for so many classes. It asks for training pictures if it needs any. */
  readonly architectureFor: (train: () => Dataset<Pictures>) => Promise<(classes: number) => Model>;
  /** What was settled, in words. */
  readonly notices: readonly string[];
}

/**
 * Opens the model that a configuration starts from.
 *
 * @throws InputError if there is no such model, it is not a classifier that the engine knows, or its
 *   preprocessing is not known
 */
export async function openBackbone(config: TrainingConfig & { from: object }): Promise<FineTuning> {
  const { model: argument, hiddenUnits } = config.from;
  if (argument === undefined) throw new InputError('--from: expected the model to start from');
  const options = { size: config.pictures?.size, normalization: config.normalization };
  const opened = await readBackbone(argument, options).catch((error: unknown) => {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`--from: ${error.message}`);
  });
  const { backbone, size, channels, normalization, reason } = opened;
  return {
    config: { ...config, normalization: { mean: [...normalization.mean], std: [...normalization.std] } },
    wanted: { size, channels },
    architectureFor: async (train) => {
      const training = backboneTrainingOf(config.from);
      checkBackbone(argument, backbone, training);
      const isUnfolded = training.statistics === 'live' && !hasNormalization(backbone.read('batch'));
      const live = isUnfolded ? await unfolded(backbone, train(), normalization, config) : backbone;
      return (classes) => fineTune(live, { ...training, hiddenUnits, classes });
    },
    notices: [`from ${argument}: pictures of ${size}×${size}; preprocessing: ${reason}`],
  };
}

/** Checks a network before anything is trained; the errors name the option. */
function checkBackbone(argument: string, backbone: Backbone, training: FullBackboneTraining): void {
  try {
    checkTrainable(backbone.read('batch'), training);
  } catch (error) {
    const isAboutModel = error instanceof GraphError || error instanceof InputError;
    if (!isAboutModel || error.message.startsWith('--')) throw error;
    throw new InputError(`--from: ${argument}: ${error.message}`);
  }
}

/** More pictures change the statistics little. */
const measuredPictures = 256;

/** The network with batch normalisation that its exporter folded away, measured on training pictures. */
async function unfolded(
  backbone: Backbone,
  train: Dataset<Pictures>,
  normalization: Normalization,
  { seed, threads }: TrainingConfig,
): Promise<Backbone> {
  const sample = train.count > measuredPictures ? stratifiedSample(train, measuredPictures, seed) : train;
  const images = firstPictures(sample.images, sample.count, pictureSizeOf(sample));
  return unfoldNormalization(backbone, { images, normalization, ...(threads !== undefined && { threads }) });
}

/** Reads a model at the size that is given, its own, or the usual one if it takes any. */
function readAtSize(
  file: string,
  size: number | undefined,
  read: (side: number | undefined) => ForeignClassifier,
): { model: ForeignClassifier; side: number | undefined } {
  const attempt = (side: number | undefined) => ({ model: read(side), side });
  try {
    try {
      return attempt(size);
    } catch (error) {
      const isOpen = error instanceof GraphError && error.message.includes('--size');
      if (!isOpen || size !== undefined) throw error;
      return attempt(usualSize);
    }
  } catch (error) {
    if (error instanceof GraphError) throw new InputError(`${file}: ${error.message}`);
    throw error;
  }
}

/** How pixels are prepared: by the model's own card, or as its family was trained. */
function preparedAs(
  file: string,
  bytes: Uint8Array,
  model: ForeignClassifier,
): Pick<BackboneFile, 'normalization' | 'reason'> {
  const named = (name: PreprocessName) => preprocessingNamed(name, model.input.channels);
  if (Object.keys(model.info.metadata).some((key) => key.startsWith('atelier.'))) {
    decodeModelCard(bytes, file);
    return { normalization: named('bytes'), reason: 'the model’s own' };
  }
  const found = recognizePreprocessing(model, [basename(file)]);
  if (!found)
    throw new InputError(
      `${file}: the model does not say how its pixels are prepared; give --mean and --std, or import it first with atelier import --preprocess (${preprocessNames.join(', ')})`,
    );
  return { normalization: named(found.name), reason: `${found.name}, because ${found.reason}` };
}
