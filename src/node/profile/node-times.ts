// Reads the time of each node of a program from ONNX Runtime's trace. It is in Chrome's format, with an event
// for each run and for each node's kernel. Nodes that the runtime made from others get their original names
// back.
import { readFile } from 'node:fs/promises';
import { median } from '../../metrics/median.ts';

export interface NodeTime {
  readonly name: string;
  /** ONNX's operator, or the runtime's own: `FusedGemm`, `ReorderInput`. */
  readonly operator: string;
  /** The median over the runs. */
  readonly milliseconds: number;
  readonly inputs: readonly (readonly number[])[];
  readonly outputs: readonly (readonly number[])[];
  readonly bytesRead: number;
  readonly bytesWritten: number;
}

/** `[{ float: [128, 10] }, ...]`. */
type TypedShapes = readonly Readonly<Record<string, readonly number[]>>[];

interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  /** Microseconds. */
  readonly ts: number;
  readonly dur: number;
  readonly args: {
    readonly op_name?: string;
    readonly input_type_shape?: TypedShapes;
    readonly output_type_shape?: TypedShapes;
    readonly activation_size?: string;
    readonly parameter_size?: string;
    readonly output_size?: string;
  };
}

const kernelSuffix = '_kernel_time';

export interface TracedRuns {
  /** In the order of execution. */
  readonly nodes: readonly NodeTime[];
  /**
   * The median over the runs of the sum over all nodes. If runs were disturbed, it exceeds the sum of the
   * nodes' medians.
   */
  readonly milliseconds: number;
}

/** Reads the last runs of a trace. */
export async function readTrace(file: string, runs: number): Promise<TracedRuns> {
  const events = JSON.parse(await readFile(file, 'utf8')) as TraceEvent[];
  const counted = events.filter(({ name }) => name === 'model_run').slice(-runs);
  const start = Math.min(...counted.map(({ ts }) => ts));
  const kernels = events.filter(
    ({ cat, name, ts }) => cat === 'Node' && name.endsWith(kernelSuffix) && ts >= start,
  );
  const byNode = new Map<string, TraceEvent[]>();
  for (const kernel of kernels) {
    const known = byNode.get(kernel.name);
    if (known) known.push(kernel);
    else byNode.set(kernel.name, [kernel]);
  }
  const totals = counted.map(({ ts, dur }) =>
    kernels.filter((kernel) => kernel.ts >= ts && kernel.ts <= ts + dur).reduce((sum, k) => sum + k.dur, 0),
  );
  return { nodes: [...byNode.values()].map(nodeTime), milliseconds: median(totals) / 1000 };
}

function nodeTime(events: readonly TraceEvent[]): NodeTime {
  const { name, args } = events[0]!;
  return {
    name: originalName(name.slice(0, -kernelSuffix.length)),
    operator: args.op_name ?? 'unknown',
    milliseconds: median(events.map(({ dur }) => dur)) / 1000,
    inputs: shapesOf(args.input_type_shape),
    outputs: shapesOf(args.output_type_shape),
    bytesRead: Number(args.activation_size ?? 0) + Number(args.parameter_size ?? 0),
    bytesWritten: Number(args.output_size ?? 0),
  };
}

const shapesOf = (typed: TypedShapes = []): number[][] =>
  typed.map((shape) => [...(Object.values(shape)[0] ?? [])]);

/**
 * `fused dense/Gemm` is a Gemm with its activation; `conv2d/MatMul/MatmulTransposeFusion/` is a MatMul with
 * its transposition.
 */
const originalName = (name: string): string => name.replace(/^fused /, '').replace(/\/\w+Fusion\/?$/, '');
