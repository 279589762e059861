// What a run is trained with, as data: the one schema for the command line's options, configuration files and the configuration
// that is saved with a run. From it and the pictures come the options of `fit`.
import { z } from 'zod';
import type { Locate } from '../config-error.ts';
import { augmentationFromJSON } from '../data/augmentation/augmentation.ts';
import { classWeights } from '../data/class-weights.ts';
import type { Dataset } from '../data/dataset.ts';
import { samplings } from '../data/sampling.ts';
import { passNames } from '../engine/passes/names.ts';
import { InputError } from '../errors.ts';
import { pictureFits } from '../nn/picture-recipe.ts';
import { scheduleFromJSON } from '../optimizers/schedule-registry.ts';
import { parseConfig } from '../parse-config.ts';
import { averagingSchema } from './averaging.ts';
import type { Callback } from './callbacks/callback.ts';
import { monitored } from './callbacks/monitored.ts';
import { earlyStopping, earlyStoppingSchema } from './callbacks/early-stopping.ts';
import { reduceLROnPlateau, reduceLROnPlateauSchema } from './callbacks/reduce-lr-on-plateau.ts';
import { trainingOptimizer } from './default-optimizer.ts';
import { defaults } from './defaults.ts';
import { distillationSchema, type Distillation } from './distillation.ts';
import type { FitOptions } from './fit.ts';
import { normalizationSchema } from './normalization.ts';
import { presetNames, withPreset } from './presets.ts';

/** Something that its own schema checks: an optimiser, a schedule, a layer. */
const typed = z.looseObject({ type: z.string() });

const weight = z.number().positive();
const classWeightsSchema = z.union([z.literal('balanced'), z.array(weight), z.record(z.string(), weight)], {
  error: 'expected balanced, a list of numbers above 0, or such numbers by the names of classes',
});

export const trainingConfigSchema = z.strictObject({
  /** Of the program that saved it; another one may train to other bits. */
  version: z.string().optional(),
  /** What the rest of it is added to. */
  preset: z.enum(presetNames).optional(),
  /** A data set's name or folder; what the program finds where it is left out. */
  data: z.string().optional(),
  /** What photographs become. */
  pictures: z
    .strictObject({
      size: z.int().min(8).max(1024).optional(),
      channels: z.literal([1, 3]).optional(),
      fit: z.enum(pictureFits).optional(),
      testShare: z.number().min(0).lt(1).optional(),
      validationShare: z.number().gt(0).lt(1).optional(),
      maxPixels: z.int().min(1).optional(),
    })
    .optional(),
  /** By what pictures are standardised; measured on those that are trained on where it is left out. */
  normalization: normalizationSchema.optional(),
  /** An architecture's name, a file that describes one, or such a description. */
  architecture: z
    .union([z.string(), z.looseObject({ layers: z.array(z.unknown()).min(1) })])
    .default('paper-cnn'),
  epochs: z.int().min(1).max(100_000).default(defaults.epochs),
  batchSize: z.int().min(1).max(65_536).default(defaults.batchSize),
  optimizer: typed.default({ type: 'adam' }),
  schedule: typed.default({ type: 'warmup-linear-decay', warmup: defaults.warmup }),
  augmentation: z.looseObject({}).optional(),
  sampling: z.enum(samplings).optional(),
  /** A part of the training pictures of each class only, to see what imbalance does. */
  imbalance: z.looseObject({}).optional(),
  loss: z
    .strictObject({
      labelSmoothing: z.number().min(0).lt(1).default(0),
      /** The focusing parameter of focal loss; with 0 it is cross-entropy. */
      gamma: z.number().min(0).max(20).default(0),
    })
    .prefault({}),
  classWeights: classWeightsSchema.optional(),
  /** A trained model to learn from as well, or several. */
  distillation: distillationSchema.optional(),
  clipNorm: z.number().positive().optional(),
  averaging: averagingSchema.optional(),
  /** The figure that decides which epoch is the best, and that callbacks watch. */
  monitor: z.enum(monitored).default('validationAccuracy'),
  earlyStopping: earlyStoppingSchema.omit({ monitor: true }).optional(),
  reduceLROnPlateau: reduceLROnPlateauSchema.omit({ monitor: true }).optional(),
  /** Whether curves are written for TensorBoard, into the run's folder. */
  tensorBoard: z.boolean().optional(),
  /** On how many training pictures, as they are, each epoch's model is measured. */
  measureTraining: z.int().min(1).optional(),
  seed: z.int().min(0).default(defaults.seed),
  /** From which the validation split is drawn; the seed, where it is left out. */
  validationSeed: z.int().min(0).optional(),
  /** The share of the training pictures that is used, of each class alike; the validation split stays whole. */
  trainShare: z.number().gt(0).max(1).optional(),
  threads: z.int().min(1).max(256).optional(),
  withoutPasses: z.array(z.enum(passNames)).optional(),
});

