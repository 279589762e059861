// A saved model, ready for use: pictures in, probabilities out.
import type { Graph } from '../engine/graph/graph.ts';
import { GraphError } from '../engine/graph/operator.ts';
import { decodeModel } from '../engine/onnx/decode.ts';
import { simplify } from '../engine/passes/passes.ts';
import { unpackConstants } from '../engine/passes/unpack-constants.ts';
import { compile, type CompileOptions } from '../engine/runtime/compile.ts';
import { ModelError, type Program } from '../engine/runtime/program.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { InputError } from '../errors.ts';
import { takingAnyBatch } from './any-batch.ts';
import { decodeModelCard, inputName, noveltyName, outputName, type ModelCard } from './classifier-file.ts';
import { classifyInBatches, type Predictions } from './predictions.ts';

/**
 * Predicts the class of pictures: a saved model, an ensemble, or a model averaged over views of each picture.
 */
export interface Classifier {
  /** The description of the model. */
  readonly card: ModelCard;
  /** The number of bytes of a picture: channels · height · width. */
  readonly imageSize: number;
  /**
   * The probability of each class for each picture.
   *
   * @param images raw pixels, uint8 `[count, channels, height, width]`
   * @param onProgress called with the number of pictures done
   * @returns `[count, classes]`
   * @throws InputError if the bytes are not a whole number of pictures
   */
  predict(images: Uint8Array, onProgress?: (done: number) => void): Promise<Float32Array>;
  /**
   * Like `predict`, with the novelty of each picture if the model has one.
   *
   * @throws InputError like `predict`
   */
  classify(images: Uint8Array, onProgress?: (done: number) => void): Promise<Predictions>;
  /** Frees the runtime's memory. The classifier can't predict any more. */
  dispose(): Promise<void>;
}

/**
 * Opens the bytes of a saved model. Throws an InputError that names the source if they are not a model of
 * ours.
 *
 * @example
 * const classifier = await openClassifier(await readFile('best.onnx'), 'best.onnx');
 * const { images } = sketches({ train: 10, test: 10 }).test;
 * const probabilities = await classifier.predict(images);
 * probabilities.length // 100
 */
export async function openClassifier(
  bytes: Uint8Array,
  source = 'model',
  options: DeviceOptions = {},
): Promise<Classifier> {
  const { card, program } = await openClassifierProgram(bytes, source, options);
  const { channels, height, width } = card.input;
  const imageSize = channels * height * width;
  const pictures = takingAnyBatch(program, imageSize);
  const classifyBatch = async (images: Uint8Array): Promise<Predictions> => {
    const { [outputName]: probabilities, [noveltyName]: novelty } = await pictures.run(images);
    return { probabilities: probabilities!, ...(novelty && { novelty }) };
  };
  const shape = { card, imageSize };
  const classify: Classifier['classify'] = (images, onProgress) =>
    classifyInBatches(shape, images, classifyBatch, onProgress, pictures.batch);
  return {
    ...shape,
    classify,
    predict: async (images, onProgress) => (await classify(images, onProgress)).probabilities,
    dispose: () => pictures.dispose(),
  };
}

/**
 * Like `openClassifier`, but returns the program, for callers that feed it batches themselves.
 *
 * @param prepare changes the graph before it is compiled, e.g. adds an output
 */
export async function openClassifierProgram(
  bytes: Uint8Array,
  source: string,
  options: CompileOptions,
  prepare?: (graph: Graph) => Graph,
): Promise<{ card: ModelCard; program: Program }> {
  const card = decodeModelCard(bytes, source);
  const program = await openProgram(bytes, source, options, prepare);
  const [input, output] = [program.inputs.get(inputName), program.outputs.get(outputName)];
  const { channels, height, width } = card.input;
  const fits =
    input?.dtype === 'uint8' &&
    input.shape.slice(1).join() === [channels, height, width].join() &&
    output?.shape.at(-1) === card.classNames.length;
  if (!fits) throw new InputError(`${source}: the model's graph does not fit its description`);
  return { card, program };
}

/** Opens the graph, with its weights as float32 and without nodes that no result needs. */
async function openProgram(
  bytes: Uint8Array,
  source: string,
  options: CompileOptions,
  prepare = (graph: Graph) => graph,
): Promise<Program> {
  try {
    const graph = prepare(unpackConstants(decodeModel(bytes)));
    return await compile(simplify(graph, options), options);
  } catch (error) {
    if (error instanceof GraphError) throw new InputError(`${source}: ${error.message}`);
    if (!(error instanceof ModelError)) throw error;
    throw new InputError(`${source}: ONNX Runtime can't open this model: ${error.message.split('\n')[0]}`);
  }
}
