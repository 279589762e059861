// Chooses the L2 penalty of a network on features by cross-validation, and fits it. The features are centred
// and scaled, so that one list of penalties suits all of them; the fitted weights take the features as given.
import { outside, stratifiedFolds } from '../data/folds.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { crossEntropy } from '../metrics/cross-entropy.ts';
import { softmaxRows } from '../metrics/softmax.ts';
import { predictedClasses } from '../metrics/top-k.ts';
import type { Vectors } from '../neighbours/vectors.ts';
import type { Model, Weights } from '../nn/model.ts';
import { fitFullBatch, scoresOf, weightSpecsOf, type LabelledVectors } from './full-batch.ts';

/** A penalty and its results in cross-validation. */
export interface Candidate {
  /** Half of it times the sum of the squared kernels is added to the loss, for scaled features. */
  readonly penalty: number;
  /** The mean cross-entropy of pictures that were held out, in nats. */
  readonly loss: number;
  /** The share of pictures that were recognised when they were held out. */
  readonly accuracy: number;
}

/** From strong to weak, because the solution of a convex problem is a good start for the next one. */
const penalties = [1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003];
const mostFolds = 5;
/** The comparison of penalties needs no more precision. */
const search = { iterations: 100, tolerance: 1e-4 };
/** The search ends at a loss that is worse than the best one by this factor. */
const clearlyWorse = 1.01;

interface Settings extends DeviceOptions {
  readonly seed: number;
}

/**
 * Compares penalties by the cross-entropy of pictures that a fit did not see, until a weaker penalty does
 * clearly worse.
 *
 * @param start the weights that each fit starts from
 */
export async function choosePenalty(
  network: Model,
  data: LabelledVectors,
  start: Weights,
  { seed, ...device }: Settings,
): Promise<{ penalty: number; candidates: readonly Candidate[] }> {
  const { count } = data.features;
  const scaled = { ...data, features: scale(data.features, scalingOf(data.features)) };
  const folds = stratifiedFolds(data.labels, Math.min(mostFolds, count), seed).map((fold) => ({
    ...{ fold, training: rowsOf(scaled, outside(fold, count)), held: rowsOf(scaled, fold) },
    weights: start,
  }));
  const isConvex = network.layers.length === 1;
  const candidates: Candidate[] = [];
  for (const penalty of penalties) {
    const probabilities = new Float32Array(count * data.classes);
    for (const part of folds) {
      const options = { ...device, ...search, l2: penalty };
      // A strong penalty leaves a hidden layer without gradients, so that each fit starts anew.
      const from = isConvex ? part.weights : start;
      part.weights = await fitFullBatch(network, part.training, from, options);
      const scores = await scoresOf(network, part.weights, part.held.features, device);
      const held = softmaxRows(scores, data.classes);
      part.fold.forEach((row, i) => {
        probabilities.set(held.subarray(i * data.classes, (i + 1) * data.classes), row * data.classes);
      });
    }
    candidates.push(candidateOf(penalty, data, probabilities));
    if (candidates.at(-1)!.loss > clearlyWorse * bestOf(candidates).loss) break;
  }
  return { penalty: bestOf(candidates).penalty, candidates };
}

const bestOf = (candidates: readonly Candidate[]): Candidate =>
  candidates.reduce((a, b) => (b.loss < a.loss ? b : a));

function candidateOf(
  penalty: number,
  { labels, classes }: LabelledVectors,
  probabilities: Float32Array,
): Candidate {
  const predicted = predictedClasses(probabilities, classes);
  const right = predicted.filter((label, i) => label === labels[i]).length;
  return { penalty, loss: crossEntropy(labels, probabilities, classes), accuracy: right / labels.length };
}

/**
 * Fits a network to convergence.
 *
 * @returns weights for the features as they are given
 */
export async function fitScaled(
  network: Model,
  data: LabelledVectors,
  start: Weights,
  { penalty, ...device }: DeviceOptions & { readonly penalty: number },
): Promise<Weights> {
  const scaling = scalingOf(data.features);
  const scaled = { ...data, features: scale(data.features, scaling) };
  const options = { ...device, l2: penalty, iterations: 1000, tolerance: 1e-7 };
  return unscale(network, await fitFullBatch(network, scaled, start, options), scaling);
}

/** The mean of each feature, and the standard deviation of all around them. */
interface Scaling {
  readonly means: Float64Array;
  readonly deviation: number;
}

function scalingOf({ count, dimensions, values }: Vectors): Scaling {
  const means = new Float64Array(dimensions);
  for (let i = 0; i < values.length; i++) means[i % dimensions]! += values[i]! / count;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - means[i % dimensions]!) ** 2;
  return { means, deviation: Math.sqrt(squares / values.length) || 1 };
}

const scale = ({ values, ...rest }: Vectors, { means, deviation }: Scaling): Vectors => ({
  ...rest,
  values: values.map((value, i) => (value - means[i % rest.dimensions]!) / deviation),
});

/** The same function of features that are not scaled: changes the first kernel and its bias. */
function unscale(network: Model, weights: Weights, { means, deviation }: Scaling): Weights {
  const [kernel, bias] = weightSpecsOf(network, means.length).map(({ name }) => name) as [string, string];
  const [from, to] = [weights[kernel]!, weights[bias]!];
  const units = to.length;
  const shifts = new Float64Array(units);
  const scaled = from.map((value) => value / deviation);
  from.forEach((value, i) => (shifts[i % units]! += (value * means[Math.floor(i / units)]!) / deviation));
  return { ...weights, [kernel]: scaled, [bias]: to.map((value, i) => value - shifts[i]!) };
}

/** The rows of these indices. */
function rowsOf({ features, labels, classes }: LabelledVectors, indices: ArrayLike<number>): LabelledVectors {
  const { dimensions, values } = features;
  const rows = new Float32Array(indices.length * dimensions);
  for (let i = 0; i < indices.length; i++) {
    const start = indices[i]! * dimensions;
    rows.set(values.subarray(start, start + dimensions), i * dimensions);
  }
  return {
    features: { count: indices.length, dimensions, values: rows },
    labels: Int32Array.from(indices, (index) => labels[index]!),
    classes,
  };
}
