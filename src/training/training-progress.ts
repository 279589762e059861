// Counts the steps of a run and keeps its results: everything in a checkpoint but the numbers of the model.
import { isBetter, type Monitored } from './callbacks/monitored.ts';
import type { TrainingProgressState } from './checkpoint.ts';
import type { EpochResult, SavedModel, StepProgress } from './progress.ts';
import type { StepResult } from './train-step.ts';

/** The figures of an epoch that are known before its model is validated. */
export type TrainedEpoch = Omit<EpochResult, 'validationLoss' | 'validationAccuracy' | 'trainingAccuracy'>;

interface EpochSize {
  readonly batches: number;
  readonly pictures: number;
}

const noTotals = { done: 0, loss: 0, correct: 0, gradientNorm: 0, seconds: 0 };

export class TrainingProgress {
  readonly epochs: number;
  private readonly size: EpochSize;
  /** Complete epochs. */
  epochsDone = 0;
  /** Batches of the current epoch. */
  batchesDone = 0;
  private totals = { ...noTotals };
  history: readonly EpochResult[] = [];
  best: { readonly bytes: Uint8Array; readonly result: EpochResult } | undefined;
  learningRate = 0;
  /** Multiplies the learning rate of the schedule. */
  learningRateFactor = 1;
  stopReason: string | undefined;

  /** @param size the size of an epoch */
  constructor(epochs: number, size: EpochSize) {
    this.epochs = epochs;
    this.size = size;
  }

  get isComplete(): boolean {
    return this.epochsDone >= this.epochs || this.stopReason !== undefined;
  }

  get batchesPerEpoch(): number {
    return this.size.batches;
  }

  get isEpochWhole(): boolean {
    return this.batchesDone === this.size.batches;
  }

  get stepsDone(): number {
    return this.epochsDone * this.size.batches + this.batchesDone;
  }

  get totalSteps(): number {
    return this.epochs * this.size.batches;
  }

  /** Adds a step on this many pictures. */
  addStep(pictures: number, { loss, correct, gradientNorm }: StepResult): void {
    this.batchesDone++;
    this.totals.done += pictures;
    this.totals.loss += loss * pictures;
    this.totals.correct += correct;
    this.totals.gradientNorm += gradientNorm;
  }

  addSeconds(seconds: number): void {
    this.totals.seconds += seconds;
  }

  get step(): StepProgress {
    const { epochs, epochsDone, batchesDone, learningRate, size } = this;
    const { done, loss, correct, gradientNorm } = this.totals;
    return {
      ...{ epoch: epochsDone + 1, epochs, done, total: size.pictures, learningRate },
      ...{ loss: loss / done, accuracy: correct / done, gradientNorm: gradientNorm / batchesDone },
    };
  }

  get epoch(): TrainedEpoch {
    const { done, learningRate, loss, accuracy, gradientNorm } = this.step;
    const epoch = this.epochsDone + done / this.size.pictures;
    return { epoch, learningRate, loss, accuracy, gradientNorm, seconds: this.totals.seconds };
  }

  /** Keeps the result of an epoch, or of the part that was trained before training was stopped. */
  addResult(result: EpochResult, bytes: Uint8Array, monitor: Monitored): SavedModel {
    const isBest = !this.best || isBetter(monitor, result[monitor], this.best.result[monitor], 0);
    this.history = [...this.history, result];
    if (isBest) this.best = { bytes, result };
    return { bytes, isBest };
  }

  nextEpoch(): void {
    this.epochsDone++;
    this.batchesDone = 0;
    this.totals = { ...noTotals };
  }

  toState(): Omit<TrainingProgressState, 'callbacks'> {
    return {
      epochs: this.epochsDone,
      batches: this.batchesDone,
      totals: this.totals,
      history: [...this.history],
      ...(this.best && { best: this.best.result }),
      learningRateFactor: this.learningRateFactor,
      ...(this.stopReason !== undefined && { stopReason: this.stopReason }),
    };
  }

  /** @param best the bytes of the best model */
  restore(state: TrainingProgressState, best: Uint8Array | undefined): void {
    this.epochsDone = state.epochs;
    this.batchesDone = state.batches;
    this.totals = { ...state.totals };
    this.history = state.history;
    this.learningRate = state.history.at(-1)?.learningRate ?? 0;
    this.learningRateFactor = state.learningRateFactor;
    this.stopReason = state.stopReason;
    if (best && state.best) this.best = { bytes: best, result: state.best };
  }
}
