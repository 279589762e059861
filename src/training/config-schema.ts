// What a run is trained with, as data: the one schema for the command line's options, configuration files and the configuration
// that is saved with a run.
import { z } from 'zod';
import { samplings } from '../data/sampling.ts';
import { passNames } from '../engine/passes/names.ts';
import { pictureFits } from '../nn/picture-recipe.ts';
import { averagingSchema } from './averaging.ts';
import { earlyStoppingSchema } from './callbacks/early-stopping.ts';
import { monitored } from './callbacks/monitored.ts';
import { reduceLROnPlateauSchema } from './callbacks/reduce-lr-on-plateau.ts';
import { defaults } from './defaults.ts';
import { distillationSchema } from './distillation.ts';
import { normalizationSchema } from './normalization.ts';
import { presetNames } from './preset-names.ts';

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
