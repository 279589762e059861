// From a finished graph to a program: lower what is not ONNX to what suits the device, write it down, open it.
import type { Graph } from '../graph/graph.ts';
import { Conv } from '../graph/operators/index.ts';
import { checkGraph } from '../graph/specification.ts';
import { encodeModel } from '../onnx/encode.ts';
import { blockedLayout } from '../passes/blocked-layout.ts';
import { lower } from '../passes/lower.ts';
import { findBlockSize } from './block-size.ts';
import { openModel, type Program } from './program.ts';
import type { DeviceOptions } from './runtime.ts';

export interface CompileOptions extends DeviceOptions {
  /** Checks the graph against its specification before and after each pass. */
  readonly debug?: boolean;
}

/**
 * Makes a program of a graph.
 *
 * @example
 * const graph = new Graph();
 * const x = graph.input('x', 'float32', [2, 3]);
 * graph.output('y', relu(x));
 * const program = await compile(graph);
 * const { y } = await program.run({ x: Float32Array.of(-1, 2, -3, 4, -5, 6) });
 */
export async function compile(graph: Graph, options: CompileOptions = {}): Promise<Program> {
  if (options.debug) checkGraph(graph);
  const lowered = lower(graph);
  const blockSize = hasVariableConvolution(lowered) ? await findBlockSize(options) : undefined;
  const finished = blockSize === undefined ? lowered : blockedLayout(lowered, blockSize);
  if (options.debug) checkGraph(finished);
  return openModel(encodeModel(finished), options);
}

/** Whether a convolution's weights are fed, as they are while training: constant ones are the runtime's own business. */
const hasVariableConvolution = (graph: Graph): boolean =>
  graph.nodes.some(({ operator, inputs }) => operator === Conv && !inputs[1]?.data);
