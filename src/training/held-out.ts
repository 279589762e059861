// The probabilities of rows by fits that did not see them: the core of cross-validation.
import { outside, stratifiedFolds } from '../data/folds.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { softmaxRows } from '../metrics/softmax.ts';
import type { Model, Weights } from '../nn/model.ts';
import { selectRows } from '../neighbours/vectors.ts';
import { lbfgs, type Evaluated } from '../optimizers/lbfgs.ts';
import { FoldLosses, type Layer } from './fold-losses.ts';
import { fitFullBatch, scoresOf, weightSpecsOf, type LabelledVectors } from './full-batch.ts';

const mostFolds = 5;
/** The comparison of penalties needs no more precision. */
const search = { iterations: 100, tolerance: 1e-4 };

interface Settings extends DeviceOptions {
  /** Draws the folds. */
  readonly seed: number;
}

/**
 * Fits a network on all rows but one fold, for each of five folds, with each penalty.
 *
 * @param penalties L2 penalties, from strong to weak
 * @param start the weights that each fit starts from
 * @yields `[count, classes]` for each penalty
 */
export async function* heldOutProbabilities(
  network: Model,
  data: LabelledVectors,
  start: Weights,
  penalties: readonly number[],
  { seed, ...device }: Settings,
): AsyncGenerator<Float32Array> {
  const folds = stratifiedFolds(data.labels, Math.min(mostFolds, data.features.count), seed);
  const names = weightSpecsOf(network, data.features.dimensions).map(({ name }) => name);
  if (network.layers.length > 1 || names.length !== 2)
    yield* foldAfterFold(network, data, start, penalties, folds, device);
  else {
    const layer = Float64Array.from(names.flatMap((name) => [...start[name]!]));
    yield* foldsSideBySide(layer, data, penalties, folds, device);
  }
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
): AsyncGenerator<Float32Array> {
  const losses = await FoldLosses.open(data, folds, device);
  try {
    let layers = folds.map(() => start);
    for (const penalty of penalties) {
      const kernelSize = data.features.dimensions * data.classes;
      layers = await losses.searchEach(folds.length, (fold, evaluate) =>
        lbfgs(
          async (place) => penalised(await evaluate(place), place, penalty, kernelSize),
          layers[fold]!,
          search,
        ),
      );
      const scores = await losses.scores(layers);
      const held = new Float32Array(data.features.count * data.classes);
      folds.forEach((rows, fold) => {
        for (const row of rows) {
          const from = (row * folds.length + fold) * data.classes;
          held.set(scores.subarray(from, from + data.classes), row * data.classes);
        }
      });
      yield softmaxRows(held, data.classes);
    }
  } finally {
    await losses.dispose();
  }
}

/** Adds half of the penalty times the sum of the squared kernel, in place. */
function penalised(
  { value, gradient }: Evaluated,
  place: Layer,
  penalty: number,
  kernelSize: number,
): Evaluated {
  let squares = 0;
  for (let i = 0; i < kernelSize; i++) {
    squares += place[i]! ** 2;
    gradient[i]! += penalty * place[i]!;
  }
  return { value: value + (penalty / 2) * squares, gradient };
}

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
): AsyncGenerator<Float32Array> {
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
    yield probabilities;
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
