// Runs a saved model over pictures, and keeps what it says of them and the features in which novelty is
// measured.
import { digestOf } from '../data/digest.ts';
import { pictureSizeOf, type Dataset } from '../data/dataset.ts';
import { piecesOf, type Pictures } from '../data/pictures.ts';
import type { Graph } from '../engine/graph/graph.ts';
import { decodeModel } from '../engine/onnx/decode.ts';
import { encodeModel } from '../engine/onnx/encode.ts';
import type { CompileOptions } from '../engine/runtime/compile.ts';
import type { CachedVectors } from '../neighbours/cached-vectors.ts';
import type { Vectors } from '../neighbours/vectors.ts';
import type { Program } from '../engine/runtime/program.ts';
import type { PassOptions } from '../engine/passes/passes.ts';
import { deviceOf, type DeviceOptions } from '../engine/runtime/runtime.ts';
import type { LabelledPredictions } from '../metrics/classification-report.ts';
import { labelsForModel } from '../data/for-model.ts';
import { decodeModelCard, inputName, outputName } from '../nn/classifier-file.ts';
import { openClassifierProgram } from '../nn/classifier.ts';
import { predictionBatchSize } from '../nn/predictions.ts';
import { noveltyFeatures } from './features.ts';

/** What a model makes of pictures whose classes are known. */
export interface Observation extends LabelledPredictions {
  readonly probabilities: Float32Array;
  /** The features of each picture, of length 1; missing if the model does not end in a dense layer. */
  readonly features?: Vectors;
}

type Results = Pick<Observation, 'probabilities' | 'features'>;

/** The options of `observe`. */
export interface ObserveOptions extends DeviceOptions, PassOptions {
  /** Returns probabilities and features from a cache, or computes them. */
  readonly cachedVectors?: CachedVectors;
}

/**
 * Runs a saved model over pictures.
 *
 * With a cache, features are found again for every model that shares the layers before its last one.
 *
 * @param source names the model in errors
 * @throws InputError if the bytes are not a model of ours, or the pictures or classes do not fit it
 */
export async function observe(
  bytes: Uint8Array,
  source: string,
  data: Dataset<Pictures>,
  { cachedVectors, ...options }: ObserveOptions = {},
): Promise<Observation> {
  const card = decodeModelCard(bytes, source);
  const known = { labels: labelsForModel(card, data), classNames: card.classNames };
  if (!cachedVectors) return { ...known, ...(await run(bytes, source, data, options)) };
  let found: Promise<Results> | undefined;
  const results = () => (found ??= run(bytes, source, data, options));
  const device = deviceOf(options);
  const cached = (of: object, compute: () => Promise<Vectors>) =>
    cachedVectors({ data, settings: { ...of, ...device } }, compute);
  const backbone = backboneOf(bytes);
  const features =
    backbone &&
    (await cached({ novelty: await digestOf(backbone) }, async () => (await results()).features!));
  const { values: probabilities } = await cached({ model: await digestOf(bytes) }, async () => {
    const { probabilities: values } = await results();
    return { count: data.count, dimensions: card.classNames.length, values };
  });
  return { ...known, probabilities, ...(features && { features }) };
}

/** The bytes of the graph of the features alone; undefined if there are none. */
function backboneOf(bytes: Uint8Array): Uint8Array | undefined {
  const graph = withoutNovelty(decodeModel(bytes));
  const features = noveltyFeatures(graph);
  if (!features) return undefined;
  graph.outputs.clear();
  graph.output(featuresName, features);
  return encodeModel(graph);
}

const featuresName = 'features';

async function run(
  bytes: Uint8Array,
  source: string,
  data: Dataset<Pictures>,
  options: CompileOptions,
): Promise<Results> {
  const { program } = await openClassifierProgram(bytes, source, options, withFeatures);
  const [probabilities, features] = [outputName, featuresName].map((name) =>
    rowsFor(program, name, data.count),
  );
  const imageSize = pictureSizeOf(data);
  const batchSize = predictionBatchSize(imageSize);
  let done = 0;
  try {
    for (const batch of piecesOf(data.images, imageSize, batchSize)) {
      const results = await program.run({ [inputName]: batch });
      probabilities!.values.set(results[outputName] as Float32Array, done * probabilities!.dimensions);
      features?.values.set(results[featuresName] as Float32Array, done * features.dimensions);
      done += batchSize;
    }
  } finally {
    await program.dispose();
  }
  return { probabilities: probabilities!.values, ...(features && { features }) };
}

/** Room for an output of so many pictures; undefined if the program lacks it. */
function rowsFor({ outputs }: Program, name: string, count: number): Vectors | undefined {
  const dimensions = outputs.get(name)?.shape[1] as number | undefined;
  return dimensions === undefined
    ? undefined
    : { count, dimensions, values: new Float32Array(count * dimensions) };
}

/** The graph of a classifier with its features as second output. */
function withFeatures(graph: Graph): Graph {
  const features = noveltyFeatures(withoutNovelty(graph));
  if (features) graph.output(featuresName, features);
  return graph;
}

/** The same graph with nothing but what its first output needs. */
export function withoutNovelty(graph: Graph): Graph {
  const probabilities = graph.outputs.get(outputName)!;
  graph.outputs.clear();
  graph.output(outputName, probabilities);
  return graph;
}
