// Runs a model over pictures, and keeps what it says of them and the features in which novelty is measured.
import { pictureSizeOf, type Dataset } from '../data/dataset.ts';
import { piecesOf, type Pictures } from '../data/pictures.ts';
import { Graph } from '../engine/graph/graph.ts';
import { softmax } from '../engine/graph/operators/index.ts';
import { compile, type CompileOptions } from '../engine/runtime/compile.ts';
import type { Vectors } from '../neighbours/vectors.ts';
import type { Program } from '../engine/runtime/program.ts';
import { simplify, type PassOptions } from '../engine/passes/passes.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import type { LabelledPredictions } from '../metrics/classification-report.ts';
import { labelsForModel } from '../data/for-model.ts';
import { decodeModelCard, inputName, outputName } from '../nn/classifier-file.ts';
import { openClassifierProgram } from '../nn/classifier.ts';
import { lastLinear } from '../nn/last-linear.ts';
import { BuildContext, type Model, type Weights } from '../nn/model.ts';
import { predictionBatchSize } from '../nn/predictions.ts';
import { isRow, joinedFeatures, noveltyFeatures } from './features.ts';

/** What a model makes of pictures whose classes are known. */
export interface Observation extends LabelledPredictions {
  readonly probabilities: Float32Array;
  /** The features of each picture, of length 1; missing if the model does not end in a dense layer. */
  readonly features?: Vectors;
}

type Results = Pick<Observation, 'probabilities' | 'features'>;

/** What is known of pictures before a network decides. */
export interface KnownFeatures {
  /** What its head takes. */
  readonly features: Vectors;
  /** The mean of each channel half-way through the network, if it has two convolutions. */
  readonly middle?: Vectors;
}

/** The options of `observe`. */
export interface ObserveOptions extends DeviceOptions, PassOptions {}

/**
 * Runs a saved model over pictures.
 *
 * @param source names the model in errors
 * @throws InputError if the bytes are not a model of ours, or the pictures or classes do not fit it
 */
export async function observe(
  bytes: Uint8Array,
  source: string,
  data: Dataset<Pictures>,
  options: ObserveOptions = {},
): Promise<Observation> {
  const card = decodeModelCard(bytes, source);
  const labels = labelsForModel(card, data);
  return { labels, classNames: card.classNames, ...(await run(bytes, source, data, options)) };
}

/**
 * The observation of a network whose features are known, so that only its head has to run.
 *
 * @param head the layers after the features
 */
export async function observeHead(
  head: Model,
  weights: Weights,
  { features, middle }: KnownFeatures,
  { labels, classNames }: Pick<Dataset<Pictures>, 'labels' | 'classNames'>,
  options: ObserveOptions = {},
): Promise<Observation> {
  const graph = new Graph();
  const rows = ({ dimensions }: Vectors, name: string) => graph.input(name, 'float32', ['batch', dimensions]);
  const context = new BuildContext(graph, { training: false, weights });
  const means = middle && rows(middle, middleName);
  const scores = head.apply(context, rows(features, lastName));
  graph.output(outputName, softmax(scores));
  const last = lastLinear(scores)?.inputs[0];
  if (last && isRow(last)) graph.output(featuresName, joinedFeatures(last, means));
  const program = await compile(simplify(graph, options), options);
  try {
    const feeds = { [lastName]: features.values, ...(middle && { [middleName]: middle.values }) };
    const results = await program.run(feeds);
    const dimensions = program.outputs.get(featuresName)?.shape[1] as number | undefined;
    const values = results[featuresName] as Float32Array;
    return {
      ...{ labels, classNames, probabilities: results[outputName] as Float32Array },
      ...(dimensions !== undefined && { features: { count: features.count, dimensions, values } }),
    };
  } finally {
    await program.dispose();
  }
}

const lastName = 'last';
const middleName = 'middle';
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
