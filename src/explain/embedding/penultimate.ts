// What a classifier knows of a picture before it decides: the numbers that go into its last dense layer, read from the saved graph.
// Nothing of the code that built it is needed, so that it works for models of others too.
import type { Graph, Node, Value } from '../../engine/graph/graph.ts';
import { GraphError } from '../../engine/graph/graph-error.ts';
import { decodeModel } from '../../engine/onnx/decode.ts';
import { simplify } from '../../engine/passes/passes.ts';
import { unpackConstants } from '../../engine/passes/unpack-constants.ts';
import { compile } from '../../engine/runtime/compile.ts';
import type { DeviceOptions } from '../../engine/runtime/runtime.ts';
import { InputError } from '../../errors.ts';

/** A vector for each picture. */
export interface Embedding {
  readonly count: number;
  readonly size: number;
  /** `[count, size]` */
  readonly values: Float32Array;
}

const outputName = 'embedding';
const batchSize = 128;

/**
 * The embedding of pictures in the layer before the last.
 *
 * @param bytes of an `.onnx` file with one input
 * @param images uint8 `[count, channels, height, width]`, as the model takes them
 * @param toFeed what the model's input gets of a batch's bytes, where it does not take bytes itself
 * @returns nothing where the model does not end in a dense layer
 * @throws InputError where the bytes are no model
 * @example const embedding = await embed(await readFile('best.onnx'), data.test.images, data.test.count);
 */
export async function embed(
  bytes: Uint8Array,
  images: Uint8Array,
  count: number,
  options: DeviceOptions = {},
  toFeed: (batch: Uint8Array) => Uint8Array | Float32Array = (batch) => batch,
): Promise<Embedding | undefined> {
  const graph = open(bytes);
  const before = penultimateValue(graph);
  if (!before) return undefined;
  graph.outputs.clear();
  graph.output(outputName, before);
  const program = await compile(simplify(graph), options);
  try {
    const [input] = program.inputs.keys();
    const pictureSize = images.length / count;
    const batches: Float32Array[] = [];
    for (let start = 0; start < count; start += batchSize) {
      const batch = images.subarray(start * pictureSize, Math.min(count, start + batchSize) * pictureSize);
      batches.push((await program.run({ [input!]: toFeed(batch) }))[outputName] as Float32Array);
    }
    return joined(batches, count);
  } finally {
    await program.dispose();
  }
}

function open(bytes: Uint8Array): Graph {
  try {
    return unpackConstants(decodeModel(bytes));
  } catch (error) {
    if (error instanceof GraphError) throw new InputError(`model: ${error.message}`);
    throw error;
  }
}

function joined(batches: readonly Float32Array[], count: number): Embedding {
  const length = batches.reduce((sum, batch) => sum + batch.length, 0);
  const values = new Float32Array(length);
  let at = 0;
  for (const batch of batches) {
    values.set(batch, at);
    at += batch.length;
  }
  return { count, size: length / count, values };
}

/** What the last dense layer on the way to the graph's first output reads. */
export function penultimateValue(graph: Graph): Value | undefined {
  const [output] = graph.outputs.values();
  let node = output?.producer;
  for (let steps = 0; node && steps < mostNodesAfter; steps++) {
    if (isDense(node)) return node.inputs[0];
    node = computedInput(node)?.producer;
  }
  return undefined;
}

/** Softmax, bias, a cast, a division by a temperature: more is no classifier's end. */
const mostNodesAfter = 8;

const isDense = ({ operator: { type }, inputs }: Node): boolean =>
  (type === 'Gemm' || type === 'MatMul') && inputs[1]?.data !== undefined;

/** The one input of a node that is no constant. */
const computedInput = ({ inputs }: Node): Value | undefined =>
  inputs.find((value) => value?.producer !== undefined);
