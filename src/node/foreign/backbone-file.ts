// The trained model that a run starts from: its file is read, and it settles the size of the pictures and how
// pixels are prepared, unless the configuration does.
import { pictureSizeOf, type Dataset } from '../../data/dataset.ts';
import { firstPictures, type Pictures } from '../../data/pictures.ts';
import { stratifiedSample } from '../../data/split.ts';
import { GraphError } from '../../engine/graph/graph-error.ts';
import { InputError } from '../../errors.ts';
import {
  openBackboneBytes,
  type BackboneFile,
  type BackboneOptions,
} from '../../nn/foreign/backbone-bytes.ts';
import { fineTune } from '../../nn/foreign/fine-tune.ts';
import { backboneTrainingOf, type FullBackboneTraining } from '../../nn/foreign/paces.ts';
import { checkTrainable, hasNormalization, type Backbone } from '../../nn/foreign/pretrained.ts';
import { unfoldNormalization } from '../../nn/foreign/unfold-normalization.ts';
import type { Model } from '../../nn/model.ts';
import type { Normalization } from '../../nn/preprocessing.ts';
import type { TrainingConfig } from '../../training/config-schema.ts';
import { readModelFile, resolveModelFile } from '../runs/model-argument.ts';
import { externalDataOf, sha256OfModel } from './external-data.ts';

export type { BackboneFile, BackboneOptions } from '../../nn/foreign/backbone-bytes.ts';

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
export async function readBackbone(argument: string, options: BackboneOptions = {}): Promise<BackboneFile> {
  const file = await resolveModelFile(argument);
  const bytes = await readModelFile(file);
  const externalData = externalDataOf(file);
  const sha256 = (names: readonly string[]) => sha256OfModel(bytes, names, externalData);
  return openBackboneBytes({ bytes, file, externalData, sha256 }, options);
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
