// Gives a saved model a second output, `novelty`: how unlike its training data a picture is. It is 1 minus
// the largest cosine between the picture's features and prototypes of the training pictures: the distance to
// the nearest neighbour of Sun, Ming, Zhu & Li, 2022, "Out-of-Distribution Detection with Deep Nearest
// Neighbors", with prototypes in place of all pictures. docs/novelty.md compares it with other methods.
import { stratifiedSample } from '../data/split.ts';
import type { Dataset } from '../data/dataset.ts';
import { matMul, reduceMax, sub } from '../engine/graph/operators/index.ts';
import type { Graph } from '../engine/graph/graph.ts';
import { decodeModel } from '../engine/onnx/decode.ts';
import { encodeModel } from '../engine/onnx/encode.ts';
import { simplify } from '../engine/passes/passes.ts';
import { rewrite } from '../engine/passes/rewrite.ts';
import { unpackConstants } from '../engine/passes/unpack-constants.ts';
import { compile, type CompileOptions } from '../engine/runtime/compile.ts';
import { conformalThresholds } from '../metrics/prediction-sets.ts';
import { openClassifier } from '../nn/classifier.ts';
import {
  cardMetadata,
  decodeModelCard,
  inputName,
  noveltyName,
  outputName,
  type ModelCard,
} from '../nn/classifier-file.ts';
import { keptCoverages } from '../nn/prediction-set-thresholds.ts';
import { packKernels } from '../nn/quantize-weights.ts';
import { noveltyFeatures } from './features.ts';
import { prototypesOf } from './prototypes.ts';

/** The pictures that novelty is fitted on. */
export interface NoveltyData {
  /** The pictures that the model was trained on; at most 5,000 of them are used. */
  readonly train: Dataset;
  /** The pictures that decide the threshold. */
  readonly validation: Dataset;
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
  options: CompileOptions = {},
): Promise<Uint8Array> {
  const card = decodeModelCard(bytes, source);
  const sample = train.count > mostPictures ? stratifiedSample(train, mostPictures, card.seed) : train;
  const known = await featuresOf(bytes, sample.images, options);
  const graph = known
    ? withOutput(bytes, prototypesOf({ ...known, labels: sample.labels }), card)
    : withoutNovelty(decodeModel(bytes));
  const described = (found: Pick<ModelCard, 'novelty' | 'predictionSets'>) => {
    const cleared = { ...card, novelty: undefined, predictionSets: undefined };
    return encodeModel(graph, { metadata: cardMetadata({ ...cleared, ...found }) });
  };
  const classifier = await openClassifier(described({}), source, options);
  const { probabilities, novelty } = await classifier
    .classify(validation.images)
    .finally(() => classifier.dispose());
  const calibrating = { labels: validation.labels, probabilities, classNames: card.classNames };
  return described({
    ...(novelty && { novelty: { threshold: thresholdOf(novelty), passing, fittedOn: sample.count } }),
    predictionSets: { thresholds: conformalThresholds(calibrating, keptCoverages).map(roundedDown) },
  });
}

/** Six digits are enough; a lower threshold only makes sets larger. */
const roundedDown = (threshold: number): number => Math.floor(1e6 * threshold) / 1e6;

/** The smallest number that at least the wanted share does not exceed. */
const thresholdOf = (novelty: Float32Array): number =>
  novelty.slice().sort()[Math.ceil(passing * novelty.length) - 1]!;

/** The features of pictures, `[count, size]`; undefined if the model has none. */
async function featuresOf(bytes: Uint8Array, images: Uint8Array, options: CompileOptions) {
  const graph = unpackConstants(decodeModel(bytes));
  const value = noveltyFeatures(withoutNovelty(graph));
  if (!value) return undefined;
  graph.outputs.clear();
  graph.output('features', value);
  const program = await compile(simplify(graph, options), options);
  try {
    const [, ...shape] = graph.inputs[0]!.shape as number[];
    const imageSize = shape.reduce((product, side) => product * side, 1);
    const size = value.shape[1] as number;
    const features = new Float32Array((images.length / imageSize) * size);
    for (let start = 0; start * imageSize < images.length; start += batchSize) {
      const batch = images.subarray(start * imageSize, (start + batchSize) * imageSize);
      features.set((await program.run({ [inputName]: batch }))['features'] as Float32Array, start * size);
    }
    return { features, size };
  } finally {
    await program.dispose();
  }
}

const batchSize = 128;

/** The model's graph with the second output. Its prototypes are stored like the other kernels. */
function withOutput(
  bytes: Uint8Array,
  prototypes: readonly Float32Array[],
  { weightStorage }: ModelCard,
): Graph {
  const graph = copyOf(withoutNovelty(decodeModel(bytes)));
  const features = noveltyFeatures(graph)!;
  const novelty = graph.within(noveltyName, () => {
    const size = prototypes[0]!.length;
    const kernel = new Float32Array(size * prototypes.length);
    prototypes.forEach((prototype, column) =>
      prototype.forEach((value, row) => (kernel[row * prototypes.length + column] = value)),
    );
    const cosines = matMul(
      features,
      graph.constant(kernel, [size, prototypes.length], 'float32', `${noveltyName}/prototypes`),
    );
    return sub(1, reduceMax(cosines, { axes: [1], keepDims: false }));
  });
  graph.output(noveltyName, novelty);
  return weightStorage ? packKernels(graph, weightStorage) : graph;
}

/** The same graph with nothing but what its first output needs. */
function withoutNovelty(graph: Graph): Graph {
  const probabilities = graph.outputs.get(outputName)!;
  graph.outputs.clear();
  graph.output(outputName, probabilities);
  return graph;
}

const copyOf = (graph: Graph): Graph => rewrite(graph, () => undefined);
