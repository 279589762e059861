// The losses of a linear layer on several folds, whose searches take their steps side by side: one product
// with the kernels of all folds costs little more than with one, because reading the features is what takes
// the time.
import { gradients } from '../engine/gradients/gradients.ts';
import { Graph, type Value } from '../engine/graph/graph.ts';
import {
  add,
  concat,
  logSoftmax,
  matMul,
  mul,
  neg,
  reduceSum,
  reshape,
  slice,
} from '../engine/graph/operators/index.ts';
import { compile } from '../engine/runtime/compile.ts';
import type { Program, Tensors } from '../engine/runtime/program.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import type { Vectors } from '../neighbours/vectors.ts';
import { oneHot } from '../nn/losses.ts';
import type { Model, Weights } from '../nn/model.ts';
import { lbfgs, type Evaluated, type LbfgsOptions } from '../optimizers/lbfgs.ts';
import { FoldProgress, type FoldStep } from './fold-progress.ts';
import { weightSpecsOf, type LabelledVectors } from './full-batch.ts';

/** A linear layer: its kernel `[dimensions, classes]`, then its bias `[classes]`. */
export type Layer = Float64Array;

/** The weights of a network as one array; undefined if it is not one linear layer. */
export function linearLayer(network: Model, dimensions: number, weights: Weights): Layer | undefined {
  const names = weightSpecsOf(network, dimensions).map(({ name }) => name);
  if (network.layers.length > 1 || names.length !== 2) return undefined;
  return Float64Array.from(names.flatMap((name) => [...weights[name]!]));
}

interface Asked {
  readonly layer: Layer;
  readonly answer: (evaluated: Evaluated) => void;
  readonly fail: (error: unknown) => void;
}

/** The mean cross-entropy of a linear layer over the rows outside of each fold. */
export class FoldLosses {
  private readonly program: Program;
  private readonly data: LabelledVectors;
  private readonly transposed: Float32Array;
  private readonly zeros: Layer;
  private readonly progress: FoldProgress | undefined;
  private readonly asked = new Map<number, Asked>();
  private searching = 0;

  private constructor(program: Program, data: LabelledVectors, progress: FoldProgress | undefined) {
    this.program = program;
    this.data = data;
    this.progress = progress;
    this.transposed = transposedRows(data.features);
    this.zeros = new Float64Array((data.features.dimensions + 1) * data.classes);
  }

  /**
   * @param folds the indices of the rows that each fold holds out
   * @param onStep called after each evaluation
   */
  static async open(
    data: LabelledVectors,
    folds: readonly Int32Array[],
    device: DeviceOptions,
    onStep?: (step: FoldStep) => void,
  ): Promise<FoldLosses> {
    const progress = onStep && new FoldProgress(data, folds, onStep);
    return new FoldLosses(await compile(lossGraph(data, folds), device), data, progress);
  }

  /**
   * Runs a search for each fold. An evaluation waits until all searches that go on ask for one.
   *
   * @param search calls `evaluate` for the loss and gradient of its fold at a place
   */
  async searchEach<T>(
    folds: number,
    search: (fold: number, evaluate: (layer: Layer) => Promise<Evaluated>) => Promise<T>,
  ): Promise<T[]> {
    this.searching = folds;
    return Promise.all(
      Array.from({ length: folds }, async (_, fold) => {
        try {
          return await search(fold, (layer) => this.ask(fold, layer));
        } finally {
          this.searching--;
          this.answerIfAllAsk();
        }
      }),
    );
  }

  /**
   * Minimises the mean cross-entropy of each fold with an L2 penalty.
   *
   * @param starts the layers to start from, one for each fold
   * @param penalty half of it times the sum of the squared kernel is added
   */
  async search(starts: readonly Layer[], penalty: number, options: LbfgsOptions): Promise<Layer[]> {
    return this.searchEach(starts.length, (fold, evaluate) =>
      lbfgs(
        async (place) => penalised(await evaluate(place), place, penalty, this.kernelSize),
        starts[fold]!,
        options,
      ),
    );
  }

  /**
   * The scores of all rows by the layer of each fold.
   *
   * @returns `[count, folds, classes]`
   */
  async scores(layers: readonly Layer[]): Promise<Float32Array> {
    return (await this.program.run(this.feeds(layers)))[scoresName] as Float32Array;
  }

  async dispose(): Promise<void> {
    await this.program.dispose();
  }

  private ask(fold: number, layer: Layer): Promise<Evaluated> {
    return new Promise((answer, fail) => {
      this.asked.set(fold, { layer, answer, fail });
      this.answerIfAllAsk();
    });
  }

