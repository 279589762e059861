// What the engine knows about an operator: its ONNX name, its numbers of inputs and outputs, its attributes
// with their types and defaults, and how to infer the types of its outputs. The runtime computes it;
// `gradients/` differentiates it.
import { GraphError } from './graph-error.ts';
import { formatType, type DType, type TensorData, type TensorType } from './tensor-type.ts';

export { GraphError };

/** The value of an attribute. */
export type Attribute = number | readonly number[] | string;
/** Attributes by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** The TypeScript types of attributes, by their ONNX names. */
export interface AttributeTypes {
  /** A whole number. */
  int: number;
  /** A list of whole numbers. */
  ints: readonly number[];
  /** A number. */
  float: number;
  /** A list of numbers. */
  floats: readonly number[];
  /** Text. */
  string: string;
}
/** The ONNX name of an attribute's type. */
export type AttributeType = keyof AttributeTypes;

/** An attribute of an operator: its type and its default. */
export interface AttributeDefinition<T extends Attribute | undefined = Attribute | undefined> {
  /** Its type. */
  readonly type: AttributeType;
  /** Its value if a node does not give it. */
  readonly otherwise: T;
}
/** The attributes of an operator, by name. */
export type AttributeDefinitions = Readonly<Record<string, AttributeDefinition>>;

/** The attributes of a node with defaults filled in; undefined if there is neither a value nor a default. */
export type AttributeValues<D extends AttributeDefinitions> = {
  readonly [Name in keyof D]: D[Name]['otherwise'];
};

/** Makes attribute definitions of one type, with or without a default. */
function attribute<K extends AttributeType>(type: K) {
  type Value = AttributeTypes[K];
  function define(): AttributeDefinition<Value | undefined>;
  function define(otherwise: Value): AttributeDefinition<Value>;
  function define(otherwise?: Value): AttributeDefinition<Value | undefined> {
    return { type, otherwise };
  }
  return define;
}
export const int = attribute('int');
export const ints = attribute('ints');
export const float = attribute('float');
export const floats = attribute('floats');
export const string = attribute('string');

/** A node's attributes, with the operator's defaults filled in. */
export const readAttributes = <D extends AttributeDefinitions>(
  definitions: D,
  { attributes }: { readonly attributes: Attributes },
): AttributeValues<D> =>
  Object.fromEntries(
    Object.entries(definitions).map(([name, { otherwise }]) => [name, attributes[name] ?? otherwise]),
  ) as AttributeValues<D>;

/** What shape inference knows about an input: its type, and its elements if it is a constant. */
export interface CallInput extends TensorType {
  /** Its elements, row by row. */
  readonly data?: TensorData;
}

/** What shape inference knows about a node. */
export interface Call {
  /** The inputs; undefined for an optional input that is left out. */
  readonly inputs: readonly (CallInput | undefined)[];
  /** The attributes that the node was given. */
  readonly attributes: Attributes;
  /** How many outputs the node has. */
  readonly outputCount: number;
}

/** What the engine knows about an operator. ONNX Runtime computes it. */
export interface Operator<D extends AttributeDefinitions = AttributeDefinitions> {
  /** Its name in the ONNX standard, e.g. `MaxPool`. */
  readonly type: string;
  /** `''` for ONNX's own operators, `atelier` for those that a pass must lower before a graph can run. */
  readonly domain: string;
  /** How many inputs it takes. */
  readonly inputs: {
    /** The fewest. */
    readonly least: number;
    /** The most; Infinity if there is no limit. */
    readonly most: number;
  };
  /** How many outputs it has. */
  readonly outputs: {
    /** The fewest. */
    readonly least: number;
    /** The most. */
    readonly most: number;
  };
  /** Its attributes by name, with types and defaults. */
  readonly attributes: D;
  /** Infers the types of the outputs; throws a GraphError if the inputs do not fit. */
  readonly infer: (call: Call) => TensorType[];
}

interface OperatorDefinition<D extends AttributeDefinitions> {
  domain?: string;
  /** A fixed number, or the fewest and the most. */
  inputs: number | readonly [least: number, most: number];
  outputs?: number | readonly [least: number, most: number];
  attributes?: D;
  infer: (call: Call, attributes: AttributeValues<D>) => TensorType[];
}

/** Defines an operator, by default with one input and one output. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- an operator without attributes
export function defineOperator<const D extends AttributeDefinitions = {}>(
  type: string,
  definition: OperatorDefinition<D>,
): Operator<D> {
  const attributes = definition.attributes ?? ({} as D);
  return {
    type,
    domain: definition.domain ?? '',
    inputs: range(definition.inputs),
    outputs: range(definition.outputs ?? 1),
    attributes,
    infer: (call) => definition.infer(call, readAttributes(attributes, call)),
  };
}

function range(count: number | readonly [number, number]): { least: number; most: number } {
  return typeof count === 'number' ? { least: count, most: count } : { least: count[0], most: count[1] };
}

/** The input at a position that the operator's arity guarantees. */
export function input(call: Call, position: number): CallInput {
  const value = call.inputs[position];
  if (!value) throw new GraphError(`input ${position} is missing`);
  return value;
}

/** The data of an input that must be a constant, such as the axes of a reduction. */
export function constantInput(call: Call, position: number): number[] | undefined {
  const value = call.inputs[position];
  if (!value) return undefined;
  if (!value.data) throw new GraphError(`input ${position} must be a constant`);
  return Array.from(value.data as ArrayLike<number | bigint>, Number);
}

/** The element type that all given inputs share. */
export function sharedDType(call: Call, positions?: readonly number[]): DType {
  const values = (positions ?? call.inputs.map((_, i) => i)).flatMap((i) => call.inputs[i] ?? []);
  const dtype = values[0]!.dtype;
  if (values.some((value) => value.dtype !== dtype)) {
    throw new GraphError(`expected inputs of one type, got ${values.map(formatType).join(' and ')}`);
  }
  return dtype;
}
