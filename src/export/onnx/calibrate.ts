// Measures the ranges of values of a graph on training pictures, for static quantisation. A range is not from
// the least to the greatest element. It leaves out the few extreme ones if the others are then rounded so
// much less that the mean squared error is smaller, as PyTorch's histogram observer does.
import type { Graph, Value } from '../../engine/graph/graph.ts';
import { encodeModel } from '../../engine/onnx/encode.ts';
import { openModel } from '../../engine/runtime/program.ts';
import type { DeviceOptions } from '../../engine/runtime/runtime.ts';
import { copyNode, rewrite } from '../../engine/passes/rewrite.ts';
import { inputName } from '../../nn/classifier-file.ts';
import { predictionBatchSize } from '../../nn/predictions.ts';
import { bestRange, type Histogram, type Range } from './ranges.ts';

/** How many bins a histogram has. */
const bins = 2048;

/**
 * The range of each value.
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
  const step = imageSize * predictionBatchSize(imageSize);
  const eachResult = async (visit: (numbers: Float32Array, i: number) => void) => {
    for (let start = 0; start < images.length; start += step) {
      const batch = images.subarray(start, start + step);
      const results = await program.run({ [inputName]: batch });
      values.forEach((_, i) => visit(results[nameOf(i)] as Float32Array, i));
    }
  };
  try {
    const extremes = values.map(() => ({ low: 0, high: 0 })); // zero is always a level
    await eachResult((numbers, i) => widen(extremes[i]!, numbers));
    const histograms = extremes.map((range): Histogram => ({ ...range, counts: new Float64Array(bins) }));
    await eachResult((numbers, i) => count(histograms[i]!, numbers));
    return new Map(values.map((value, i) => [value, bestRange(histograms[i]!)]));
  } finally {
    await program.dispose();
  }
}

function widen(range: { low: number; high: number }, numbers: Float32Array): void {
  for (const number of numbers) {
    if (number < range.low) range.low = number;
    if (number > range.high) range.high = number;
  }
}

function count({ low, high, counts }: Histogram, numbers: Float32Array): void {
  const perUnit = high > low ? counts.length / (high - low) : 0;
  for (const number of numbers)
    counts[Math.min(counts.length - 1, Math.floor((number - low) * perUnit))]! += 1;
}

const nameOf = (index: number): string => `calibrated ${index}`;

/** The graph with the values as its outputs. */
function withOutputs(graph: Graph, values: readonly Value[]): Graph {
  const found = new Map<Value, Value>();
  const copy = rewrite(graph, (node, { translate, graph: target }) => {
    const outputs = copyNode(node, target, translate);
    node.outputs.forEach((value, i) => found.set(value, outputs[i]!));
    return outputs;
  });
  copy.outputs.clear();
  values.forEach((value, i) =>
    copy.output(nameOf(i), found.get(value) ?? copy.inputs.find(({ name }) => name === value.name)!),
  );
  return copy;
}
