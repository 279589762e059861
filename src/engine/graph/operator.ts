// What the engine knows of an operator: its name in ONNX, how many inputs and outputs it has, the types of its
// attributes, and how the types of its outputs follow from its inputs. How it is computed is the runtime's business;
// how it is differentiated stands in `gradients/`.
import { GraphError } from './graph-error.ts';
import { formatType, type DType, type TensorData, type TensorType } from './tensor-type.ts';

export { GraphError };

/** The type of an attribute, in ONNX's words. */
export type AttributeType = 'int' | 'ints' | 'float' | 'floats' | 'string';
/** The value of an attribute. */
export type Attribute = number | readonly number[] | string;
/** Attributes by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** What shape inference sees of an input: its type, and its elements if it is a constant. */
export interface CallInput extends TensorType {
  /** Its elements, row by row. */
  readonly data?: TensorData;
}

/** What shape inference sees of a node. */
export interface Call {
  /** The inputs; undefined for an optional one that is left out. */
  readonly inputs: readonly (CallInput | undefined)[];
  /** The attributes that the node was given. */
  readonly attributes: Attributes;
  /** How many outputs the node has. */
  readonly outputCount: number;
}

/** What the engine knows of an operator. How it is computed is up to ONNX Runtime. */
export interface Operator {
  /** The spelling of the ONNX standard, e.g. `MaxPool`. */
  readonly type: string;
  /** `''` is ONNX's own; `atelier` marks what a pass must lower before a graph can run. */
  readonly domain: string;
  /** How many inputs it takes. */
  readonly inputs: {
    /** The fewest. */
    readonly least: number;
    /** The most; Infinity where there is no limit. */
    readonly most: number;
  };
  /** How many outputs it has. */
  readonly outputs: {
    /** The fewest. */
    readonly least: number;
    /** The most. */
    readonly most: number;
  };
  /** The types of its attributes, by name. */
  readonly attributes: Readonly<Record<string, AttributeType>>;
  /** The types of the outputs; throws a GraphError where the inputs do not fit. */
  readonly infer: (call: Call) => TensorType[];
}

interface OperatorDefinition {
  domain?: string;
  /** A fixed number, or the least and the most. */
  inputs: number | readonly [least: number, most: number];
  outputs?: number | readonly [least: number, most: number];
  attributes?: Readonly<Record<string, AttributeType>>;
  infer: (call: Call) => TensorType[];
}

/** Makes an operator: one input and one output are the usual case. */
export function defineOperator(type: string, definition: OperatorDefinition): Operator {
  return {
    type,
    domain: definition.domain ?? '',
    inputs: range(definition.inputs),
    outputs: range(definition.outputs ?? 1),
    attributes: definition.attributes ?? {},
    infer: definition.infer,
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

export const intAttribute = (call: { attributes: Attributes }, name: string, otherwise: number): number =>
  (call.attributes[name] as number | undefined) ?? otherwise;

export const intsAttribute = (
  call: { attributes: Attributes },
  name: string,
  otherwise: readonly number[],
): readonly number[] => (call.attributes[name] as readonly number[] | undefined) ?? otherwise;

export const stringAttribute = (call: { attributes: Attributes }, name: string, otherwise: string): string =>
  (call.attributes[name] as string | undefined) ?? otherwise;

/** The element type that all given inputs share. */
export function sharedDType(call: Call, positions?: readonly number[]): DType {
  const values = (positions ?? call.inputs.map((_, i) => i)).flatMap((i) => call.inputs[i] ?? []);
  const dtype = values[0]!.dtype;
  if (values.some((value) => value.dtype !== dtype)) {
    throw new GraphError(`expected inputs of one type, got ${values.map(formatType).join(' and ')}`);
  }
  return dtype;
}
