// Gives a saved model a second output, `novelty`: how unlike its training data a picture is. It is 1 minus
// the largest cosine between the picture's features and prototypes of the training pictures: the distance to
// the nearest neighbour of Sun, Ming, Zhu & Li, 2022, "Out-of-Distribution Detection with Deep Nearest
// Neighbors", with prototypes in place of all pictures. docs/novelty.md compares it with other methods.
import { subset, type Dataset } from '../data/dataset.ts';
import type { Pictures } from '../data/pictures.ts';
import { sampleIndices } from '../data/split.ts';
import { matMul, reduceMax, sub } from '../engine/graph/operators/index.ts';
import { Graph, type Value } from '../engine/graph/graph.ts';
import { decodeModel } from '../engine/onnx/decode.ts';
import { encodeModel } from '../engine/onnx/encode.ts';
import { simplify } from '../engine/passes/passes.ts';
import { rewrite } from '../engine/passes/rewrite.ts';
import { unpackConstants } from '../engine/passes/unpack-constants.ts';
import { compile, type CompileOptions } from '../engine/runtime/compile.ts';
import { conformalThresholds } from '../metrics/prediction-sets.ts';
import { cardMetadata, decodeModelCard, noveltyName, type ModelCard } from '../nn/classifier-file.ts';
import { selectRows, type Vectors } from '../neighbours/vectors.ts';
import { keptCoverages } from '../nn/prediction-set-thresholds.ts';
import { packKernels } from '../nn/quantize-weights.ts';
import { noveltyFeatures } from './features.ts';
import { observe, withoutNovelty, type Observation, type ObserveOptions } from './observe.ts';
import { prototypesOf, type LabelledFeatures } from './prototypes.ts';

/** The pictures that novelty is fitted on. */
export interface NoveltyData {
  /** The pictures that the model was trained on; at most 5,000 of them are used. */
  readonly train: Dataset<Pictures>;
  /** The pictures that decide the threshold. */
  readonly validation: Dataset<Pictures>;
}

/** The options of `addNovelty`. */
export interface NoveltyOptions extends ObserveOptions {
  /** What the model makes of the validation pictures, if that is known. */
  readonly seen?: Observation;
  /** What it makes of all training pictures, if that is known. */
  readonly known?: Observation;
}

/** More pictures change the prototypes little, and would take longer than training in seconds. */
const mostPictures = 5000;
/** The share of validation pictures that pass. */
const passing = 0.95;

/**
 * The bytes of a saved model with the output `novelty`, with the threshold that 95 % of the validation
 * pictures do not exceed, and with the thresholds of prediction sets, from the same pictures. The
 * probabilities stay the same, bit for bit. An earlier novelty output is replaced. A model that does not end
 * in a dense layer gets no novelty output.
 *
 * The same model and pictures give the same bytes.
 *
 * @param source the name of the model in errors
 * @throws InputError if the bytes are not a model of ours
 * @example
 * const { train, validation } = splitValidation(sketches({ train: 600 }).train, 1);
 * const { best } = await fit(lenet5(10), { data: train, validation, epochs: 1, novelty: false });
 * await writeFile('best.onnx', await addNovelty(best, { train, validation }));
 */
export async function addNovelty(
  bytes: Uint8Array,
  { train, validation }: NoveltyData,
  source = 'model',
  { seen, known, ...options }: NoveltyOptions = {},
): Promise<Uint8Array> {
  const card = decodeModelCard(bytes, source);
  const onValidation = seen ?? (await observe(bytes, source, validation, options));
  const thresholds = conformalThresholds(onValidation, keptCoverages).map(roundedDown);
  const described = (graph: Graph, novelty?: ModelCard['novelty']) =>
    encodeModel(graph, { metadata: cardMetadata({ ...card, novelty, predictionSets: { thresholds } }) });
  if (!onValidation.features) return described(withoutNovelty(decodeModel(bytes)));
  const indices = sampleOf(train, card.seed);
  const sample = indices ? subset(train, indices) : train;
  const observed = known ? rowsOf(known, indices) : await observe(bytes, source, sample, options);
  const prototypes = prototypesOf(observed as LabelledFeatures);
  const threshold = thresholdOf(await noveltyOf(onValidation.features, prototypes, card, options));
  return described(withOutput(bytes, prototypes, card), { threshold, passing, fittedOn: sample.count });
}

/** The indices of the training pictures that are used; undefined for all. */
const sampleOf = ({ labels, count }: Dataset<Pictures>, seed: number): Int32Array | undefined =>
  count > mostPictures ? sampleIndices(labels, mostPictures, seed) : undefined;

const rowsOf = ({ features, labels }: Observation, indices: Int32Array | undefined): LabelledFeatures =>
  indices
    ? {
        features: selectRows(features!, indices),
        labels: Array.from(indices, (index) => labels[index]!),
      }
    : { features: features!, labels };

/** Six digits are enough; a lower threshold only makes sets larger. */
const roundedDown = (threshold: number): number => Math.floor(1e6 * threshold) / 1e6;

/**
 * The smallest number of five digits that at least the wanted share does not exceed. The digits are more than
 * rounding in another batch changes.
 */
const thresholdOf = (novelty: Float32Array): number =>
  Math.ceil(1e5 * novelty.slice().sort()[Math.ceil(passing * novelty.length) - 1]!) / 1e5;

/** The novelty of pictures with these features, as the model computes it. */
async function noveltyOf(
  { dimensions, values }: Vectors,
  prototypes: readonly Float32Array[],
  { weightStorage }: ModelCard,
  options: CompileOptions,
): Promise<Float32Array> {
  const graph = new Graph();
  const features = graph.input('features', 'float32', ['batch', dimensions]);
  graph.output(noveltyName, noveltyValue(features, prototypes));
  const stored = weightStorage ? unpackConstants(packKernels(graph, weightStorage)) : graph;
  const program = await compile(simplify(stored, options), options);
  try {
    return (await program.run({ features: values }))[noveltyName] as Float32Array;
  } finally {
    await program.dispose();
  }
}

/** The model's graph with the second output. Its prototypes are stored like the other kernels. */
function withOutput(
  bytes: Uint8Array,
  prototypes: readonly Float32Array[],
  { weightStorage }: ModelCard,
): Graph {
  const graph = copyOf(withoutNovelty(decodeModel(bytes)));
  const features = noveltyFeatures(graph)!;
  graph.output(
    noveltyName,
    graph.within(noveltyName, () => noveltyValue(features, prototypes)),
  );
  return weightStorage ? packKernels(graph, weightStorage) : graph;
}

/** 1 minus the largest cosine between features `[batch, size]` and a prototype: `[batch]`. */
function noveltyValue(features: Value, prototypes: readonly Float32Array[]): Value {
  const size = prototypes[0]!.length;
  const kernel = new Float32Array(size * prototypes.length);
  prototypes.forEach((prototype, column) =>
    prototype.forEach((value, row) => (kernel[row * prototypes.length + column] = value)),
  );
  const name = `${noveltyName}/prototypes`;
  const cosines = matMul(
    features,
    features.graph.constant(kernel, [size, prototypes.length], 'float32', name),
  );
  return sub(1, reduceMax(cosines, { axes: [1], keepDims: false }));
}

const copyOf = (graph: Graph): Graph => rewrite(graph, () => undefined);
