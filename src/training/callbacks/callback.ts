// What a callback is: something that looks on while a model trains and may end training or lower its rate.
// What it keeps from epoch to epoch goes into checkpoints, so that a run that is resumed ends as one that was
// never stopped.
import type { EpochResult, SavedModel, StepProgress } from '../progress.ts';

/** What a callback may change. */
export interface TrainingControl {
  /** Ends training after this epoch. */
  stop(reason: string): void;
  /** A factor on the learning rate, beside the schedule's; 1 at the start. */
  learningRateFactor: number;
}

/** What a callback is told at the end of an epoch. */
export interface EpochEnd {
  /** The figures of this epoch. */
  readonly result: EpochResult;
  /** All epochs so far, this one included. */
  readonly history: readonly EpochResult[];
  /** The model as it is now. */
  readonly model: SavedModel;
  /** How many pictures an epoch has. */
  readonly perEpoch: number;
}

/** JSON, as states are. */
export type CallbackSettings = Readonly<Record<string, unknown>>;

/** JSON: numbers, strings, arrays and objects of them. */
export type CallbackState = Readonly<Record<string, unknown>>;

/** Watches training. It may end it, or lower the learning rate. */
export interface Callback {
  /** The name of its kind; a run may have several of one kind. */
  readonly type: string;
  /**
   * All that decides what it does to training: a run goes on only with the same. Nothing for one that only
   * looks on.
   */
  readonly settings: CallbackSettings;
  /** Called after each step. */
  onStepEnd?(progress: StepProgress): void;
  /** Called before an epoch's model is validated, which is no part of training it. */
  onValidationBegin?(): void;
  /** Called after it. */
  onValidationEnd?(): void;
  /** Called after each epoch, once its model is validated. Training waits for what it returns. */
  onEpochEnd?(epoch: EpochEnd, control: TrainingControl): Promise<void> | void;
  /** Called in place of `onEpochEnd` where training is stopped within an epoch. */
  onInterrupt?(epoch: EpochEnd): Promise<void> | void;
  /** Called once, however training ends. */
  onTrainEnd?(): Promise<void> | void;
  /** What is to be kept in a checkpoint. */
  getState?(): CallbackState;
  /** Takes back what `getState` gave, when training resumes. */
  setState?(state: CallbackState): void;
}
