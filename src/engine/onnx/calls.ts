// A node of a model while it is read: what it is applied to, its attributes and its outputs. Dialects rewrite
// calls, and the decoder adds what is left of them to the graph.
import { elementsOf, type Elements } from '../constants/elements.ts';
import type { Graph, Value } from '../graph/graph.ts';
import { GraphError, type Attribute, type Attributes, type Operator } from '../graph/operator.ts';
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
  /** The version of the domain's operator set that the node is written in. */
  readonly opset: number;
  /** Undefined for an optional input that is left out. */
  readonly inputs: readonly (Operand | undefined)[];
  /** Numbers, lists and text. */
  readonly attributes: Attributes;
  /** ONNX's number for the kind of each attribute that the file has. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Attributes that are tensors. */
  readonly tensors: Readonly<Record<string, TensorProto>>;
  /** Attributes that are graphs, as bytes. */
  readonly subgraphs: Readonly<Record<string, Uint8Array>>;
  readonly outputCount: number;
}

export const isValue = (operand: Operand): operand is Value => 'graph' in operand;

/** The elements of an operand that is a constant. */
export function constantOf(operand: Operand | undefined): Elements | undefined {
  if (!operand || !isValue(operand)) return operand;
  return operand.data ? elementsOf(operand) : undefined;
}

/** The input at a position. @throws GraphError if it is missing */
export function inputOf(call: Call, position: number): Operand {
  const operand = call.inputs[position];
  if (!operand) throw new GraphError(`input ${position} is missing`);
  return operand;
}

/** The input at a position as a value of the graph. */
export const valueAt = (call: Call, { valueOf }: Writing, position: number): Value =>
  valueOf(inputOf(call, position));

/** What is built for a call; a GraphError names the call. */
export function forCall<T>({ type, name }: Call, build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new GraphError(`${type} ${name}: ${error.message}`, { cause: error });
  }
}

/** Attributes but for some. */
export const without = (attributes: Attributes, ...names: string[]): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)));

/** What writing out needs besides the call. */
export interface Writing {
  readonly graph: Graph;
  /** An operand as a value of the graph. */
  readonly valueOf: (operand: Call['inputs'][number]) => Value;
  /** The model's input, whose first axis is the batch. */
  readonly like: () => Value;
}

export type Writer = (call: Call, writing: Writing) => readonly Value[];

/** The attributes of a node, sorted by what they are. */
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
  throw new GraphError(`attribute ${name} is of a kind that is not supported`);
}

/** Attributes that the operator has, of its kinds. @throws GraphError for others */
export function checkedAttributes(call: Call, operator: Operator): Attributes {
  const { attributes, kinds, tensors, name, type } = call;
  const isExpected = (key: string) => {
    const definition = operator.attributes[key];
    return definition && (kinds[key] ?? AttributeKind[definition.type]) === AttributeKind[definition.type];
  };
  const unknown = [...Object.keys(attributes), ...Object.keys(tensors)].find((key) => !isExpected(key));
  if (unknown !== undefined) throw new GraphError(`${name}: unexpected attribute ${unknown} of ${type}`);
  return attributes;
}
