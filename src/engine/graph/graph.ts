// A graph of operators under construction: inputs, constants, nodes and their values. It only grows, in
// topological order; compiling or saving leaves out what no output needs. The builders of nodes are in
// `operators/`, e.g. `relu(add(matMul(x, w), b))`. They find the graph through their operands.
import { GraphError, type Attributes, type Call, type Operator } from './operator.ts';
import {
  arrayTypes,
  formatType,
  sizeOf,
  toInt64,
  type DType,
  type Shape,
  type TensorData,
  type TensorType,
} from './tensor-type.ts';

/** A tensor of a graph: an input, a constant, or an output of a node. */
export interface Value extends TensorType {
  /** Unique in its graph. */
  readonly name: string;
  /** The graph that it belongs to. */
  readonly graph: Graph;
  /** The node that computes it, if one does. */
  readonly producer?: Node;
  /** Its elements, if it is a constant. */
  readonly data?: TensorData;
}

/** One application of an operator. */
export interface Node {
  /** Unique in its graph, e.g. `conv2d/Relu`. */
  readonly name: string;
  /** What the node computes. */
  readonly operator: Operator;
  /** Its operands; undefined for an optional input that is left out. */
  readonly inputs: readonly (Value | undefined)[];
  /** Its results. */
  readonly outputs: readonly Value[];
  /** Settings that are fixed when the graph is built. */
  readonly attributes: Attributes;
}

/** An operand of a builder: a value, or a number, which becomes a constant of the other operand's type. */
export type Operand = Value | number;

/**
 * A graph of operators under construction. It only grows; files and programs leave out what no output needs.
 *
 * @example
 * const graph = new Graph();
 * const x = graph.input('x', 'float32', ['batch', 3]);
 * graph.output('y', operators.relu(x));
 */
export class Graph {
  /** The nodes in the order in which they were added: each comes after those that it depends on. */
  readonly nodes: Node[] = [];
  /** The tensors that must be fed when the graph runs, in the order of their declaration. */
  readonly inputs: Value[] = [];
  /** The results by name; a run returns them under these names. */
  readonly outputs = new Map<string, Value>();
  /** The prefix of the names of new nodes, e.g. the layer that adds them: `conv2d/Relu`. */
  private scope = '';
  private readonly names = new Map<string, number>();
  private readonly scalars = new Map<string, Value>();

  /** Declares an input, which must be fed when the graph runs. Its name must be new. */
  input(name: string, dtype: DType, shape: Shape): Value {
    if (this.names.has(name)) throw new GraphError(`input ${name}: the graph already has this name`);
    const value: Value = { graph: this, name: this.unique(name), dtype, shape };
    this.inputs.push(value);
    return value;
  }

  /** Makes a constant tensor from row-major data. Throws if the type or length of the data does not fit. */
  constant(data: TensorData, shape: Shape, dtype: DType, name = 'constant'): Value {
    if (!(data instanceof arrayTypes[dtype]) || data.length !== sizeOf(shape)) {
      throw new GraphError(
        `constant ${name}: expected data for ${formatType({ dtype, shape })}, got ${data.constructor.name} of ${data.length}`,
      );
    }
    return { graph: this, name: this.unique(name), dtype, shape, data };
  }

  /** A constant scalar. Equal scalars share one value. */
  scalar(value: number, dtype: DType = 'float32'): Value {
    const key = `${dtype} ${Object.is(value, -0) ? '-0' : value}`;
    const known = this.scalars.get(key);
    if (known) return known;
    const made = this.constant(toData([value], dtype), [], dtype, 'scalar');
    this.scalars.set(key, made);
    return made;
  }

  /** A constant list of int64, for shapes, axes and paddings. */
  int64(values: readonly number[]): Value {
    return this.constant(toData(values, 'int64'), [values.length], 'int64', 'list');
  }

