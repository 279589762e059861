// Chooses the L2 penalty of a network on features by cross-validation, and fits it. The features are centred
// and scaled, so that one list of penalties suits all of them; the fitted weights take the features as given.
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { crossEntropy } from '../metrics/cross-entropy.ts';
import { predictedClasses } from '../metrics/top-k.ts';
import type { Vectors } from '../neighbours/vectors.ts';
import type { Model, Weights } from '../nn/model.ts';
import { fitFullBatch, weightSpecsOf, type LabelledVectors } from './full-batch.ts';
import { heldOutProbabilities } from './held-out.ts';

/** A penalty and its results in cross-validation. */
export interface Candidate {
  /** Half of it times the sum of the squared kernels is added to the loss, for scaled features. */
  readonly penalty: number;
  /** The mean cross-entropy of pictures that were held out, in nats. */
  readonly loss: number;
  /** The share of pictures that were recognised when they were held out. */
  readonly accuracy: number;
}

/** From strong to weak. */
const penalties = [1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003];
/** The search ends at a loss that is worse than the best one by this factor. */
const clearlyWorse = 1.01;

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
  options: DeviceOptions & { readonly seed: number },
): Promise<{ penalty: number; candidates: readonly Candidate[] }> {
  const scaled = { ...data, features: scale(data.features, scalingOf(data.features)) };
  const candidates: Candidate[] = [];
  for await (const probabilities of heldOutProbabilities(network, scaled, start, penalties, options)) {
    candidates.push(candidateOf(penalties[candidates.length]!, data, probabilities));
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