  private answerIfAllAsk(): void {
    if (this.asked.size === 0 || this.asked.size < this.searching) return;
    const asked = [...this.asked];
    this.asked.clear();
    this.evaluate(asked).catch((error: unknown) => asked.forEach(([, { fail }]) => fail(error)));
  }

  private async evaluate(asked: readonly (readonly [fold: number, Asked])[]): Promise<void> {
    const layers: Layer[] = [];
    for (const [fold, { layer }] of asked) layers[fold] = layer;
    const results = await this.program.run(this.feeds(layers));
    this.progress?.add(
      asked.map(([fold]) => fold),
      results[lossesName] as Float32Array,
      results[scoresName] as Float32Array,
    );
    for (const [fold, { answer }] of asked) {
      const gradient = new Float64Array(this.zeros.length);
      gradient.set(results[gradientName('kernel', fold)] as Float32Array);
      gradient.set(results[gradientName('bias', fold)] as Float32Array, this.kernelSize);
      answer({ value: results[lossesName]![fold] as number, gradient });
    }
  }

  private get kernelSize(): number {
    return this.data.features.dimensions * this.data.classes;
  }

  /** A fold without a layer gets zeros. */
  private feeds(layers: readonly (Layer | undefined)[]): Tensors {
    const feeds: Record<string, Tensors[string]> = {};
    for (const name of this.program.inputs.keys()) {
      const [kind, fold] = name.split('/') as [string, string | undefined];
      const layer = layers[Number(fold)] ?? this.zeros;
      if (kind === 'kernel') feeds[name] = new Float32Array(layer.subarray(0, this.kernelSize));
      if (kind === 'bias') feeds[name] = new Float32Array(layer.subarray(this.kernelSize));
    }
    const { features, labels } = this.data;
    return { ...feeds, features: features.values, transposed: this.transposed, labels };
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

const lossesName = 'losses';
const scoresName = 'scores';
const gradientName = (kind: 'kernel' | 'bias', fold: number): string => `by/${kind}/${fold}`;

function lossGraph(
  { features: { count, dimensions }, classes }: LabelledVectors,
  folds: readonly Int32Array[],
): Graph {
  const graph = new Graph();
  const features = graph.input('features', 'float32', [count, dimensions]);
  const labels = graph.input('labels', 'int32', [count]);
  const kernels = folds.map((_, i) => graph.input(`kernel/${i}`, 'float32', [dimensions, classes]));
  const biases = folds.map((_, i) => graph.input(`bias/${i}`, 'float32', [classes]));
  const products = add(matMul(features, concat(kernels, 1)), concat(biases, 0));
  const scores = reshape(products, [count, folds.length, classes]);
  const targets = reshape(oneHot(labels, classes), [count, 1, classes]);
  const likelihoods = reduceSum(mul(logSoftmax(scores, { axis: 2 }), targets), {
    axes: [2],
    keepDims: false,
  });
  const losses = neg(
    reduceSum(mul(likelihoods, shares(graph, count, folds)), { axes: [0], keepDims: false }),
  );
  const [byProducts] = gradients(reduceSum(losses, { axes: [0], keepDims: false }), [products]);
  // Transposing the features in each run would take longer than the product.
  const transposed = graph.input('transposed', 'float32', [dimensions, count]);
  const byKernels = matMul(transposed, byProducts!);
  const byBiases = reduceSum(byProducts!, { axes: [0], keepDims: false });
  graph.output(lossesName, losses);
  graph.output(scoresName, scores);
  folds.forEach((_, i) => {
    const [starts, ends] = [[i * classes], [(i + 1) * classes]];
    graph.output(gradientName('kernel', i), slice(byKernels, { axes: [1], starts, ends }));
    graph.output(gradientName('bias', i), slice(byBiases, { axes: [0], starts, ends }));
  });
  return graph;
}

/** `[count, folds]`: the share of each row in the mean over the rows outside of a fold. */
function shares(graph: Graph, count: number, folds: readonly Int32Array[]): Value {
  const values = new Float32Array(count * folds.length);
  folds.forEach((fold, i) => {
    for (let row = 0; row < count; row++) values[row * folds.length + i] = 1 / (count - fold.length);
    for (const row of fold) values[row * folds.length + i] = 0;
  });
  return graph.constant(values, [count, folds.length], 'float32', 'shares');
}

/** `[dimensions, count]`; goes through a few rows at a time, which stay in the processor's cache. */
function transposedRows({ count, dimensions, values }: Vectors): Float32Array {
  const columns = new Float32Array(values.length);
  for (let first = 0; first < count; first += rowsAtOnce) {
    const end = Math.min(count, first + rowsAtOnce);
    for (let i = 0; i < dimensions; i++)
      for (let row = first; row < end; row++) columns[i * count + row] = values[row * dimensions + i]!;
  }
  return columns;
}

const rowsAtOnce = 16;