/** A configuration with its defaults filled in. */
export type TrainingConfig = z.output<typeof trainingConfigSchema>;
export type TrainingConfigInput = z.input<typeof trainingConfigSchema>;

/**
 * Checks a configuration and fills in what its preset says and its defaults, those of its optimiser and schedule too.
 *
 * @param locate how to name places in it in errors
 * @throws InputError that names what is unknown or of a wrong type
 */
export function parseTrainingConfig(given: unknown, locate: Locate = () => 'options'): TrainingConfig {
  const whole = typeof given === 'object' && given !== null ? withPreset(given) : given;
  const config = parseConfig(locate, trainingConfigSchema, whole);
  const at = <T>(key: string, make: () => T): T => locating(() => locate([key], 'value'), make);
  const optimizer = at('optimizer', () => trainingOptimizer(config.optimizer).toJSON());
  const schedule = at('schedule', () => scheduleFromJSON(config.schedule).toJSON());
  const { augmentation: changes, ...rest } = config;
  const augmentation = changes && at('augmentation', () => augmentationFromJSON(changes));
  return { ...rest, optimizer, schedule, ...(augmentation && { augmentation }) };
}

/** Says where it was, if something throws an InputError. */
function locating<T>(place: () => string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${place()}: ${error.message}`);
    throw error;
  }
}

/**
 * The options of `fit` that a configuration stands for, but for the data and what listens.
 *
 * @param teachers the bytes of the models that `distillation` names
 * @throws InputError where they are missing
 */
export function fitOptionsOf(
  config: TrainingConfig,
  train: Dataset,
  teachers?: readonly Uint8Array[],
): Omit<FitOptions, 'data'> {
  const { epochs, batchSize, seed, threads, withoutPasses, clipNorm, averaging, monitor } = config;
  const { measureTraining, normalization, augmentation, sampling } = config;
  const weights = classWeightsFor(config, train);
  const distillation = distillationOf(config, teachers);
  return {
    ...{ epochs, batchSize, seed, monitor },
    optimizer: trainingOptimizer(config.optimizer),
    schedule: scheduleFromJSON(config.schedule),
    loss: { ...config.loss, ...(weights && { classWeights: weights }) },
    callbacks: callbacksOf(config),
    ...(normalization && { normalization }),
    ...(augmentation && { augmentation: augmentationFromJSON(augmentation) }),
    ...(sampling && { sampling }),
    ...(distillation && { distillation }),
    ...(clipNorm !== undefined && { clipNorm }),
    ...(averaging && { averaging }),
    ...(measureTraining !== undefined && { measureTraining }),
    ...(threads !== undefined && { threads }),
    ...(withoutPasses && { withoutPasses }),
  };
}

function distillationOf(
  { distillation }: TrainingConfig,
  teachers: readonly Uint8Array[] | undefined,
): Distillation | undefined {
  if (!distillation) return undefined;
  const { teacher, ...weights } = distillation;
  if (teachers) return { ...weights, teachers };
  throw new InputError(`distillation: expected the bytes of ${[teacher].flat().join(', ')}, got none`);
}

function callbacksOf({ monitor, ...config }: TrainingConfig): Callback[] {
  return [
    ...(config.earlyStopping ? [earlyStopping({ ...config.earlyStopping, monitor })] : []),
    ...(config.reduceLROnPlateau ? [reduceLROnPlateau({ ...config.reduceLROnPlateau, monitor })] : []),
  ];
}

const classWeightsFor = (
  { classWeights: weights }: TrainingConfig,
  { labels, classNames }: Dataset,
): readonly number[] | undefined => weights && classWeights(labels, classNames, weights);
