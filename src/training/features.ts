// The features of pictures: what the first layers of a network, with given weights, make of them.
import type { Augmentation } from '../data/augmentation/augmentation.ts';
import { inlineBatches, type OpenBatches } from '../data/batch-source.ts';
import { batchCount, batchRequests } from '../data/batches.ts';
import { pictureSizeOf, type Dataset } from '../data/dataset.ts';
import { piecesOf, type Pictures } from '../data/pictures.ts';
import { Graph } from '../engine/graph/graph.ts';
import { concat } from '../engine/graph/operators/index.ts';
import { simplify } from '../engine/passes/passes.ts';
import { InputError } from '../errors.ts';
import { compile } from '../engine/runtime/compile.ts';
import { deviceOf, type DeviceOptions } from '../engine/runtime/runtime.ts';
import type { CachedVectors } from '../neighbours/cached-vectors.ts';
import { selectColumns, type Vectors } from '../neighbours/vectors.ts';
import { BuildContext, initialWeights, type Model } from '../nn/model.ts';
import { predictionBatchSize } from '../nn/predictions.ts';
import { normalizePixels, type Normalization } from '../nn/preprocessing.ts';
import { middleMeans } from '../novelty/features.ts';
import type { KnownFeatures } from '../novelty/observe.ts';

export interface FeatureOptions extends DeviceOptions {
  readonly data: Dataset<Pictures>;
  readonly normalization: Normalization;
  /** The seed that draws the order and the changes of augmented views. */
  readonly seed: number;
  /** 0 for the pictures as they are, in their order; from 1 on a view in the order of that epoch. */
  readonly view: number;
  /** The random changes of augmented views. */
  readonly augmentation?: Augmentation;
  /** Makes the batches of augmented views. */
  readonly openBatches?: OpenBatches;
  /** Returns features from a cache, or computes them. */
  readonly cachedVectors?: CachedVectors;
  /** Ends the extraction with an InputError. */
  readonly signal?: AbortSignal;
  /** Called with the number of pictures done. */
  readonly onProgress?: (done: number) => void;
}

/**
 * The output of layers for each picture, and the means half-way through them.
 *
 * @param layers end in `[batch, features]`; their weights are the initial ones, e.g. those of a pretrained
 *   network
 * @throws InputError if the signal ends it
 */
export async function extractFeatures(layers: Model, options: FeatureOptions): Promise<KnownFeatures> {
  const { data, normalization, seed, view, augmentation } = options;
  const { cachedVectors = (_, compute) => compute(), device, threads } = options;
  const { graph, dimensions } = featureGraph(layers, options);
  const drawn = view > 0 && { view, seed, augmentation };
  const backbone = layers.layers.map((layer) => layer.untrained?.() ?? layer.toJSON());
  const settings = { backbone, normalization, rows: 'features, middle', threads, device, ...drawn };
  const rows = await cachedVectors({ data, settings }, () => runOver(graph, options));
  if (rows.dimensions === dimensions) return { features: rows };
  return { features: selectColumns(rows, 0, dimensions), middle: selectColumns(rows, dimensions) };
}

/** The labels of a view, in its order. */
export function labelsOfView({
  data,
  seed,
  view,
}: Pick<FeatureOptions, 'data' | 'seed' | 'view'>): Int32Array {
  if (view === 0) return data.labels;
  const batchSize = predictionBatchSize(pictureSizeOf(data));
  const requests = batchRequests(data, { batchSize, seed, epoch: view });
  const batches = Array.from({ length: batchCount(data, batchSize) }, () => requests.next().value);
  return Int32Array.from(
    batches.flatMap(({ indices }) => Array.from(indices, (index) => data.labels[index]!)),
  );
}

/** What the graph of features depends on. */
interface FeatureGraphOptions extends Pick<FeatureOptions, 'normalization' | 'seed'> {
  readonly data: Pick<Dataset<Pictures>, 'channels' | 'height' | 'width'>;
}

/**
 * From raw pixels `images` to `rows` of the features and then the means, with the weights as constants.
 *
 * @returns the graph, and the number of features
 */
export function featureGraph(
  layers: Model,
  { data: { channels, height, width }, normalization, seed }: FeatureGraphOptions,
): { graph: Graph; dimensions: number } {
  const graph = new Graph();
  const images = graph.input('images', 'uint8', ['batch', channels, height, width]);
  const weights = initialWeights(layers.weightSpecs([channels, height, width]), seed);
  const context = new BuildContext(graph, { training: false, weights });
  const features = layers.apply(context, normalizePixels(images, normalization));
  graph.output('rows', features); // from here on the graph has live nodes
  const middle = middleMeans(graph);
  if (middle) {
    graph.outputs.clear();
    graph.output('rows', concat([features, middle], 1));
  }
  return { graph, dimensions: features.shape[1] as number };
}

/** Runs a graph over all pictures of a view. */
async function runOver(graph: Graph, options: FeatureOptions): Promise<Vectors> {
  const { data, view, onProgress, signal } = options;
  const program = await compile(simplify(graph), deviceOf(options));
  try {
    const dimensions = program.outputs.get('rows')!.shape[1] as number;
    const values = new Float32Array(data.count * dimensions);
    let done = 0;
    for await (const images of view === 0 ? picturesOf(data) : viewOf(options)) {
      if (signal?.aborted) throw new InputError('stopped before the features of all pictures were known');
      const { rows } = await program.run({ images });
      values.set(rows as Float32Array, done * dimensions);
      done += rows!.length / dimensions;
      onProgress?.(done);
    }
    return { count: data.count, dimensions, values };
  } finally {
    await program.dispose();
  }
}

const picturesOf = (data: Dataset<Pictures>): Generator<Uint8Array> =>
  piecesOf(data.images, pictureSizeOf(data), predictionBatchSize(pictureSizeOf(data)));

async function* viewOf({
  data,
  seed,
  view,
  augmentation,
  openBatches = inlineBatches,
}: FeatureOptions): AsyncGenerator<Uint8Array> {
  const batchSize = predictionBatchSize(pictureSizeOf(data));
  const batches = openBatches(data, {
    ...{ batchSize, seed, epoch: view },
    ...(augmentation && { augmentation }),
  });
  try {
    for (let left = batchCount(data, batchSize); left > 0; left--) yield (await batches.next()).images;
  } finally {
    await batches.close();
  }
}
