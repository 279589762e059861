// Writes a graph as the bytes of an ONNX model. It writes only what the outputs need, in the graph's order,
// so equal graphs give equal bytes.
import type { Graph, Node, Value } from '../graph/graph.ts';
import { GraphError, type Attribute, type AttributeType } from '../graph/operator.ts';
import { dtypeCodes, Identity } from '../graph/operators/index.ts';
import type { Shape, TensorType } from '../graph/tensor-type.ts';
import { liveNodes } from '../graph/live-nodes.ts';
import {
  AttributeKind,
  Model,
  type AttributeProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from './messages.ts';
import { formFor, irVersionFor, ownOpset } from './older-forms.ts';
import { encode } from './wire.ts';

/** The options of `encodeModel`. */
export interface EncodeOptions {
  /** Properties of any name, written in the order of their keys. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** The version of ONNX's operator set, 13 to 21; 21 by default. */
  readonly opset?: number;
  /** The version of the file format; by default the one that came with the operator set. */
  readonly ir?: number;
}

/**
 * The bytes of an ONNX model that computes the graph's outputs. Throws a GraphError if a node has not been
 * lowered.
 */
export function encodeModel(
  graph: Graph,
  { metadata = {}, opset = ownOpset, ir = irVersionFor(opset) }: EncodeOptions = {},
): Uint8Array {
  const nodes = liveNodes(graph);
  const { names, copies } = nameValues(graph, nodes);
  const constants = new Set([...nodes.flatMap((node) => node.inputs), ...graph.outputs.values()]);
  return encode(Model, {
    irVersion: ir,
    producerName: 'atelier',
    graph: {
      node: [...nodes.map((node) => encodeNode(node, names, opset)), ...copies],
      name: 'atelier',
      initializer: [...constants].flatMap((value) => (value?.data ? [encodeTensor(value, names)] : [])),
      input: graph.inputs.map((value) => encodeValueInfo(value.name, value)),
      output: [...graph.outputs].map(([name, value]) => encodeValueInfo(name, value)),
    },
    opsetImport: domainsOf(nodes).map((domain) => ({ domain, version: domain === '' ? opset : 1 })),
    metadataProps: Object.keys(metadata)
      .sort()
      .map((key) => ({ key, value: metadata[key]! })),
  });
}

type Names = ReadonlyMap<Value, string>;

/**
 * The names of values in the file. An output has its own name; it becomes a copy if its value is not computed
 * by a node or already has the name of another output.
 */
function nameValues(graph: Graph, nodes: readonly Node[]): { names: Names; copies: NodeProto[] } {
  const names = new Map<Value, string>();
  const copied: [name: string, value: Value][] = [];
  for (const [name, value] of graph.outputs) {
    if (value.producer && !names.has(value)) names.set(value, name);
    else copied.push([name, value]);
  }
  const known = new Set(graph.outputs.keys());
  const give = (value: Value, wanted: string) => {
    if (names.has(value)) return;
    const name = freeName(wanted, known);
    known.add(name);
    names.set(value, name);
  };
  for (const value of graph.inputs) {
    if (known.has(value.name)) throw new GraphError(`${value.name}: an input and an output have this name`);
    give(value, value.name);
  }
  for (const { inputs, outputs } of nodes) {
    for (const value of inputs) if (value) give(value, value.name);
    // Named after the first output, as when the file is read.
    outputs.forEach((value, i) => give(value, i === 0 ? value.name : `${names.get(outputs[0]!)!}:${i}`));
  }
  for (const [, value] of copied) give(value, value.name);
  return { names, copies: copied.map(([name, value]) => copyTo(name, names.get(value)!)) };
}

const freeName = (wanted: string, known: ReadonlySet<string>): string =>
  known.has(wanted) ? freeName(`${wanted}'`, known) : wanted;

const copyTo = (name: string, input: string): NodeProto => ({
  input: [input],
  output: [name],
  name,
  opType: Identity.type,
});

function domainsOf(nodes: readonly Node[]): string[] {
  return [...new Set(['', ...nodes.map((node) => node.operator.domain)])].sort();
}

function encodeNode(node: Node, names: Names, opset: number): NodeProto {
  const { operator } = node;
  const { inputs, attributes } = formFor(node, opset);
  if (operator.domain === 'atelier')
    throw new GraphError(`${node.name}: ${operator.type} has not been lowered`);
  const output = node.outputs.map((value) => names.get(value)!);
  const given = inputs.slice(0, inputs.findLastIndex(Boolean) + 1);
  return {
    input: given.map((value) => (value ? names.get(value)! : '')),
    output,
    name: output[0]!, // so reading and writing a file again gives the same file
    opType: operator.type,
    attribute: Object.entries(attributes).map(([name, value]) =>
      encodeAttribute(name, operator.attributes[name]?.type ?? 'ints', value),
    ),
    ...(operator.domain && { domain: operator.domain }),
  };
}

function encodeAttribute(name: string, type: AttributeType, value: Attribute): AttributeProto {
  const attribute = { name, type: AttributeKind[type] };
  switch (type) {
    case 'int':
      return { ...attribute, i: value as number };
    case 'ints':
      return { ...attribute, ints: [...(value as readonly number[])] };
    case 'float':
      return { ...attribute, f: value as number };
    case 'floats':
      return { ...attribute, floats: [...(value as readonly number[])] };
    case 'string':
      return { ...attribute, s: new TextEncoder().encode(value as string) };
  }
}

function encodeTensor(value: Value, names: Names): TensorProto {
  const { data, dtype, shape } = value;
  return {
    dims: shape.map(Number),
    dataType: dtypeCodes[dtype],
    name: names.get(value) ?? value.name,
    rawData: new Uint8Array(data!.buffer, data!.byteOffset, data!.byteLength),
  };
}

const encodeValueInfo = (name: string, { dtype, shape }: TensorType): ValueInfoProto => ({
  name,
  type: { tensorType: { elemType: dtypeCodes[dtype], shape: { dim: encodeShape(shape) } } },
});

const encodeShape = (shape: Shape) =>
  shape.map((size) => (typeof size === 'string' ? { param: size } : { value: size }));
