// Chooses the L2 penalty of a network on features by cross-validation, and fits it. The features are centred
// and scaled, so that one list of penalties suits all of them; the fitted weights take the features as given.
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { crossEntropy } from '../metrics/cross-entropy.ts';
import { predictedClasses } from '../metrics/top-k.ts';
import type { Vectors } from '../neighbours/vectors.ts';
import type { Model, Weights } from '../nn/model.ts';
import { fitFullBatch, weightSpecsOf, type LabelledVectors } from './full-batch.ts';
import { FoldLosses, type Layer } from './fold-losses.ts';
import { heldOut, type HeldOutSettings } from './held-out.ts';

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
 * @returns the chosen penalty, and if the network is one linear layer, one near to its fit with that penalty,
 *   for scaled features
 */
export async function choosePenalty(
  network: Model,
  data: LabelledVectors,
  start: Weights,
  options: HeldOutSettings,
): Promise<{ penalty: number; candidates: readonly Candidate[]; layer?: Layer }> {
  const scaled = { ...data, features: scale(data.features, scalingOf(data.features)) };
  const candidates: Candidate[] = [];
  const layers: (Layer | undefined)[] = [];
  for await (const { probabilities, layer } of heldOut(network, scaled, start, penalties, options)) {
    candidates.push(candidateOf(penalties[candidates.length]!, data, probabilities));
    layers.push(layer);
    if (candidates.at(-1)!.loss > clearlyWorse * bestOf(candidates).loss) break;
  }
  const best = bestOf(candidates);
  const layer = layers[candidates.indexOf(best)];
  return { penalty: best.penalty, candidates, ...(layer && { layer }) };
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
 * @param layer if the network is one linear layer, one that is near, for scaled features
 * @returns weights for the features as they are given
 */
export async function fitScaled(
  network: Model,
  data: LabelledVectors,
  start: Weights,
  { penalty, layer, ...device }: DeviceOptions & { readonly penalty: number; readonly layer?: Layer },
): Promise<Weights> {
  const scaling = scalingOf(data.features);
  const scaled = { ...data, features: scale(data.features, scaling) };
  const fitted = layer
    ? await fitLayer(network, scaled, layer, penalty, device)
    : await fitFullBatch(network, scaled, start, { ...device, ...search, l2: penalty });
  return unscale(network, fitted, scaling);
}

const search = { iterations: 1000, tolerance: 1e-7 };

/** Fits a single linear layer to all rows, from a layer that is near. */
async function fitLayer(
  network: Model,
  data: LabelledVectors,
  near: Layer,
  penalty: number,
  device: DeviceOptions,
): Promise<Weights> {
  const losses = await FoldLosses.open(data, [Int32Array.of()], device);
  try {
    const [layer] = await losses.search([near], penalty, search);
    const [kernel, bias] = weightSpecsOf(network, data.features.dimensions).map(({ name }) => name);
    const size = data.features.dimensions * data.classes;
    const values = Float32Array.from(layer!);
    return { [kernel!]: values.subarray(0, size), [bias!]: values.subarray(size) };
  } finally {
    await losses.dispose();
  }
}

/** The mean of each feature, and the standard deviation of all around them. */
interface Scaling {
  readonly means: Float64Array;
  readonly deviation: number;
}

function scalingOf({ count, dimensions, values }: Vectors): Scaling {
  const means = new Float64Array(dimensions);
  for (let i = 0; i < values.length; i += dimensions)
    for (let j = 0; j < dimensions; j++) means[j]! += values[i + j]!;
  for (let j = 0; j < dimensions; j++) means[j]! /= count;
  let squares = 0;
  for (let i = 0; i < values.length; i += dimensions)
    for (let j = 0; j < dimensions; j++) squares += (values[i + j]! - means[j]!) ** 2;
  return { means, deviation: Math.sqrt(squares / values.length) || 1 };
}

function scale({ values, dimensions, ...rest }: Vectors, { means, deviation }: Scaling): Vectors {
  const scaled = new Float32Array(values.length);
  for (let i = 0; i < values.length; i += dimensions)
    for (let j = 0; j < dimensions; j++) scaled[i + j] = (values[i + j]! - means[j]!) / deviation;
  return { ...rest, dimensions, values: scaled };
}

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
