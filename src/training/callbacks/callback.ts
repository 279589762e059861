// The interface of callbacks, which watch training and may end it or lower the learning rate. Their state
// goes into checkpoints, so that a resumed run ends like one that was never stopped.
import type { EpochResult, SavedModel, StepProgress, ValidationPredictions } from '../progress.ts';

/** What a callback may change. */
export interface TrainingControl {
  /** Ends training after this epoch. */
  stop(reason: string): void;
  /** Multiplies the learning rate of the schedule; 1 at the start. */
  learningRateFactor: number;
}

/** What a callback receives at the end of an epoch. */
export interface EpochEnd {
  /** The figures of this epoch. */
  readonly result: EpochResult;
  /** The figures of all epochs so far, including this one. */
  readonly history: readonly EpochResult[];
  /** The model after this epoch. */
  readonly model: SavedModel;
  /** What this model says of the validation pictures. */
  readonly validated: ValidationPredictions;
  /** How many pictures an epoch has. */
  readonly perEpoch: number;
}

/** The settings as JSON. */
export type CallbackSettings = Readonly<Record<string, unknown>>;

/** JSON: numbers, strings, arrays and objects of them. */
export type CallbackState = Readonly<Record<string, unknown>>;

/** Watches training. It may end training or lower the learning rate. */
export interface Callback {
  /** The name of its type; a run may have several callbacks of one type. */
  readonly type: string;
  /**
   * Everything that decides how it affects training; a run resumes only with the same settings. Empty for a
   * callback that only watches.
   */
  readonly settings: CallbackSettings;
  /** Called after each step. */
  onStepEnd?(progress: StepProgress): void;
  /** Called before an epoch's model is validated, e.g. to pause a clock that measures training alone. */
  onValidationBegin?(): void;
  /** Called after an epoch's model is validated. */
  onValidationEnd?(): void;
  /** Called after each epoch and its validation. Training waits for the returned promise. */
  onEpochEnd?(epoch: EpochEnd, control: TrainingControl): Promise<void> | void;
  /** Called instead of `onEpochEnd` if training is stopped within an epoch. */
  onInterrupt?(epoch: EpochEnd): Promise<void> | void;
  /** Called once, however training ends. */
  onTrainEnd?(): Promise<void> | void;
  /** Returns the state to keep in a checkpoint. */
  getState?(): CallbackState;
  /** Restores a state from `getState` when training resumes. */
  setState?(state: CallbackState): void;
}
