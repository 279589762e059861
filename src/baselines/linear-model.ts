// Linear classifiers on given features: logistic regression and the linear support vector machine. Both
// minimise convex functions with L-BFGS over all data. The engine computes loss and gradients, for a part of
// the pictures at a time.
import { Graph, type Value } from '../engine/graph/graph.ts';
import { add, gemm, max, mul, reduceSum, sub } from '../engine/graph/operators/index.ts';
import { gradients } from '../engine/gradients/gradients.ts';
import { compile } from '../engine/runtime/compile.ts';
import type { Program } from '../engine/runtime/program.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { predictedClasses } from '../metrics/top-k.ts';
import type { Vectors } from '../neighbours/vectors.ts';
import { classificationLoss, oneHot } from '../nn/losses.ts';
import { lbfgs, type LbfgsOptions } from './lbfgs.ts';

/**
 * `logistic`: cross-entropy of the softmax. `squaredHinge`: each class against the rest, with the squared
 * distance into the margin, as in LIBLINEAR (Fan et al., 2008).
 */
export type LinearLoss = 'logistic' | 'squaredHinge';

export interface LinearOptions extends DeviceOptions, LbfgsOptions {
  readonly loss: LinearLoss;
  /** Half of this times the sum of the squared weights is added to the mean loss. Biases do not count. */
  readonly l2: number;
}

export interface LinearModel {
  /** `[dimensions, classes]` */
  readonly weights: Float32Array;
  /** `[classes]` */
  readonly bias: Float32Array;
}

/**
 * Fits a linear model to labelled vectors.
 *
 * @param labels `[count]`
 * @example const model = await fitLinear(hogFeatures(data.train), data.train.labels, 10, { loss: 'squaredHinge', l2: 1e-5 });
 */
export async function fitLinear(
  features: Vectors,
  labels: Int32Array,
  classes: number,
  { loss, l2, iterations, tolerance, memory, onIteration, ...device }: LinearOptions,
): Promise<LinearModel> {
  const size = features.dimensions * classes;
  const parts = await openParts(features, labels, classes, loss, device);
  try {
    const least = await lbfgs(
      (place) => evaluateAt(parts, place, size, features.count, l2),
      new Float64Array(size + classes),
      {
        ...(iterations !== undefined && { iterations }),
        ...(tolerance !== undefined && { tolerance }),
        ...(memory !== undefined && { memory }),
        ...(onIteration && { onIteration }),
      },
    );
    return {
      weights: Float32Array.from(least.subarray(0, size)),
      bias: Float32Array.from(least.subarray(size)),
    };
  } finally {
    await Promise.all([...new Set(parts.map(({ program }) => program))].map((program) => program.dispose()));
  }
}

/** A part of the data, and the program for its size. */
interface Part {
  readonly program: Program;
  readonly features: Float32Array;
  readonly labels: Int32Array;
}

const partSize = 4096;

async function openParts(
  { count, dimensions, values }: Vectors,
  labels: Int32Array,
  classes: number,
  loss: LinearLoss,
  device: DeviceOptions,
): Promise<Part[]> {
  const programs = new Map<number, Program>();
  const parts: Part[] = [];
  for (let start = 0; start < count; start += partSize) {
    const end = Math.min(count, start + partSize);
    const program =
      programs.get(end - start) ?? (await compile(lossGraph(end - start, dimensions, classes, loss), device));
    programs.set(end - start, program);
    parts.push({
      program,
      features: values.subarray(start * dimensions, end * dimensions),
      labels: labels.subarray(start, end),
    });
  }
  return parts;
}

/** A graph of the summed loss of this many vectors, and its gradients. */
function lossGraph(count: number, dimensions: number, classes: number, loss: LinearLoss): Graph {
  const graph = new Graph();
  const features = graph.input('features', 'float32', [count, dimensions]);
  const labels = graph.input('labels', 'int32', [count]);
  const weights = graph.input('weights', 'float32', [dimensions, classes]);
  const bias = graph.input('bias', 'float32', [classes]);
  const targets = oneHot(labels, classes);
  const total = losses[loss](gemm(features, weights, bias), targets, count);
  const [byWeights, byBias] = gradients(total, [weights, bias]);
  graph.output('loss', total);
  graph.output('byWeights', byWeights!);
  graph.output('byBias', byBias!);
  return graph;
}

const losses: Readonly<Record<LinearLoss, (scores: Value, targets: Value, count: number) => Value>> = {
  logistic: (scores, targets, count) => mul(classificationLoss(scores, targets), count),
  squaredHinge(scores, targets) {
    const signs = sub(mul(targets, 2), 1);
    const within = max(sub(1, mul(signs, scores)), 0);
    return reduceSum(mul(within, within), { keepDims: false });
  },
};

async function evaluateAt(
  parts: readonly Part[],
  place: Float64Array,
  size: number,
  count: number,
  l2: number,
): Promise<{ value: number; gradient: Float64Array }> {
  const weights = Float32Array.from(place.subarray(0, size));
  const bias = Float32Array.from(place.subarray(size));
  const gradient = new Float64Array(place.length);
  let value = 0;
  for (const { program, features, labels } of parts) {
    const { loss, byWeights, byBias } = await program.run({ features, labels, weights, bias });
    value += Number(loss![0]) / count;
    for (let i = 0; i < size; i++) gradient[i]! += Number(byWeights![i]) / count;
    for (let i = size; i < place.length; i++) gradient[i]! += Number(byBias![i - size]) / count;
  }
  for (let i = 0; i < size; i++) {
    value += (l2 / 2) * place[i]! ** 2;
    gradient[i]! += l2 * place[i]!;
  }
  return { value, gradient };
}

/**
 * The class with the highest score for each vector.
 *
 * @returns `[count]`
 */
export async function predictLinear(
  { weights, bias }: LinearModel,
  features: Vectors,
  device: DeviceOptions = {},
): Promise<Int32Array> {
  const { dimensions, values } = features;
  const graph = new Graph();
  const x = graph.input('features', 'float32', ['count', dimensions]);
  const w = graph.constant(weights, [dimensions, bias.length], 'float32', 'weights');
  graph.output('scores', add(gemm(x, w), graph.constant(bias, [1, bias.length], 'float32', 'bias')));
  const program = await compile(graph, device);
  try {
    const { scores } = await program.run({ features: values });
    return predictedClasses(scores as Float32Array, bias.length);
  } finally {
    await program.dispose();
  }
}
