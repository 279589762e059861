// What training tells while it goes on: after every step, after every epoch, and with which model.

/** What one epoch came to. Losses are means in nats; training figures are taken while the weights move. */
export interface EpochResult {
  /** How many epochs had been trained, with a fraction where training was stopped within one. */
  readonly epoch: number;
  /** The learning rate of the epoch's last step. */
  readonly learningRate: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly validationLoss: number;
  readonly validationAccuracy: number;
  /** Of the saved model on pictures that it was trained on, as they are and without dropout; where it was asked for. */
  readonly trainingAccuracy?: number | undefined;
  /** Training alone, without validation. */
  readonly seconds: number;
}

/** How far training is, told after every step. */
export interface StepProgress {
  readonly epoch: number;
  readonly epochs: number;
  /** Pictures of this epoch that have been trained on, and how many it has. */
  readonly done: number;
  readonly total: number;
  /** Means over the epoch so far. */
  readonly loss: number;
  readonly accuracy: number;
}

export interface SavedModel {
  /** The bytes of its `.onnx` file. */
  readonly bytes: Uint8Array;
  /** Whether it is the best so far. */
  readonly isBest: boolean;
}
