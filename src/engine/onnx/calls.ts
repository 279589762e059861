// A node of a model while it is read: its operator, inputs, attributes and outputs. Dialects rewrite calls,
// and the decoder adds the result to the graph.
import { elementsOf, type Elements } from '../constants/elements.ts';
import type { Graph, Value } from '../graph/graph.ts';
import { GraphError, type Attribute, type Attributes } from '../graph/operator.ts';
import { AttributeKind, type AttributeProto, type TensorProto } from './messages.ts';

/** A value of the graph, or a constant that is not in the graph yet. */
export type Operand = Value | Elements;

/** An application of an operator. */
export interface Call {
  /** The operator's type, e.g. `Conv`. */
  readonly type: string;
  /** The operator's domain, `''` for ONNX's own. */
  readonly domain: string;
  /** The node's name, for messages. */
  readonly name: string;
  /** The version of the domain's operator set that the node uses. */
  readonly opset: number;
  /** The inputs; undefined for an optional input that is left out. */
  readonly inputs: readonly (Operand | undefined)[];
  /** Attributes that are numbers, lists or text. */
  readonly attributes: Attributes;
  /** ONNX's code for the kind of each attribute in the file. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Attributes that are tensors. */
  readonly tensors: Readonly<Record<string, TensorProto>>;
  /** Attributes that are graphs, as bytes. */
  readonly subgraphs: Readonly<Record<string, Uint8Array>>;
  readonly outputCount: number;
}

export const isValue = (operand: Operand): operand is Value => 'graph' in operand;

/** The elements of a constant operand. */
export function constantOf(operand: Operand | undefined): Elements | undefined {
  if (!operand || !isValue(operand)) return operand;
  return operand.data ? elementsOf(operand) : undefined;
}

/** The input at a position. @throws GraphError if it is missing */
export function inputOf(call: Call, position: number): Operand {
  const operand = call.inputs[position];
  if (!operand) throw new GraphError(`${call.type} ${call.name}: input ${position} is missing`);
  return operand;
}

/** What a writer needs besides the call. */
export interface Writing {
  readonly graph: Graph;
  /** An operand as a value of the graph. */
  readonly valueOf: (operand: Call['inputs'][number]) => Value;
  /** The model's input, whose first axis is the batch. */
  readonly like: () => Value;
}

export type Writer = (call: Call, writing: Writing) => readonly Value[];

/** The attributes of a node, by their kind. */
export function decodeAttributes(
  attributes: readonly AttributeProto[],
): Pick<Call, 'attributes' | 'kinds' | 'tensors' | 'subgraphs'> {
  const plain: Record<string, Attribute> = {};
  const kinds: Record<string, number> = {};
  const tensors: Record<string, TensorProto> = {};
  const subgraphs: Record<string, Uint8Array> = {};
  for (const attribute of attributes) {
    const { name = '', type } = attribute;
    if (type === AttributeKind.tensor && attribute.t) tensors[name] = attribute.t;
    else if (type === AttributeKind.graph && attribute.g) subgraphs[name] = attribute.g;
    else {
      plain[name] = decodeAttribute(attribute);
      kinds[name] = type ?? 0;
    }
  }
  return { attributes: plain, kinds, tensors, subgraphs };
}

function decodeAttribute({ name = '', f, i, s, floats, ints, type }: AttributeProto): Attribute {
  if (type === AttributeKind.int) return i ?? 0;
  if (type === AttributeKind.float) return f ?? 0;
  if (type === AttributeKind.ints) return ints ?? [];
  if (type === AttributeKind.floats) return floats ?? [];
  if (type === AttributeKind.string) return new TextDecoder().decode(s);
  throw new GraphError(`attribute ${name}: its type is not supported`);
}
