// The settings of a run as data. Options of the command line, configuration files and the configuration
// saved with a run share this schema.
import { z } from 'zod';
import { samplings } from '../data/sampling.ts';
import { nodeDeviceNames } from '../engine/device-names.ts';
import { passNames } from '../engine/passes/names.ts';
import { backboneOptions } from '../nn/foreign/paces.ts';
import { pictureFits } from '../nn/picture-recipe.ts';
import { averagingSchema } from './averaging.ts';
import { earlyStoppingSchema } from './callbacks/early-stopping.ts';
import { monitored } from './callbacks/monitored.ts';
import { reduceLROnPlateauSchema } from './callbacks/reduce-lr-on-plateau.ts';
import { defaults } from './defaults.ts';
import { distillationSchema } from './distillation.ts';
import { normalizationSchema } from './normalization.ts';
import { presetNames } from './preset-names.ts';

/** A type and its options, which have a schema of their own: an optimiser, a schedule or a layer. */
const typed = z.looseObject({
  /** The name of its type. */
  type: z.string(),
});

const weight = z.number().positive();
const classWeightsSchema = z.union([z.literal('balanced'), z.array(weight), z.record(z.string(), weight)], {
  error: 'expected balanced, a list of numbers above 0, or a number above 0 for each class name',
});

const schema = z.strictObject({
  /** The version of the program that saved the configuration. Another version may train to other bits. */
  version: z.string().optional(),
  /** The preset that fills in what the configuration leaves out. */
  preset: z.enum(presetNames).optional(),
  /** The name or folder of a data set; if left out, one that the program finds. */
  data: z.string().optional(),
  /** A file of decisions about labels: corrected ones, and pictures not to train on. */
  labels: z.string().optional(),
  /** How photographs become pictures of one size. */
  pictures: z
    .strictObject({
      /** The width and height in pixels; 64 by default. */
      size: z.int().min(8).max(1024).optional(),
      /** 1 for grey, 3 for red, green and blue. */
      channels: z.literal([1, 3]).optional(),
      /** How a photograph is fitted into the square. */
      fit: z.enum(pictureFits).optional(),
      /** The share to hold back for testing, if there is no test split. */
      testShare: z.number().min(0).lt(1).optional(),
      /** The share of the rest to hold back for validation. */
      validationShare: z.number().gt(0).lt(1).optional(),
      /** The largest photograph to read, in pixels. */
      maxPixels: z.int().min(1).optional(),
    })
    .optional(),
  /**
   * The mean and standard deviation that standardise pictures; by default measured on the training pictures.
   */
  normalization: normalizationSchema.optional(),
  /** The name of an architecture, a file that describes one, or the description itself. */
  architecture: z
    .union([
      z.string(),
      z.looseObject({
        /** The layers, as in an architecture file. */
        layers: z.array(z.unknown()).min(1),
      }),
    ])
    .default('paper-cnn'),
  /** A trained model to start from; its last layer is replaced by one for the classes of the data. */
  from: z
    .strictObject({
      /** An .onnx file of any origin, a run, or the name of a released model. A preset leaves it open. */
      model: z.string().optional(),
      ...backboneOptions,
      /** The units of a hidden layer in the new head; by default the head is one linear layer. */
      hiddenUnits: z.int().min(1).max(65_536).optional(),
      /**
       * The weights that the head starts from: `fitted` on the features of the pretrained network, or
       * `random`.
       */
      head: z.enum(['fitted', 'random']).default('fitted'),
      /** How often the fit of the head looks at each picture: first as it is, then with augmentation. */
      views: z.int().min(1).max(1000).default(1),
    })
    .optional(),
  /** How many times to go through the pictures. */
  epochs: z.int().min(1).max(100_000).default(defaults.epochs),
  /** How many pictures a step takes. */
  batchSize: z.int().min(1).max(65_536).default(defaults.batchSize),
  /** The optimiser and its options; Adam by default. */
  optimizer: typed.default({ type: 'adam' }),
  /** How the learning rate changes over the run; warm-up and linear decay by default. */
  schedule: typed.default({ type: 'warmup-linear-decay', warmup: defaults.warmup }),
  /** Random changes to each picture every time that it is trained on; see `Augmentation`. */
  augmentation: z.looseObject({}).optional(),
  /** How an epoch draws its pictures; `shuffled` by default. */
  sampling: z.enum(samplings).optional(),
  /** Keeps only a part of each class's training pictures, to study imbalance. */
  imbalance: z.looseObject({}).optional(),
  /** How the loss is computed; cross-entropy by default. */
  loss: z
    .strictObject({
      /** The share of each target that is spread evenly over all classes; 0 by default. */
      labelSmoothing: z.number().min(0).lt(1).default(0),
      /** The focusing parameter of focal loss; 0 gives cross-entropy. */
      gamma: z.number().min(0).max(20).default(0),
    })
    .prefault({}),
  /** How much each class counts in the loss; all the same by default. */
  classWeights: classWeightsSchema.optional(),
  /** A trained model, or several, to learn from in addition to the labels. */
  distillation: distillationSchema.optional(),
  /** The upper limit for the norm of all gradients together; no limit by default. */
  clipNorm: z.number().positive().optional(),
  /** An average of the weights that is saved instead of the weights; none by default. */
  averaging: averagingSchema.optional(),
  /** The figure that decides which epoch is best, and that callbacks watch. */
  monitor: z.enum(monitored).default('validationAccuracy'),
  /** Ends training when the figure stops improving; off by default. */
  earlyStopping: earlyStoppingSchema.omit({ monitor: true }).optional(),
  /** Lowers the learning rate when the figure stops improving; off by default. */
  reduceLROnPlateau: reduceLROnPlateauSchema.omit({ monitor: true }).optional(),
  /** Whether to write curves for TensorBoard to the run's folder. */
  tensorBoard: z.boolean().optional(),
  /** Measures each epoch's model on this many training pictures, without augmentation. */
  measureTraining: z.int().min(1).optional(),
  /** Decides the initial weights, the order of the pictures and everything else that is random. */
  seed: z.int().min(0).default(defaults.seed),
  /** Draws the validation split; the seed by default. */
  validationSeed: z.int().min(0).optional(),
  /** The share of each class's training pictures to use. The validation split stays whole. */
  trainShare: z.number().gt(0).max(1).optional(),
  /** Where the steps run; `cpu` by default. */
  device: z.enum(nodeDeviceNames).optional(),
  /** The number of CPU threads; by default as many as there are cores. */
  threads: z.int().min(1).max(256).optional(),
  /** Passes to leave out, for comparison. */
  withoutPasses: z.array(z.enum(passNames)).optional(),
});

/** A training configuration with its defaults filled in. */
export interface TrainingConfig extends z.output<typeof schema> {}

/** A training configuration as written: options that are left out take their defaults. */
export interface TrainingConfigInput extends z.input<typeof schema> {}

/** The schema of a training configuration, for zod's `parse` and `z.toJSONSchema`. */
export const trainingConfigSchema: z.ZodType<TrainingConfig, TrainingConfigInput> = schema;