  /**
   * Adds a node and returns its outputs. Throws a GraphError that names the node if its inputs do not fit.
   */
  add(
    operator: Operator,
    inputs: readonly (Value | undefined)[],
    attributes: Attributes = {},
    outputCount: number = operator.outputs.least,
    name: string = this.scope + operator.type,
  ): readonly Value[] {
    const unique = this.unique(name);
    const types = inferTypes(operator, { inputs, attributes, outputCount }, unique);
    const outputs: Value[] = [];
    const node: Node = { name: unique, operator, inputs, outputs, attributes };
    types.forEach((type, i) => {
      const name = i === 0 ? unique : this.unique(`${unique}:${i}`);
      outputs.push({ graph: this, name, ...type, producer: node });
    });
    this.nodes.push(node);
    return outputs;
  }

  /** Declares a result of the graph. */
  output(name: string, value: Value): void {
    if (this.outputs.has(name))
      throw new GraphError(`output ${name}: the graph already has an output of this name`);
    if (value.graph !== this) throw new GraphError(`output ${name}: its value belongs to another graph`);
    this.outputs.set(name, value);
  }

  /** Puts a scope, e.g. a layer, before the names of the nodes that a function adds. Scopes do not nest. */
  within<T>(scope: string, build: () => T): T {
    const outer = this.scope;
    this.scope = scope && `${scope}/`;
    try {
      return build();
    } finally {
      this.scope = outer;
    }
  }

  private unique(name: string): string {
    const uses = this.names.get(name) ?? 0;
    this.names.set(name, uses + 1);
    return uses === 0 ? name : this.unique(`${name}_${uses}`);
  }
}

/** The scope in a node's name, `''` if there is none. */
export const scopeOf = ({ name }: Node): string => name.slice(0, Math.max(0, name.lastIndexOf('/')));

/** Adds a node to the graph of its operands and returns its first output. */
export function apply(
  operator: Operator,
  operands: readonly (Operand | undefined)[],
  attributes: Attributes = {},
): Value {
  return applyAll(operator, operands, attributes, operator.outputs.least)[0]!;
}

/** Like `apply`, but returns the given number of outputs. */
export function applyAll(
  operator: Operator,
  operands: readonly (Operand | undefined)[],
  attributes: Attributes,
  outputCount: number,
): readonly Value[] {
  const first = operands.find((operand): operand is Value => typeof operand === 'object');
  if (!first) throw new GraphError(`${operator.type}: at least one operand must be a value`);
  const inputs = operands.map((operand) =>
    typeof operand === 'number' ? first.graph.scalar(operand, first.dtype) : operand,
  );
  if (inputs.some((value) => value && value.graph !== first.graph)) {
    throw new GraphError(`${operator.type}: the operands belong to different graphs`);
  }
  return first.graph.add(operator, inputs, attributes, outputCount);
}

/** The types of a node's outputs. Throws a GraphError that names the node if the call is not valid. */
export function inferTypes(operator: Operator, call: Call, name: string): TensorType[] {
  try {
    checkArity(operator, call);
    return operator.infer(call).slice(0, call.outputCount);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const given = call.inputs.map((value) => (value ? formatType(value) : 'none')).join(', ');
    throw new GraphError(`${operator.type} ${name}(${given}): ${error.message}`);
  }
}

function checkArity(operator: Operator, call: Call): void {
  const check = (what: string, count: number, { least, most }: { least: number; most: number }) => {
    if (count < least || count > most) {
      throw new GraphError(
        `expected ${least === most ? least : `${least} to ${most}`} ${what}, got ${count}`,
      );
    }
  };
  check('inputs', call.inputs.length, operator.inputs);
  check('outputs', call.outputCount, operator.outputs);
  for (let i = 0; i < operator.inputs.least; i++) {
    if (!call.inputs[i]) throw new GraphError(`input ${i} is missing`);
  }
  for (const name of Object.keys(call.attributes)) {
    if (!(name in operator.attributes)) throw new GraphError(`unknown attribute ${name}`);
  }
}

function toData(values: readonly number[], dtype: DType): TensorData {
  if (dtype === 'float16') throw new GraphError('float16: expected raw bits, got numbers');
  if (dtype === 'int64') return BigInt64Array.from(values, toInt64);
  if (dtype === 'uint64') return BigUint64Array.from(values, BigInt);
  return arrayTypes[dtype].from(values);
}
