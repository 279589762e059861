// Measures the ranges of values of a graph on training pictures, for static quantisation.
import type { Graph, Value } from '../../engine/graph/graph.ts';
import { encodeModel } from '../../engine/onnx/encode.ts';
import { openModel } from '../../engine/runtime/program.ts';
import type { DeviceOptions } from '../../engine/runtime/runtime.ts';
import { rewrite } from '../../engine/passes/rewrite.ts';
import { inputName } from '../../nn/classifier-file.ts';
import type { Range } from './static-quantization.ts';

/** How many pictures go through the network at a time. */
const batchSize = 32;

/**
 * The least and the greatest element of each value.
 *
 * @param images raw pixels of whole pictures
 * @param imageSize the bytes of a picture
 */
export async function measureRanges(
  graph: Graph,
  values: readonly Value[],
  images: Uint8Array,
  imageSize: number,
  options: DeviceOptions = {},
): Promise<Map<Value, Range>> {
  const program = await openModel(encodeModel(withOutputs(graph, values)), options);
  const ranges = values.map(() => ({ low: Infinity, high: -Infinity }));
  try {
    for (let start = 0; start < images.length; start += batchSize * imageSize) {
      const results = await program.run({ [inputName]: images.subarray(start, start + batchSize * imageSize) });
      ranges.forEach((range, i) => widen(range, results[nameOf(i)] as Float32Array));
    }
  } finally {
    await program.dispose();
  }
  return new Map(values.map((value, i) => [value, ranges[i]!]));
}

function widen(range: { low: number; high: number }, values: Float32Array): void {
  for (const value of values) {
    if (value < range.low) range.low = value;
    if (value > range.high) range.high = value;
  }
}

const nameOf = (index: number): string => `calibrated ${index}`;

/** The graph with the values as its outputs. */
function withOutputs(graph: Graph, values: readonly Value[]): Graph {
  const found = new Map<Value, Value>();
  const copy = rewrite(graph, (node, { translate, graph: target }) => {
    const inputs = node.inputs.map((value) => value && translate(value));
    const outputs = target.add(node.operator, inputs, node.attributes, node.outputs.length, node.name);
    node.outputs.forEach((value, i) => found.set(value, outputs[i]!));
    return outputs;
  });
  copy.outputs.clear();
  values.forEach((value, i) => copy.output(nameOf(i), found.get(value) ?? copy.inputs.find(({ name }) => name === value.name)!));
  return copy;
}
