// Turns a case into two programs: one for its output, one for the gradients of the output's weighted sum with
// respect to every input.
import { Random } from '../../random.ts';
import { gradients } from '../gradients/gradients.ts';
import { Graph, type Value } from '../graph/graph.ts';
import { mul, reduceSum } from '../graph/operators/index.ts';
import { arrayTypes, sizeOf, staticShape, type TensorData } from '../graph/tensor-type.ts';
import { compile } from '../runtime/compile.ts';
import type { Program } from '../runtime/program.ts';
import type { DeviceOptions } from '../runtime/runtime.ts';
import type { OperatorCase } from './operator-case.ts';

export type Float = 'float32' | 'float64';

export interface Built {
  readonly graph: Graph;
  readonly operands: readonly Value[];
  readonly output: Value;
}

/** The case alone: operands as inputs `x0`, `x1`, ..., and its output `y`. */
export function buildCase({ inputs, build }: OperatorCase, dtype: Float = 'float32'): Built {
  const graph = new Graph();
  const operands = inputs.map(({ shape }, i) => graph.input(`x${i}`, dtype, shape));
  const output = build(...operands);
  graph.output('y', output);
  return { graph, operands, output };
}

/** The case with the gradients `g0`, `g1`, ... of Σ y·weights with respect to its operands. */
export function buildGradients(operatorCase: OperatorCase, weights: readonly number[], dtype: Float): Built {
  const built = buildCase(operatorCase, dtype);
  const { graph, operands, output } = built;
  const constant = graph.constant(arrayTypes[dtype].from(weights), output.shape, dtype, 'weights');
  gradients(reduceSum(mul(output, constant)), operands).forEach((gradient, i) =>
    graph.output(`g${i}`, gradient),
  );
  return built;
}

/** The weights of the output's elements in the loss: all different, none near 0. */
export function lossWeights({ shape }: Value): number[] {
  const random = new Random(7, 'weights');
  return Array.from({ length: sizeOf(staticShape(shape)) }, () => {
    const size = random.between(0.5, 1.5);
    return random.uniform() < 0.5 ? size : -size;
  });
}

export const feedsOf = (inputs: readonly { data: readonly number[] }[], dtype: Float) =>
  Object.fromEntries(inputs.map(({ data }, i) => [`x${i}`, arrayTypes[dtype].from(data)]));

/** Compiles a graph, uses the program, and frees it. */
export async function withProgram<T>(
  graph: Graph,
  device: DeviceOptions,
  use: (program: Program) => Promise<T>,
): Promise<T> {
  const program = await compile(graph, { ...device, debug: true });
  try {
    return await use(program);
  } finally {
    await program.dispose();
  }
}

/** Runs a graph once. */
export const runOnce = (graph: Graph, device: DeviceOptions, feeds: Readonly<Record<string, TensorData>>) =>
  withProgram(graph, device, (program) => program.run(feeds));
