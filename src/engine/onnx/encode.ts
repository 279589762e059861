// A graph as the bytes of an ONNX model. Only what the outputs need is written, in the graph's order, so that equal
// graphs give equal bytes.
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
import { encode } from './wire.ts';

/** The version of ONNX's operator set that graphs are written in, and the IR version that goes with it. */
export const opsetVersion = 21;
const irVersion = 10;

/** What a model says of itself, beside its graph. */
export interface ModelDescription {
  /** Free properties; written in the order of their keys. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The bytes of an ONNX model that computes the graph's outputs. Throws a GraphError where a node is not lowered yet. */
export function encodeModel(graph: Graph, { metadata = {} }: ModelDescription = {}): Uint8Array {
  const nodes = liveNodes(graph);
  const { names, copies } = nameValues(graph, nodes);
  const constants = new Set([...nodes.flatMap((node) => node.inputs), ...graph.outputs.values()]);
  return encode(Model, {
    irVersion,
    producerName: 'atelier',
    graph: {
      node: [...nodes.map((node) => encodeNode(node, names)), ...copies],
      name: 'atelier',
      initializer: [...constants].flatMap((value) => (value?.data ? [encodeTensor(value, names)] : [])),
      input: graph.inputs.map((value) => encodeValueInfo(value.name, value)),
      output: [...graph.outputs].map(([name, value]) => encodeValueInfo(name, value)),
    },
    opsetImport: domainsOf(nodes).map((domain) => ({ domain, version: domain === '' ? opsetVersion : 1 })),
    metadataProps: Object.keys(metadata)
      .sort()
      .map((key) => ({ key, value: metadata[key]! })),
  });
}

type Names = ReadonlyMap<Value, string>;

/** Names under which values are written: outputs by theirs, with a copy where a value is not a node's or has two. */
function nameValues(graph: Graph, nodes: readonly Node[]): { names: Names; copies: NodeProto[] } {
  const names = new Map<Value, string>();
  const copies: NodeProto[] = [];
  for (const [name, value] of graph.outputs) {
    if (value.producer && !names.has(value)) names.set(value, name);
    else
      copies.push({
        input: [names.get(value) ?? value.name],
        output: [name],
        name: `output ${name}`,
        opType: Identity.type,
      });
  }
  const taken = new Set(graph.outputs.keys());
  const all = [...graph.inputs, ...nodes.flatMap((node) => [...node.inputs, ...node.outputs])];
  for (const value of all) {
    if (!value || names.has(value)) continue;
    if (taken.has(value.name) && !value.producer)
      throw new GraphError(`${value.name} is an input and an output`);
    names.set(value, taken.has(value.name) ? `${value.name}'` : value.name);
  }
  return { names, copies };
}

function domainsOf(nodes: readonly Node[]): string[] {
  return [...new Set(['', ...nodes.map((node) => node.operator.domain)])].sort();
}

function encodeNode(node: Node, names: Names): NodeProto {
  const { operator, attributes } = node;
  if (operator.domain === 'atelier')
    throw new GraphError(`${node.name}: ${operator.type} has not been lowered`);
  return {
    input: node.inputs.map((value) => (value ? names.get(value)! : '')),
    output: node.outputs.map((value) => names.get(value)!),
    name: node.name,
    opType: operator.type,
    attribute: Object.entries(attributes).map(([name, value]) =>
      encodeAttribute(name, operator.attributes[name]!, value),
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
