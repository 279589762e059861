// Trains a small network on given features with L-BFGS, over all data at once. The engine computes the loss
// and its gradients, for a part of the data at a time.
import { Graph, type Value } from '../engine/graph/graph.ts';
import { mul } from '../engine/graph/operators/index.ts';
import { sizeOf } from '../engine/graph/tensor-type.ts';
import { gradients } from '../engine/gradients/gradients.ts';
import { compile } from '../engine/runtime/compile.ts';
import type { Program } from '../engine/runtime/program.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import type { Vectors } from '../neighbours/vectors.ts';
import { classificationLoss, oneHot } from '../nn/losses.ts';
import { BuildContext, type Model, type Weights, type WeightSpec } from '../nn/model.ts';
import { lbfgs, type LbfgsOptions } from '../optimizers/lbfgs.ts';

/** The summed loss of scores `[batch, classes]` against one-hot targets. */
export type SummedLoss = (scores: Value, targets: Value, count: number) => Value;

export interface FullBatchOptions extends DeviceOptions, LbfgsOptions {
  /** Half of this times the sum of the squared kernels is added to the mean loss. Biases do not count. */
  readonly l2: number;
  /** The loss; cross-entropy by default. */
  readonly loss?: SummedLoss;
}

/** Labelled features. */
export interface LabelledVectors {
  readonly features: Vectors;
  /** `[count]` */
  readonly labels: Int32Array;
  /** The number of classes, of which some may have no features. */
  readonly classes: number;
}

const crossEntropy: SummedLoss = (scores, targets, count) => mul(classificationLoss(scores, targets), count);

/**
 * Minimises the regularised mean loss of a network. For a linear layer the function is convex, so the result
 * does not depend on the start.
 *
 * @param network takes `[batch, dimensions]` and returns `[batch, classes]`
 * @param start the weights to start from
 */
export async function fitFullBatch(
  network: Model,
  data: LabelledVectors,
  start: Weights,
  { l2, loss = crossEntropy, iterations, tolerance, memory, onIteration, ...device }: FullBatchOptions,
): Promise<Weights> {
  const specs = weightSpecsOf(network, data.features.dimensions);
  const parts = await openParts(network, data, loss, device);
  const search = {
    ...(iterations !== undefined && { iterations }),
    ...(tolerance !== undefined && { tolerance }),
    ...(memory !== undefined && { memory }),
    ...(onIteration && { onIteration }),
  };
  try {
    const least = await lbfgs(
      (place) => evaluateAt(parts, specs, place, data.features.count, l2),
      placeOf(specs, start),
      search,
    );
    return weightsAt(specs, least);
  } finally {
    await Promise.all([...new Set(parts.map(({ program }) => program))].map((program) => program.dispose()));
  }
}

/**
 * The scores of a network for features.
 *
 * @returns `[count, classes]`
 */
export async function scoresOf(
  network: Model,
  weights: Weights,
  { dimensions, values }: Vectors,
  device: DeviceOptions = {},
): Promise<Float32Array> {
  const graph = new Graph();
  const features = graph.input('features', 'float32', ['count', dimensions]);
  graph.output('scores', network.apply(new BuildContext(graph, { training: false, weights }), features));
  const program = await compile(graph, device);
  try {
    return (await program.run({ features: values }))['scores'] as Float32Array;
  } finally {
    await program.dispose();
  }
}

/** The weights of a network that takes features of this length. */
export function weightSpecsOf(network: Model, dimensions: number): WeightSpec[] {
  const context = new BuildContext(new Graph(), { training: false });
  network.apply(context, context.graph.input('features', 'float32', [1, dimensions]));
  return context.specs;
}

/** A part of the data, and the program for its size. */
interface Part {
  readonly program: Program;
  readonly features: Float32Array;
  readonly labels: Int32Array;
}

const partSize = 4096;

async function openParts(
  network: Model,
  { features: { count, dimensions, values }, labels, classes }: LabelledVectors,
  loss: SummedLoss,
  device: DeviceOptions,
): Promise<Part[]> {
  const programs = new Map<number, Program>();
  const parts: Part[] = [];
  for (let start = 0; start < count; start += partSize) {
    const end = Math.min(count, start + partSize);
    const program =
      programs.get(end - start) ??
      (await compile(lossGraph(network, end - start, dimensions, classes, loss), device));
    programs.set(end - start, program);
    parts.push({
      program,
      features: values.subarray(start * dimensions, end * dimensions),
      labels: labels.subarray(start, end),
    });
  }
  return parts;
}

/** The prefix of outputs that are gradients. */
const byPrefix = 'by/';

/** A graph of the summed loss of this many vectors, and its gradients. */
function lossGraph(
  network: Model,
  count: number,
  dimensions: number,
  classes: number,
  loss: SummedLoss,
): Graph {
  const graph = new Graph();
  const features = graph.input('features', 'float32', [count, dimensions]);
  const labels = graph.input('labels', 'int32', [count]);
  const context = new BuildContext(graph, { training: true });
  const total = loss(network.apply(context, features), oneHot(labels, classes), count);
  const parameters = [...context.parameters];
  const found = gradients(
    total,
    parameters.map(([, value]) => value),
  );
  graph.output('loss', total);
  parameters.forEach(([name], i) => graph.output(byPrefix + name, found[i]!));
  return graph;
}

async function evaluateAt(
  parts: readonly Part[],
  specs: readonly WeightSpec[],
  place: Float64Array,
  count: number,
  l2: number,
): Promise<{ value: number; gradient: Float64Array }> {
  const weights = weightsAt(specs, place);
  const gradient = new Float64Array(place.length);
  let value = 0;
  for (const { program, features, labels } of parts) {
    const results = await program.run({ features, labels, ...weights });
    value += Number(results['loss']![0]) / count;
    for (const [name, from, to] of rangesOf(specs)) {
      const by = results[byPrefix + name] as Float32Array;
      for (let i = from; i < to; i++) gradient[i]! += by[i - from]! / count;
    }
  }
  for (const [, from, to, isKernel] of rangesOf(specs)) {
    if (!isKernel) continue;
    for (let i = from; i < to; i++) {
      value += (l2 / 2) * place[i]! ** 2;
      gradient[i]! += l2 * place[i]!;
    }
  }
  return { value, gradient };
}

/** Where each weight lies among all numbers, and whether it is a kernel, which has two axes or more. */
function* rangesOf(
  specs: readonly WeightSpec[],
): Generator<[name: string, from: number, to: number, isKernel: boolean]> {
  let from = 0;
  for (const { name, shape } of specs) {
    const to = from + sizeOf(shape);
    yield [name, from, to, shape.length > 1];
    from = to;
  }
}

const placeOf = (specs: readonly WeightSpec[], weights: Weights): Float64Array =>
  Float64Array.from(specs.flatMap(({ name }) => [...weights[name]!]));

const weightsAt = (specs: readonly WeightSpec[], place: Float64Array): Record<string, Float32Array> =>
  Object.fromEntries(
    [...rangesOf(specs)].map(([name, from, to]) => [name, new Float32Array(place.subarray(from, to))]),
  );
