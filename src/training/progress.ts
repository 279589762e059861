// What training tells while it goes on: after every step, after every epoch, and with which model.

/** What one epoch came to. Losses are means in nats; training figures are taken while the weights move. */
export interface EpochResult {
  /** How many epochs had been trained, with a fraction where training was stopped within one. */
  readonly epoch: number;
  /** The learning rate of the epoch's last step. */
  readonly learningRate: number;
  /** The mean loss over the epoch. */
  readonly loss: number;
  /** The share of pictures that were recognised as they were trained on, 0 to 1. */
  readonly accuracy: number;
  /** The mean loss of the epoch's model on the validation split. */
  readonly validationLoss: number;
  /** The share of the validation split that it recognised, 0 to 1. */
  readonly validationAccuracy: number;
  /**
   * Of the saved model on pictures that it was trained on, as they are and without dropout; where it was
   * asked for.
   */
  readonly trainingAccuracy?: number | undefined;
  /** Training alone, without validation. */
  readonly seconds: number;
}

/** How far training is, told after every step. */
export interface StepProgress {
  /** The epoch under way, counted from 1. */
  readonly epoch: number;
  /** How many epochs there are. */
  readonly epochs: number;
  /** Pictures of this epoch that have been trained on. */
  readonly done: number;
  /** How many pictures the epoch has. */
  readonly total: number;
  /** The mean loss over the epoch so far. */
  readonly loss: number;
  /** The mean accuracy over the epoch so far. */
  readonly accuracy: number;
}

/** A model as training saves it. */
export interface SavedModel {
  /** The bytes of its `.onnx` file. */
  readonly bytes: Uint8Array;
  /** Whether it is the best so far. */
  readonly isBest: boolean;
}
