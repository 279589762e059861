// Shared by the tests of passes: small graphs and their gradients, run with no pass but the lowering, and a
// comparison with a tolerance relative to the largest element of each result.
import { expect } from 'vitest';
import { Random } from '../../../random.ts';
import { gradients } from '../../gradients/gradients.ts';
import { Graph, type Value } from '../../graph/graph.ts';
import { liveNodes } from '../../graph/live-nodes.ts';
import { mul, reduceSum } from '../../graph/operators/index.ts';
import { checkGraph } from '../../graph/specification.ts';
import { sizeOf, type TensorData } from '../../graph/tensor-type.ts';
import { encodeModel } from '../../onnx/encode.ts';
import { openModel } from '../../runtime/program.ts';
import { lower } from '../lower.ts';

type Shapes = Readonly<Record<string, readonly number[]>>;
type Results = Readonly<Record<string, Float32Array>>;

/** A graph of inputs with these names and shapes, with the outputs `y` and the loss Σ y². */
export function graphOf<S extends Shapes>(
  shapes: S,
  build: (inputs: Readonly<Record<keyof S, Value>>) => Value,
): Graph {
  const graph = new Graph();
  const inputs = Object.entries(shapes).map(([name, shape]) => [name, graph.input(name, 'float32', shape)]);
  const y = build(Object.fromEntries(inputs) as Record<keyof S, Value>);
  graph.output('y', y);
  graph.output('loss', reduceSum(mul(y, y), { keepDims: false }));
  return graph;
}

/** Adds the gradient of the loss with respect to each input `x` as output `dx`. */
export function withGradients(graph: Graph): Graph {
  gradients(graph.outputs.get('loss')!, graph.inputs).forEach((gradient, i) =>
    graph.output(`d${graph.inputs[i]!.name}`, gradient),
  );
  return graph;
}

/** Runs a graph on the CPU. Inputs that are not given are drawn from a normal distribution. */
export async function run(graph: Graph, feeds: Readonly<Record<string, TensorData>> = {}): Promise<Results> {
  checkGraph(graph);
  const program = await openModel(encodeModel(lower(graph)), { threads: 1 });
  const drawn = graph.inputs.map(({ name, shape }) => {
    const random = new Random(1, name);
    return [name, Float32Array.from({ length: sizeOf(shape) }, () => random.normal())] as const;
  });
  const results = await program.run({ ...Object.fromEntries(drawn), ...feeds });
  await program.dispose();
  return results as Results;
}

/** Expects the same results, within the tolerance times the largest expected element. */
export function expectAgreement(found: Results, expected: Results, tolerance: number): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, values] of Object.entries(expected)) {
    const differences = values.map((value, i) => Math.abs(value - found[name]![i]!));
    expect(found[name]!.length, name).toBe(values.length);
    expect(largest(differences), name).toBeLessThanOrEqual(tolerance * largest(values));
  }
}

/** The largest magnitude; NaN if any element is NaN. */
const largest = (values: Float32Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** The types of the nodes that the outputs need, or only those named. */
export const typesOf = (graph: Graph, ...outputs: readonly string[]): string[] =>
  liveNodes(graph, outputs.length > 0 ? outputs.map((name) => graph.outputs.get(name)!) : undefined).map(
    ({ operator }) => operator.type,
  );

/** How many nodes of a type the outputs need. */
export const countOf = (graph: Graph, type: string): number =>
  typesOf(graph).filter((found) => found === type).length;
