// What `fit` takes, what it tells while it trains, and what comes out.
import type { Augmentation } from '../data/augmentation/augmentation.ts';
import type { OpenBatches } from '../data/batch-source.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Sampling } from '../data/sampling.ts';
import type { PassOptions } from '../engine/passes/passes.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import type { LossOptions } from '../nn/losses.ts';
import type { Normalization } from '../nn/preprocessing.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Schedule } from '../optimizers/schedules.ts';
import type { Averaging } from './averaging.ts';
import type { Distillation } from './distillation.ts';
import type { Callback } from './callbacks/callback.ts';
import type { Monitored } from './callbacks/monitored.ts';
import type { EpochResult, SavedModel, StepProgress } from './progress.ts';

/** The options of `fit`. */
export interface FitOptions extends DeviceOptions, PassOptions {
  /** Pictures to train on. */
  readonly data: Dataset;
  /** Pictures to validate on; by default a stratified twelfth of `data`, cut off from the seed. */
  readonly validation?: Dataset;
  /** How often to go through the pictures; 3 by default. */
  readonly epochs?: number;
  /** How many pictures there are in a step; 64 by default. */
  readonly batchSize?: number;
  /** Updates the weights; Adam with a rate of 0.004 by default. */
  readonly optimizer?: Optimizer;
  /** Changes the learning rate over the run; `warmupLinearDecay(0.1)` by default. */
  readonly schedule?: Schedule;
  /** How the loss is computed; cross-entropy by default. */
  readonly loss?: LossOptions;
  /**
   * By what pictures are standardised: of pixels scaled to 0..1, a number for each channel or one for all.
   * Measured on `data` by default.
   */
  readonly normalization?: Normalization;
  /** How pictures are changed each time that they are trained on. */
  readonly augmentation?: Augmentation;
  /** How an epoch draws its pictures; each once, in an order of its own, by default. */
  readonly sampling?: Sampling;
  /** Where batches are made, which are the same wherever; `inlineBatches` by default, between the steps. */
  readonly openBatches?: OpenBatches;
  /** The longest that all gradients together may be. */
  readonly clipNorm?: number;
  /** Trained models to learn from as well, and how much. */
  readonly distillation?: Distillation;
  /** Which average of the weights is validated and saved in their place. */
  readonly averaging?: Averaging;
  /** By which figure the best epoch is chosen; `validationAccuracy` by default. */
  readonly monitor?: Monitored;
  /** Watch training, in this order; none by default. */
  readonly callbacks?: readonly Callback[];
  /** On how many training pictures, as they are, each epoch's model is measured; on none by default. */
  readonly measureTraining?: number;
  /** Draws the initial weights, the order of the pictures, and all else that is random; 1 by default. */
  readonly seed?: number;
  /** Called after each step. */
  readonly onStep?: (progress: StepProgress) => void;
  /** Called when an epoch is done, before the next one starts, with the model as it is now. */
  readonly onEpoch?: (result: EpochResult, model: SavedModel) => Promise<void> | void;
  /**
   * Takes checkpoints: after each epoch, within one every `checkpointSeconds`, and when training is stopped.
   */
  readonly onCheckpoint?: (bytes: Uint8Array) => Promise<void>;
  /** How many seconds there are between checkpoints; 30 by default. */
  readonly checkpointSeconds?: number;
  /** A checkpoint to go on from, of a run with the same options but for `epochs`. */
  readonly resume?: Uint8Array;
  /** Called when a checkpoint has been found to belong to this run, before anything else is told. */
  readonly onResume?: () => Promise<void>;
  /** Stops cleanly after the step under way. */
  readonly signal?: AbortSignal;
}

/** What training made. */
export interface FitResult {
  /** The figures of each epoch. */
  readonly history: readonly EpochResult[];
  /** The bytes of the `.onnx` file of the best epoch. */
  readonly best: Uint8Array;
  /** The bytes of the `.onnx` file of the last epoch. */
  readonly last: Uint8Array;
  /** The figures of the best epoch. */
  readonly bestEpoch: EpochResult;
  /** Whether the signal stopped it before all epochs were done. */
  readonly stopped: boolean;
  /** Why a callback ended training early, if one did. */
  readonly stopReason?: string;
}
