// How well the layers of all folds do while they are searched, so that one can watch it.
import { crossEntropy } from '../metrics/cross-entropy.ts';
import { softmaxRows } from '../metrics/softmax.ts';
import { predictedClasses } from '../metrics/top-k.ts';
import type { LabelledVectors } from './full-batch.ts';

/** How far a search for a linear layer has come: means over its folds. */
export interface FoldStep {
  /** The cross-entropy of the pictures that it fits, in nats. */
  readonly loss: number;
  /** The cross-entropy of the pictures that were held out, in nats. */
  readonly heldOutLoss: number;
  /** The share of the pictures held out that it recognises. */
  readonly heldOutAccuracy: number;
}

/** Keeps the last results of each fold, because some folds end their search before others. */
export class FoldProgress {
  private readonly data: LabelledVectors;
  private readonly folds: readonly Int32Array[];
  private readonly onStep: (step: FoldStep) => void;
  private readonly latest = new Map<number, FoldStep>();

  /** @param folds the indices of the rows that each fold holds out */
  constructor(data: LabelledVectors, folds: readonly Int32Array[], onStep: (step: FoldStep) => void) {
    this.data = data;
    this.folds = folds;
    this.onStep = onStep;
  }

  /**
   * @param evaluated the folds whose layers were evaluated
   * @param losses `[folds]`
   * @param scores `[count, folds, classes]`
   */
  add(evaluated: readonly number[], losses: Float32Array, scores: Float32Array): void {
    for (const fold of evaluated)
      this.latest.set(fold, { loss: losses[fold]!, ...this.heldOut(fold, scores) });
    const steps = [...this.latest.values()];
    const mean = (valueOf: (step: FoldStep) => number) =>
      steps.reduce((sum, step) => sum + valueOf(step), 0) / steps.length;
    this.onStep({
      loss: mean(({ loss }) => loss),
      heldOutLoss: mean(({ heldOutLoss }) => heldOutLoss),
      heldOutAccuracy: mean(({ heldOutAccuracy }) => heldOutAccuracy),
    });
  }

  /** The scores of the rows that a fold holds out, judged by its layer. */
  private heldOut(fold: number, scores: Float32Array): Omit<FoldStep, 'loss'> {
    const { classes, labels } = this.data;
    const rows = this.folds[fold]!;
    const held = new Float32Array(rows.length * classes);
    rows.forEach((row, i) => {
      const from = (row * this.folds.length + fold) * classes;
      held.set(scores.subarray(from, from + classes), i * classes);
    });
    const truth = Int32Array.from(rows, (row) => labels[row]!);
    const probabilities = softmaxRows(held, classes);
    const predicted = predictedClasses(probabilities, classes);
    const right = truth.filter((label, i) => label === predicted[i]).length;
    return {
      heldOutLoss: crossEntropy(truth, probabilities, classes),
      heldOutAccuracy: right / rows.length,
    };
  }
}
