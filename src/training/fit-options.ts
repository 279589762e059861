// The options of `fit` and its result.
import type { Augmentation } from '../data/augmentation/augmentation.ts';
import type { OpenBatches } from '../data/batch-source.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Pictures } from '../data/pictures.ts';
import type { Sampling } from '../data/sampling.ts';
import type { PassOptions } from '../engine/passes/passes.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import type { LossOptions } from '../nn/losses.ts';
import type { Weights } from '../nn/model.ts';
import type { Normalization } from '../nn/preprocessing.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Schedule } from '../optimizers/schedules.ts';
import type { Averaging } from './averaging.ts';
import type { Distillation } from './distillation.ts';
import type { Callback } from './callbacks/callback.ts';
import type { Monitored } from './callbacks/monitored.ts';
import type { EpochResult, SavedModel, StepProgress, ValidationPredictions } from './progress.ts';

/** The options of `fit`. */
export interface FitOptions extends DeviceOptions, PassOptions {
  /** Pictures to train on. */
  readonly data: Dataset<Pictures>;
  /** Pictures to validate on; by default a stratified twelfth of `data`, drawn by the seed. */
  readonly validation?: Dataset<Pictures>;
  /** How many times to go through the pictures; 3 by default. */
  readonly epochs?: number;
  /** How many pictures a step takes; 64 by default. */
  readonly batchSize?: number;
  /** Updates the weights; Adam with a learning rate of 0.004 by default. */
  readonly optimizer?: Optimizer;
  /** Changes the learning rate over the run; `warmupLinearDecay(0.1)` by default. */
  readonly schedule?: Schedule;
  /** How the loss is computed; cross-entropy by default. */
  readonly loss?: LossOptions;
  /**
   * The mean and standard deviation of pixels scaled to 0..1, one number for each channel or one for all.
   * They standardise the pictures. Measured on `data` by default.
   */
  readonly normalization?: Normalization;
  /**
   * Weights to start from, by name, e.g. those of `fitHead`; weights that it lacks have their usual initial
   * values.
   */
  readonly startFrom?: Weights;
  /** Random changes to each picture every time that it is trained on. */
  readonly augmentation?: Augmentation;
  /** How an epoch draws its pictures; by default each one once, in a new order. */
  readonly sampling?: Sampling;
  /**
   * Makes the batches, which are the same from every source; `inlineBatches`, between the steps, by default.
   */
  readonly openBatches?: OpenBatches;
  /** The upper limit for the norm of all gradients together. */
  readonly clipNorm?: number;
  /** Trained models that teach this one, and how much they count. */
  readonly distillation?: Distillation;
  /** An average of the weights, which is validated and saved instead of the weights. */
  readonly averaging?: Averaging;
  /** Whether the best model gets the output `novelty`, see `addNovelty`; true by default. */
  readonly novelty?: boolean;
  /** The figure that decides which epoch is best; `validationAccuracy` by default. */
  readonly monitor?: Monitored;
  /** Callbacks, called in this order; none by default. */
  readonly callbacks?: readonly Callback[];
  /** Measures each epoch's model on this many training pictures, without augmentation; on none by default. */
  readonly measureTraining?: number;
  /**
   * Decides the initial weights, the order of the pictures and everything else that is random; 1 by default.
   */
  readonly seed?: number;
  /** Called after each step. */
  readonly onStep?: (progress: StepProgress) => void;
  /** Called at the end of each epoch, before the next one starts, with the model at that point. */
  readonly onEpoch?: (
    result: EpochResult,
    model: SavedModel,
    validated: ValidationPredictions,
  ) => Promise<void> | void;
  /**
   * Receives checkpoints: after each epoch, every `checkpointSeconds` within one, and when training is
   * stopped.
   */
  readonly onCheckpoint?: (bytes: Uint8Array) => Promise<void>;
  /** The seconds between checkpoints; 30 by default. */
  readonly checkpointSeconds?: number;
  /** A checkpoint to continue from, of a run with the same options; only `epochs` may differ. */
  readonly resume?: Uint8Array;
  /** Called once the checkpoint of `resume` has been accepted, before any other callback. */
  readonly onResume?: () => Promise<void>;
  /** Stops training cleanly after the current step. */
  readonly signal?: AbortSignal;
}

/** The result of `fit`. */
export interface FitResult {
  /** The figures of each epoch. */
  readonly history: readonly EpochResult[];
  /** The bytes of the `.onnx` file of the best epoch. */
  readonly best: Uint8Array;
  /** The bytes of the `.onnx` file of the last epoch. */
  readonly last: Uint8Array;
  /** The figures of the best epoch. */
  readonly bestEpoch: EpochResult;
  /** Whether the signal stopped training before the last epoch was done. */
  readonly stopped: boolean;
  /** Why a callback ended training early, if one did. */
  readonly stopReason?: string;
}
