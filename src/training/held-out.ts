// The probabilities of rows by fits that did not see them: the core of cross-validation.
import { outside, stratifiedFolds } from '../data/folds.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { softmaxRows } from '../metrics/softmax.ts';
import type { Model, Weights } from '../nn/model.ts';
import { selectRows } from '../neighbours/vectors.ts';
import { FoldLosses, linearLayer, type Layer } from './fold-losses.ts';
import type { FoldStep } from './fold-progress.ts';
import { fitFullBatch, scoresOf, type LabelledVectors } from './full-batch.ts';

const mostFolds = 5;
/** The comparison of penalties needs no more precision. */
const search = { iterations: 100, tolerance: 1e-4 };

export interface HeldOutSettings extends DeviceOptions {
  /** Draws the folds. */
  readonly seed: number;
  /** Called after each step of the search for a linear layer. */
  readonly onStep?: (step: FoldStep) => void;
}

/** What the fits with a penalty gave. */
export interface HeldOut {
  /** `[count, classes]`, of each row by the fit that did not see it. */
  readonly probabilities: Float32Array;
  /** The mean of the fitted layers if the network is one linear layer: near to the fit on all rows. */
  readonly layer?: Layer;
}

/**
 * Fits a network on all rows but one fold, for each of five folds, with each penalty.
 *
 * @param penalties L2 penalties, from strong to weak
 * @param start the weights that each fit starts from
 * @yields for each penalty
 */
export async function* heldOut(
  network: Model,
  data: LabelledVectors,
  start: Weights,
  penalties: readonly number[],
  { seed, onStep, ...device }: HeldOutSettings,
): AsyncGenerator<HeldOut> {
  const folds = stratifiedFolds(data.labels, Math.min(mostFolds, data.features.count), seed);
  const layer = linearLayer(network, data.features.dimensions, start);
  if (layer) yield* foldsSideBySide(layer, data, penalties, folds, device, onStep);
  else yield* foldAfterFold(network, data, start, penalties, folds, device);
}

/**
 * For a linear layer. The solution of a convex problem is a good start for the next penalty.
 */
async function* foldsSideBySide(
  start: Layer,
  data: LabelledVectors,
  penalties: readonly number[],
  folds: readonly Int32Array[],
  device: DeviceOptions,
  onStep: HeldOutSettings['onStep'],
): AsyncGenerator<HeldOut> {
  const losses = await FoldLosses.open(data, folds, device, onStep);
  try {
    let layers = folds.map(() => start);
    for (const penalty of penalties) {
      layers = await losses.search(layers, penalty, search);
      const scores = await losses.scores(layers);
      const held = new Float32Array(data.features.count * data.classes);
      folds.forEach((rows, fold) => {
        for (const row of rows) {
          const from = (row * folds.length + fold) * data.classes;
          held.set(scores.subarray(from, from + data.classes), row * data.classes);
        }
      });
      yield { probabilities: softmaxRows(held, data.classes), layer: meanLayer(layers) };
    }
  } finally {
    await losses.dispose();
  }
}

const meanLayer = (layers: readonly Layer[]): Layer =>
  layers[0]!.map((_, i) => layers.reduce((sum, layer) => sum + layer[i]!, 0) / layers.length);

/**
 * For any network. Each fit starts anew: a strong penalty leaves a hidden layer without gradients.
 */
async function* foldAfterFold(
  network: Model,
  data: LabelledVectors,
  start: Weights,
  penalties: readonly number[],
  folds: readonly Int32Array[],
  device: DeviceOptions,
): AsyncGenerator<HeldOut> {
  const { count } = data.features;
  const parts = folds.map((fold) => ({
    ...{ fold, training: rowsOf(data, outside(fold, count)), held: rowsOf(data, fold) },
  }));
  for (const penalty of penalties) {
    const probabilities = new Float32Array(count * data.classes);
    for (const { fold, training, held } of parts) {
      const weights = await fitFullBatch(network, training, start, { ...device, ...search, l2: penalty });
      const rows = softmaxRows(await scoresOf(network, weights, held.features, device), data.classes);
      fold.forEach((row, i) => {
        probabilities.set(rows.subarray(i * data.classes, (i + 1) * data.classes), row * data.classes);
      });
    }
    yield { probabilities };
  }
}

/** The rows of these indices. */
const rowsOf = (
  { features, labels, classes }: LabelledVectors,
  indices: ArrayLike<number>,
): LabelledVectors => ({
  features: selectRows(features, indices),
  labels: Int32Array.from(indices, (index) => labels[index]!),
  classes,
});
