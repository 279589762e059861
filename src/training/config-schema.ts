// What a run is trained with, as data: the one schema for the command line's options, configuration files and
// the configuration that is saved with a run.
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
const typed = z.looseObject({
  /** The name of its type. */
  type: z.string(),
});

const weight = z.number().positive();
const classWeightsSchema = z.union([z.literal('balanced'), z.array(weight), z.record(z.string(), weight)], {
  error: 'expected balanced, a list of numbers above 0, or such numbers by the names of classes',
});

const schema = z.strictObject({
  /** Of the program that saved it; another one may train to other bits. */
  version: z.string().optional(),
  /** What the rest of it is added to. */
  preset: z.enum(presetNames).optional(),
  /** A data set's name or folder; what the program finds where it is left out. */
  data: z.string().optional(),
  /** What photographs become. */
  pictures: z
    .strictObject({
      /** The side of a square in pixels; 64 by default. */
      size: z.int().min(8).max(1024).optional(),
      /** 1 for grey, 3 for red, green and blue. */
      channels: z.literal([1, 3]).optional(),
      /** How a picture is made to fit. */
      fit: z.enum(pictureFits).optional(),
      /** The share to hold back for testing, where there is no test split. */
      testShare: z.number().min(0).lt(1).optional(),
      /** The share of the rest to hold back for validation. */
      validationShare: z.number().gt(0).lt(1).optional(),
      /** The most pixels that a picture may have to be read. */
      maxPixels: z.int().min(1).optional(),
    })
    .optional(),
  /** By what pictures are standardised; measured on those that are trained on where it is left out. */
  normalization: normalizationSchema.optional(),
  /** An architecture's name, a file that describes one, or such a description. */
  architecture: z
    .union([
      z.string(),
      z.looseObject({
        /** The layers, as an architecture file has them. */
        layers: z.array(z.unknown()).min(1),
      }),
    ])
    .default('paper-cnn'),
  /** How often training goes through the pictures. */
  epochs: z.int().min(1).max(100_000).default(defaults.epochs),
  /** How many pictures there are in a step. */
  batchSize: z.int().min(1).max(65_536).default(defaults.batchSize),
  /** The optimiser and its options; Adam by default. */
  optimizer: typed.default({ type: 'adam' }),
  /** How the learning rate changes over the run; warm-up and linear decay by default. */
  schedule: typed.default({ type: 'warmup-linear-decay', warmup: defaults.warmup }),
  /** How pictures are changed each time that they are trained on; see `Augmentation`. */
  augmentation: z.looseObject({}).optional(),
  /** How an epoch draws its pictures; `shuffled` by default. */
  sampling: z.enum(samplings).optional(),
  /** A part of the training pictures of each class only, to see what imbalance does. */
  imbalance: z.looseObject({}).optional(),
  /** How the loss is computed; cross-entropy by default. */
  loss: z
    .strictObject({
      /** The share of each target that is spread over all classes alike; 0 by default. */
      labelSmoothing: z.number().min(0).lt(1).default(0),
      /** The focusing parameter of focal loss; with 0 it is cross-entropy. */
      gamma: z.number().min(0).max(20).default(0),
    })
    .prefault({}),
  /** How much each class counts in the loss; all alike by default. */
  classWeights: classWeightsSchema.optional(),
  /** A trained model to learn from as well, or several. */
  distillation: distillationSchema.optional(),
  /** The longest that all gradients together may be; no limit by default. */
  clipNorm: z.number().positive().optional(),
  /** Which average of the weights is saved in their place; none by default. */
  averaging: averagingSchema.optional(),
  /** The figure that decides which epoch is the best, and that callbacks watch. */
  monitor: z.enum(monitored).default('validationAccuracy'),
  /** Ends training when the figure stops getting better; off by default. */
  earlyStopping: earlyStoppingSchema.omit({ monitor: true }).optional(),
  /** Lowers the learning rate when the figure stops getting better; off by default. */
  reduceLROnPlateau: reduceLROnPlateauSchema.omit({ monitor: true }).optional(),
  /** Whether curves are written for TensorBoard, into the run's folder. */
  tensorBoard: z.boolean().optional(),
  /** On how many training pictures, as they are, each epoch's model is measured. */
  measureTraining: z.int().min(1).optional(),
  /** Draws the initial weights, the order of the pictures, and all else that is random. */
  seed: z.int().min(0).default(defaults.seed),
  /** From which the validation split is drawn; the seed, where it is left out. */
  validationSeed: z.int().min(0).optional(),
  /**
   * The share of the training pictures that is used, of each class alike; the validation split stays whole.
   */
  trainShare: z.number().gt(0).max(1).optional(),
  /** Threads of the CPU; as many as it has cores by default. */
  threads: z.int().min(1).max(256).optional(),
  /** Passes to leave out, for comparison. */
  withoutPasses: z.array(z.enum(passNames)).optional(),
});

/** A configuration of training with its defaults filled in. */
export interface TrainingConfig extends z.output<typeof schema> {}

/** A configuration of training as it is written: options that are left out have their defaults. */
export interface TrainingConfigInput extends z.input<typeof schema> {}

/** The schema of a configuration of training, for zod's `parse` and `z.toJSONSchema`. */
export const trainingConfigSchema: z.ZodType<TrainingConfig, TrainingConfigInput> = schema;
