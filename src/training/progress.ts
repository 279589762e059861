// What training reports after every step and every epoch.
import type { LabelledPredictions } from '../metrics/classification-report.ts';

/**
 * The figures of one epoch. Losses are means in nats. Training figures are taken while the weights change.
 */
export interface EpochResult {
  /** How many epochs were trained so far; a fraction if training was stopped within one. */
  readonly epoch: number;
  /** The learning rate of the epoch's last step. */
  readonly learningRate: number;
  /** The mean loss over the epoch. */
  readonly loss: number;
  /** The share of pictures that were classified correctly while they were trained on, 0 to 1. */
  readonly accuracy: number;
  /** The mean loss of the epoch's model on the validation split. */
  readonly validationLoss: number;
  /** The share of the validation split that this model classified correctly, 0 to 1. */
  readonly validationAccuracy: number;
  /**
   * The accuracy of the saved model on training pictures, without augmentation and dropout, if it was asked
   * for.
   */
  readonly trainingAccuracy?: number | undefined;
  /**
   * The mean over the epoch's steps of the norm of all gradients together, before it is clipped; missing
   * where a solver fits a head.
   */
  readonly gradientNorm?: number | undefined;
  /** The seconds of training, without validation. */
  readonly seconds: number;
}

/** How far training is, reported after every step. */
export interface StepProgress {
  /** The current epoch, counted from 1. */
  readonly epoch: number;
  /** The number of epochs. */
  readonly epochs: number;
  /** Pictures of this epoch that have been trained on. */
  readonly done: number;
  /** The number of pictures in the epoch. */
  readonly total: number;
  /** The learning rate of this step. */
  readonly learningRate: number;
  /** The mean loss over the epoch so far. */
  readonly loss: number;
  /** The mean accuracy over the epoch so far. */
  readonly accuracy: number;
  /** The mean norm of the gradients over the epoch so far. */
  readonly gradientNorm: number;
}

/** A model as training saves it. */
export interface SavedModel {
  /** The bytes of its `.onnx` file. */
  readonly bytes: Uint8Array;
  /** Whether it is the best so far. */
  readonly isBest: boolean;
}

/** What the model of an epoch says of the validation pictures. */
export interface ValidationPredictions extends LabelledPredictions {
  /** `[count, classes]` */
  readonly probabilities: Float32Array;
}
