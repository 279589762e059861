// How well a foreign file agrees with what bench/foreign/foreign_models.py recorded next to it: ONNX
// Runtime's scores, and PyTorch's gradients by each weight that the reader finds.
import { Graph, type Node, type Value } from '../../../engine/graph/graph.ts';
import { liveNodes } from '../../../engine/graph/live-nodes.ts';
import { sizeOf } from '../../../engine/graph/tensor-type.ts';
import { gradients } from '../../../engine/gradients/gradients.ts';
import { simplify } from '../../../engine/passes/passes.ts';
import { compile } from '../../../engine/runtime/compile.ts';
import { softmaxRows } from '../../../metrics/softmax.ts';
import { classificationLoss, oneHot } from '../../losses.ts';
import { logitsName, type ForeignClassifier } from '../read-foreign.ts';
import { weightUses, type WeightUse } from '../weights.ts';

/** What a file must give. */
export interface FileRecord {
  readonly labels: readonly number[];
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly weights: readonly RecordedWeight[];
  /** The pictures, the scores, and the gradients by the weights, in a row. */
  readonly numbers: Float32Array;
}

interface RecordedWeight {
  readonly name: string;
  readonly shape: readonly number[];
  /** By the sums of elements and of their squares a weight is recognised, whatever its name and layout. */
  readonly sum: number;
  readonly squares: number;
  /** The second element; in a transposed matrix another element is second. */
  readonly second: number;
}

/** How well a file agrees. */
export interface Agreement {
  /** The largest difference of a score, relative to the largest score. */
  readonly output: number;
  /** The weights that the reader found, and those among them that PyTorch has too. */
  readonly weights: number;
  readonly compared: number;
  /**
   * The largest difference between the gradients by a weight: the length of the difference over the length of
   * PyTorch's gradient. A gradient that is 0 but for rounding is taken relative to the others.
   */
  readonly worst: number;
  readonly worstWeight: string;
}

/**
 * Runs a file's graph, read for the batch of the record, and the gradients of the mean cross-entropy.
 *
 * @throws GraphError if a gradient can't be had
 */
export async function agreementOf(model: ForeignClassifier, record: FileRecord): Promise<Agreement> {
  const { graph, image, uses } = differentiable(model, record);
  const program = await compile(graph, { threads: 1 });
  const numbers = reader(record.numbers);
  const pictures = numbers(record.input);
  const scores = numbers(record.output);
  const feeds = Object.fromEntries(uses.map(({ value }, i) => [`w${i}`, value.data as Float32Array]));
  try {
    const labels = Int32Array.from(record.labels);
    const results = (await program.run({ [image]: pictures, labels, ...feeds })) as {
      [name: string]: Float32Array;
    };
    const logits =
      model.output.softmax === 'none'
        ? results[logitsName]!
        : softmaxRows(results[logitsName]!, model.classes);
    return { output: difference(logits, scores), ...comparedWeights(uses, results, record, numbers) };
  } finally {
    await program.dispose();
  }
}

/** The graph of scores and gradients, with the weights as inputs `w0`, `w1`, … and gradients `g0`, `g1`, … */
function differentiable(model: ForeignClassifier, record: FileRecord) {
  const source = model.graph;
  const nodes = liveNodes(source);
  const uses = weightUses(nodes);
  const forward = new Graph();
  const image = forward.input(model.image.name, 'float32', record.input);
  const labels = forward.input('labels', 'int32', [record.labels.length]);
  const copies = new Map<Value, Value>([[model.image, image]]);
  const fed = new Map(
    uses.map(({ node, position, value }, i) => [
      keyOf(node, position),
      forward.input(`w${i}`, 'float32', value.shape),
    ]),
  );
  for (const node of nodes) {
    const inputs = node.inputs.map((value, position) => {
      const known = value && (fed.get(keyOf(node, position)) ?? copies.get(value));
      return known ?? (value && forward.constant(value.data!, value.shape, value.dtype, value.name));
    });
    const outputs = forward.add(node.operator, inputs, node.attributes, node.outputs.length, node.name);
    node.outputs.forEach((value, i) => copies.set(value, outputs[i]!));
  }
  const logits = copies.get(source.outputs.get(logitsName)!)!;
  forward.output(logitsName, logits);
  forward.output('loss', classificationLoss(logits, oneHot(labels, model.classes)));
  const graph = simplify(forward);
  const inputs = new Map(graph.inputs.map((value) => [value.name, value]));
  const weights = uses.map((_, i) => inputs.get(`w${i}`)!);
  gradients(graph.outputs.get('loss')!, weights).forEach((gradient, i) => graph.output(`g${i}`, gradient));
  return { graph, image: image.name, uses };
}

const keyOf = (node: Node, position: number): string => `${node.name} ${position}`;

/** Returns the next numbers of a list, as many as a shape has. */
function reader(numbers: Float32Array): (shape: readonly number[]) => Float32Array {
  let start = 0;
  return (shape) => numbers.subarray(start, (start += sizeOf(shape)));
}

/** Compares the gradients by each recorded weight; the gradients of several uses of one weight are added. */
function comparedWeights(
  uses: readonly WeightUse[],
  results: { [name: string]: Float32Array },
  record: FileRecord,
  next: (shape: readonly number[]) => Float32Array,
): Pick<Agreement, 'weights' | 'compared' | 'worst' | 'worstWeight'> {
  const expected = record.weights.map((weight) => ({
    ...weight,
    gradient: next(weight.shape),
    parts: [] as Float32Array[],
  }));
  let compared = 0;
  uses.forEach(({ value }, i) => {
    const data = value.data as Float32Array;
    const found = expected.find((weight) => isSame(weight, data));
    if (!found) return;
    compared++;
    found.parts.push(inOrder(results[`g${i}`]!, data, found));
  });
  const matched = expected.filter(({ parts }) => parts.length > 0);
  const least = 1e-6 * Math.max(...matched.map(({ gradient }) => lengthOf(gradient)));
  let [worst, worstWeight] = [0, ''];
  for (const { name, gradient, parts } of matched) {
    const apart = gradient.map((value, i) => parts.reduce((sum, part) => sum + part[i]!, -value));
    const far = lengthOf(apart) / Math.max(least, lengthOf(gradient));
    if (!(far <= worst)) [worst, worstWeight] = [far, name];
  }
  return { weights: uses.length, compared, worst, worstWeight };
}

function isSame({ shape, sum, squares }: RecordedWeight, data: Float32Array): boolean {
  if (data.length !== sizeOf(shape)) return false;
  let [total, totalSquares] = [0, 0];
  for (const value of data) {
    total += value;
    totalSquares += value * value;
  }
  return (
    Math.abs(total - sum) <= 1e-6 * Math.sqrt(squares * data.length) &&
    Math.abs(totalSquares - squares) <= 1e-6 * squares
  );
}

/** A gradient in PyTorch's order: matrices may be transposed in the file. */
function inOrder(
  gradient: Float32Array,
  data: Float32Array,
  { shape, second }: RecordedWeight,
): Float32Array {
  const [rows, columns] = shape.filter((size) => size !== 1);
  if (columns === undefined || data[1] === Math.fround(second)) return gradient;
  return gradient.map((_, i) => gradient[(i % columns) * rows! + Math.floor(i / columns)]!);
}

const lengthOf = (vector: Float32Array): number =>
  Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));

/** The largest difference, relative to the largest expected number. */
function difference(found: Float32Array, expected: Float32Array): number {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const far = found.reduce((most, value, i) => {
    const apart = Math.abs(value - expected[i]!);
    return apart <= most ? most : apart;
  }, 0);
  return largest === 0 ? far : far / largest;
}
