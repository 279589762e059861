// A saved model, opened for the walk: one run gives every number of the network for one picture.
import type { TensorData } from '../../../../../src/engine/graph/tensor-type.ts';
import { decodeModel } from '../../../../../src/engine/onnx/decode.ts';
import { unpackConstants } from '../../../../../src/engine/passes/unpack-constants.ts';
import { compile } from '../../../../../src/engine/runtime/compile.ts';
import type { Program } from '../../../../../src/engine/runtime/program.ts';
import type { DeviceOptions } from '../../../../../src/engine/runtime/runtime.ts';
import { InputError } from '../../../../../src/errors.ts';
import {
  decodeModelCard,
  inputName,
  outputName,
  type ModelCard,
} from '../../../../../src/nn/classifier-file.ts';
import type { Weights } from '../../../../../src/nn/model.ts';
import type { Stage } from './plain-network.ts';
import { buildWalk, gradientOf, labelName, lossName, nextOf, rateName, valueOf } from './walk-graph.ts';

/** All numbers of the network for one picture. */
export interface Reading {
  /** The outputs of the stages, by id. */
  readonly values: Weights;
  /** The gradients of the loss by the outputs of the stages and by the weights, by id and name. */
  readonly gradients: Weights;
  readonly probabilities: Float32Array;
  /** The cross-entropy, in nats. */
  readonly loss: number;
  /** The weights after one step; what does not learn stays. */
  readonly next: Weights;
}

/** What a reading depends on. */
export interface Question {
  /** uint8 `[channels, height, width]` */
  readonly pixels: Uint8Array;
  /** The true class. */
  readonly label: number;
  readonly weights: Weights;
  /** The learning rate of the step. */
  readonly rate: number;
}

/** A model that is ready for the walk. */
export interface Walk {
  readonly card: ModelCard;
  readonly stages: readonly Stage[];
  /** The shapes of the weights. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** The names of the weights that learn; running means and variances don't. */
  readonly learned: readonly string[];
  /** The weights in the file. */
  readonly weights: Weights;
  read(question: Question): Promise<Reading>;
  dispose(): Promise<void>;
}

/**
 * Opens the bytes of a saved model.
 *
 * @param source names the model in errors
 * @throws InputError if it is not one of ours, or has layers that the walk can't explain
 */
export async function openWalk(
  bytes: Uint8Array,
  source: string,
  options: DeviceOptions = {},
): Promise<Walk> {
  const card = decodeModelCard(bytes, source);
  const { graph, stages, weights: shapes, learned } = buildWalk(card, source);
  const weights = weightsIn(bytes, source, [...shapes.keys()]);
  const program = await compile(graph, options);
  return {
    ...{ card, stages, shapes, learned, weights },
    read: (question) => read(program, stages, learned, question),
    dispose: () => program.dispose(),
  };
}

function weightsIn(bytes: Uint8Array, source: string, names: readonly string[]): Weights {
  const { nodes } = unpackConstants(decodeModel(bytes));
  const constants = nodes.flatMap(({ inputs }) => inputs).filter((value) => value?.data !== undefined);
  const found = new Map(constants.map((value) => [value!.name, value!.data]));
  return Object.fromEntries(
    names.map((name) => {
      const data = found.get(name);
      if (data instanceof Float32Array) return [name, Float32Array.from(data)];
      throw new InputError(`${source}: the model's graph does not fit its description`);
    }),
  );
}

async function read(
  program: Program,
  stages: readonly Stage[],
  learned: readonly string[],
  { pixels, label, weights, rate }: Question,
): Promise<Reading> {
  const results = await program.run({
    ...weights,
    ...{ [inputName]: pixels, [labelName]: Int32Array.of(label), [rateName]: Float32Array.of(rate) },
  });
  const pick = (keys: readonly string[], output: (key: string) => string) =>
    Object.fromEntries(keys.map((key) => [key, floats(results[output(key)])]));
  const ids = stages.map(({ id }) => id);
  return {
    values: pick(ids, valueOf),
    gradients: pick([...ids, ...learned], gradientOf),
    probabilities: floats(results[outputName]),
    loss: floats(results[lossName])[0]!,
    next: { ...weights, ...pick(learned, nextOf) },
  };
}

const floats = (data: TensorData | undefined): Float32Array => data as Float32Array;
