// Which operators of a graph a device lacks, so that the runtime computes their nodes on the CPU and copies
// what they read and write. The runtime does not say it. But it refuses a graph that needs the CPU if it is
// told to, so each kind of node is tried alone.
import { devices } from '../device.ts';
import { Graph, type Node, type Value } from '../graph/graph.ts';
import { liveNodes } from '../graph/live-nodes.ts';
import { encodeModel } from '../onnx/encode.ts';
import { copyNode } from '../passes/rewrite.ts';
import { deviceOf, loadRuntime, sessionOptions, type DeviceOptions } from './runtime.ts';

/** The types of the operators that run on the CPU, each with its number of nodes. Empty if none does. */
export async function findFallbacks(graph: Graph, options: DeviceOptions): Promise<Map<string, number>> {
  const missing = new Map<string, number>();
  if (!devices[options.device ?? 'cpu'].fallsBack || (await fits(graph, options))) return missing;
  const known = new Map<string, Promise<boolean>>();
  for (const node of liveNodes(graph)) {
    const kind = kindOf(node);
    const isThere = known.get(kind) ?? fits(alone(node), options);
    known.set(kind, isThere);
    if (await isThere) continue;
    const { type } = node.operator;
    missing.set(type, (missing.get(type) ?? 0) + 1);
  }
  return missing;
}

/** Nodes of one kind have kernels in the same places. */
const kindOf = ({ operator, inputs, attributes }: Node): string =>
  JSON.stringify([
    operator.type,
    inputs.map((value) => value && [value.dtype, value.shape.length, value.data !== undefined]),
    attributes,
  ]);

/** A graph of one node, whose inputs are fed or constant as before. */
function alone(node: Node): Graph {
  const graph = new Graph();
  const values = new Map<Value, Value>();
  const translate = (value: Value): Value => {
    const { dtype, shape, data, name } = value;
    const copy =
      values.get(value) ??
      (data ? graph.constant(data, shape, dtype, name) : graph.input(name, dtype, shape));
    values.set(value, copy);
    return copy;
  };
  copyNode(node, graph, translate).forEach((value, i) => graph.output(`result ${i}`, value));
  return graph;
}

/** Whether the device computes all of a graph. */
async function fits(graph: Graph, options: DeviceOptions): Promise<boolean> {
  const runtime = await loadRuntime(options.runtime);
  try {
    const session = await runtime.InferenceSession.create(encodeModel(graph), {
      ...sessionOptions(deviceOf(options)),
      logSeverityLevel: 4,
      extra: { session: { disable_cpu_ep_fallback: '1' } },
    });
    await session.release();
    return true;
  } catch {
    return false;
  }
}
