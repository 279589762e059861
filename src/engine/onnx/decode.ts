// Reads an ONNX model as a graph that can be extended, differentiated and compiled. Each node is converted to
// the current form of its operator (dialects.ts). It is computed if it depends only on constants, written out
// if the engine lacks its operator (written-out.ts), and otherwise added unchanged. Files are untrusted:
// damage, and anything that the engine does not know, ends in one GraphError.
import { addConstant, type Elements } from '../constants/elements.ts';
import { evaluate, isEvaluated } from '../constants/evaluate.ts';
import { Graph, type Value } from '../graph/graph.ts';
import { GraphError, type Attributes, type Operator } from '../graph/operator.ts';
import { dtypeCodes, operators } from '../graph/operators/index.ts';
import { isFloat, type DType, type Shape } from '../graph/tensor-type.ts';
import { constantOf, decodeAttributes, isValue, type Call, type Operand, type Writing } from './calls.ts';
import { checkOpset, modernize } from './dialects.ts';
import { inlineFunctions } from './functions.ts';
import {
  AttributeKind,
  GraphMessage,
  Model,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type ValueInfoProto,
} from './messages.ts';
import { shapeElements } from './open-shapes.ts';
import { decodeTensor, dtypeOf, externalPlace, type TensorOptions } from './tensors.ts';
import { decode } from './wire.ts';
import { isWrittenOut, writerOf } from './written-out.ts';

/** How a model is read. */
export interface DecodeOptions extends TensorOptions {
  /**
   * Whether to compute operators on constants, which exporters leave to the runtime. Otherwise a graph keeps
   * its nodes, and only sizes that nodes need are computed.
   */
  readonly fold?: boolean;
  /** Returns the shape of an input, given the one that the model declares. */
  readonly inputShape?: (name: string, declared: Shape) => Shape;
}

/** Reads the outermost message of a model. Throws a GraphError if the bytes are not an ONNX model. */
function decodeProto(bytes: Uint8Array): ModelProto & { graph: NonNullable<ModelProto['graph']> } {
  let model: ModelProto;
  try {
    model = decode(Model, bytes);
  } catch {
    throw new GraphError('not an ONNX model');
  }
  const { graph } = model;
  if (!graph?.node || !graph.output) throw new GraphError('not an ONNX model');
  return { ...model, graph };
}

/** The description of a model, apart from its graph. */
export interface ModelInfo {
  /** The program that wrote it, e.g. `pytorch`. */
  readonly producer: string;
  /** The version of ONNX's own operator set. */
  readonly opset: number;
  /** Properties of any name. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The names of the files next to it that contain weights. */
  readonly externalFiles: readonly string[];
}

/** Reads the description of a model. @throws GraphError if the bytes are not an ONNX model */
export function decodeInfo(bytes: Uint8Array): ModelInfo {
  const model = decodeProto(bytes);
  const external = (model.graph.initializer ?? []).filter((tensor) => tensor.dataLocation);
  return {
    producer: model.producerName ?? '',
    opset: opsetOf(model, ''),
    metadata: decodeMetadata(bytes),
    externalFiles: [...new Set(external.map((tensor) => externalPlace(tensor).location))],
  };
}

/** The metadata properties of a model. Throws a GraphError if the bytes are not an ONNX model. */
export function decodeMetadata(bytes: Uint8Array): Record<string, string> {
  const properties = decodeProto(bytes).metadataProps ?? [];
  return Object.fromEntries(properties.map(({ key = '', value = '' }) => [key, value]));
}

const opsetOf = ({ opsetImport = [] }: ModelProto, domain: string): number =>
  opsetImport.find((set) => (set.domain === 'ai.onnx' ? '' : (set.domain ?? '')) === domain)?.version ?? 1;

/**
 * The graph of a model. Throws a GraphError if the bytes are not a model or use something that the engine
 * does not know.
 */
export function decodeModel(bytes: Uint8Array, options: DecodeOptions = {}): Graph {
  const model = decodeProto(bytes);
  try {
    checkOpset(opsetOf(model, ''));
    return new Decoder(model, options).decode(model.graph);
  } catch (error) {
    if (error instanceof GraphError) throw error;
    throw new GraphError('not a valid ONNX model', { cause: error });
  }
}

/** The most nested subgraphs and the most iterations of a loop. */
const [mostDepth, mostTurns] = [8, 1000];

type Scope = Map<string, Operand>;

/** Reads one model. */
class Decoder {
  private readonly graph = new Graph();
  private readonly model: ModelProto;
  private readonly options: DecodeOptions;

  constructor(model: ModelProto, options: DecodeOptions) {
    this.model = model;
    this.options = options;
  }

  decode(proto: GraphProto): Graph {
    const scope: Scope = new Map();
    this.defineInitializers(proto, scope);
    for (const info of proto.input ?? []) {
      const name = info.name ?? '';
      if (!scope.has(name)) scope.set(name, this.declareInput(info));
    }
    const nodes = inlineFunctions(this.model);
    checkOperators(nodes);
    this.addNodes(nodes, scope, 0);
    for (const { name = '' } of proto.output ?? [])
      this.graph.output(name, this.valueOf(lookUp(scope, name)));
    return this.graph;
  }

  private declareInput(info: ValueInfoProto): Value {
    const { name, dtype, shape } = decodeValueInfo(info, this.options);
    return this.graph.input(name, dtype, this.options.inputShape?.(name, shape) ?? shape);
  }

  private defineInitializers(proto: GraphProto, scope: Scope): void {
    for (const tensor of proto.initializer ?? []) {
      const { name, dtype, shape, data } = decodeTensor(tensor, this.options);
      define(scope, name, this.graph.constant(data, shape, dtype, name));
    }
  }

  private addNodes(nodes: readonly NodeProto[], scope: Scope, depth: number): void {
    for (const node of nodes) {
      const outputs = trimmed(node.output ?? []);
      const call = this.callOf(node, outputs.length, scope);
      const results = this.addCall(call, outputs[0] || node.name || call.type, scope, depth);
      outputs.forEach((name, i) => {
        if (name && results[i]) define(scope, name, results[i]);
      });
    }
  }

  private callOf(node: NodeProto, outputCount: number, scope: Scope): Call {
    const domain = node.domain === 'ai.onnx' ? '' : (node.domain ?? '');
    const operands = (node.input ?? []).map((name) => (name === '' ? undefined : lookUp(scope, name)));
    while (operands.length > 0 && operands.at(-1) === undefined) operands.pop();
    return {
      ...{ type: node.opType ?? '', domain, name: node.name ?? '' },
      opset: opsetOf(this.model, domain),
      inputs: operands,
      ...decodeAttributes(node.attribute ?? []),
      outputCount,
    };
  }

  private addCall(given: Call, name: string, scope: Scope, depth: number): readonly Operand[] {
    if (given.domain === '') {
      if (given.type === 'Constant') return [this.constantOf(given, name)];
      if (given.type === 'If') return this.branch(given, scope, depth);
      if (given.type === 'Loop') return this.loop(given, scope, depth);
    }
    const call = this.modern(given);
    return this.computed(call, name) ?? this.added(call, name);
  }

  private modern(given: Call): Call {
    const call = modernize(given);
    if (call.domain !== '' || call.type !== 'Cast' || !this.options.asFloat32) return call;
    const dtype = dtypeOf(call.attributes['to'] as number, this.options);
    return { ...call, attributes: { to: dtypeCodes[dtype] } };
  }

  /** A Constant node: a tensor, a number or a list. */
  private constantOf({ tensors, attributes, name }: Call, output: string): Operand {
    const tensor = tensors['value'];
    if (tensor) {
      const { dtype, shape, data } = decodeTensor(tensor, this.options);
      return this.graph.constant(data, shape, dtype, output);
    }
    const [[kind, value] = []] = Object.entries(attributes);
    const dtype: DType | undefined = kind?.startsWith('value_float')
      ? 'float32'
      : kind?.startsWith('value_int')
        ? 'int64'
        : undefined;
    if (!dtype || value === undefined)
      throw new GraphError(`${name}: this Constant has no tensor, number or list`);
    const data = typeof value === 'number' ? [value] : (value as readonly number[]);
    return { dtype, shape: typeof value === 'number' ? [] : [data.length], data };
  }

  /** The outputs of an operator on constants, computed; undefined if it is not one. */
  private computed(call: Call, name: string): readonly Operand[] | undefined {
    if (call.domain !== '') return undefined;
    if (call.type === 'Shape' || call.type === 'Size') return sizesOf(call);
    if (call.type === 'ConstantOfShape') return this.filled(call);
    const inputs = call.inputs.map((operand) => operand && constantOf(operand));
    if (inputs.some((elements, i) => call.inputs[i] && !elements)) return undefined;
    if (!this.options.fold && call.inputs.every((operand) => operand && isValue(operand))) return undefined;
    const results = evaluate(call.type, inputs, call.attributes, call.outputCount);
    // Constants with sizes known only at run time are not added to the graph.
    return results?.map((elements, i) =>
      isFloat(elements.dtype) && i === 0 ? addConstant(this.graph, elements, name) : elements,
    );
  }

  /** A tensor filled with one number, whose shape may contain names. */
  private filled(call: Call): readonly Operand[] | undefined {
    const tensor = call.tensors['value'];
    const value = tensor ? decodeTensor(tensor, this.options) : undefined;
    const number: Elements = {
      dtype: value?.dtype ?? 'float32',
      shape: [],
      data: value ? Array.from(value.data as ArrayLike<number | bigint>, Number) : [0],
    };
    const results = evaluate('Expand', [number, constantOf(call.inputs[0])], {}, 1);
    return results ?? this.added({ ...call, inputs: [call.inputs[0], number] }, call.name);
  }

  /** Adds a call to the graph. */
  private added(call: Call, name: string): readonly Value[] {
    const writer = writerOf(call);
    const writing: Writing = {
      graph: this.graph,
      valueOf: (operand) => this.valueOf(operand),
      like: () => this.batchInput(),
    };
    if (writer && !isPlain(call, this.options)) return this.graph.within(name, () => writer(call, writing));
    const operator = operators.get(call.type);
    if (!operator || operator.domain !== call.domain)
      throw new GraphError(`${call.name}: unknown operator ${call.type}`);
    const inputs = call.inputs.map((operand) => operand && this.valueOf(operand));
    return this.graph.add(operator, inputs, checkedAttributes(call, operator), call.outputCount, name);
  }

  /** The input whose first axis is the batch. */
  private batchInput(): Value {
    const [input] = this.graph.inputs;
    if (!input) throw new GraphError('the model has no input');
    return input;
  }

  private valueOf(operand: Operand | undefined): Value {
    if (!operand) throw new GraphError('an input is missing');
    return isValue(operand) ? operand : addConstant(this.graph, operand);
  }

  /** An If whose condition is known: uses the nodes of one of its branches. */
  private branch(call: Call, scope: Scope, depth: number): readonly Operand[] {
    const condition = constantOf(call.inputs[0])?.data[0];
    const bytes = call.subgraphs[condition === 0 ? 'else_branch' : 'then_branch'];
    if (typeof condition !== 'number' || !bytes)
      throw new GraphError(`If ${call.name}: its condition is known only at run time`);
    return this.body(bytes, new Map(scope), depth + 1);
  }

  /** A Loop whose number of iterations is known: repeats the nodes of its body. */
  private loop(call: Call, scope: Scope, depth: number): readonly Operand[] {
    const bytes = call.subgraphs['body'];
    const turns = constantOf(call.inputs[0])?.data[0];
    if (!bytes || typeof turns !== 'number' || turns > mostTurns)
      throw new GraphError(`Loop ${call.name}: its number of iterations is known only at run time`);
    const names = (decode(GraphMessage, bytes).input ?? []).map(({ name = '' }) => name);
    let state = call.inputs.slice(2);
    let goesOn: Operand | undefined = call.inputs[1];
    for (let turn = 0; turn < turns; turn++) {
      const condition = goesOn ? constantOf(goesOn)?.data[0] : 1;
      if (condition === undefined)
        throw new GraphError(`Loop ${call.name}: its condition is known only at run time`);
      if (condition === 0) break;
      const inner: Scope = new Map(scope);
      inner.set(names[0]!, { dtype: 'int64', shape: [], data: [turn] });
      inner.set(names[1]!, { dtype: 'bool', shape: [], data: [1] });
      state.forEach((operand, i) => operand && inner.set(names[i + 2]!, operand));
      const results = this.body(bytes, inner, depth + 1);
      goesOn = results[0];
      if (results.length - 1 > state.length)
        throw new GraphError(`Loop ${call.name}: collected outputs are not supported`);
      state = results.slice(1);
    }
    return state as readonly Operand[];
  }

  private body(bytes: Uint8Array, scope: Scope, depth: number): readonly Operand[] {
    if (depth > mostDepth) throw new GraphError('subgraphs are nested too deeply');
    const proto = decode(GraphMessage, bytes);
    const inner: Scope = scope;
    for (const tensor of proto.initializer ?? []) {
      const { name, dtype, shape, data } = decodeTensor(tensor, this.options);
      inner.set(name, this.graph.constant(data, shape, dtype, name));
    }
    for (const { output = [] } of proto.node ?? []) output.forEach((name) => inner.delete(name));
    this.addNodes(proto.node ?? [], inner, depth);
    return (proto.output ?? []).map(({ name = '' }) => lookUp(inner, name));
  }
}

/** Operators that are read in a way of their own. */
const handled = new Set(['Constant', 'ConstantOfShape', 'If', 'Loop', 'Shape', 'Size', 'Upsample']);

/** @throws GraphError that lists all operators that are not known, with how often each is used */
function checkOperators(nodes: readonly NodeProto[]): void {
  const unknown = new Map<string, number>();
  for (const { opType = '', domain = '' } of nodes) {
    const own = domain === 'ai.onnx' ? '' : domain;
    const isKnown =
      operators.get(opType)?.domain === own ||
      (own === '' && (handled.has(opType) || isWrittenOut(opType) || isEvaluated(opType)));
    const name = own === '' ? opType : `${own}.${opType}`;
    if (!isKnown) unknown.set(name, (unknown.get(name) ?? 0) + 1);
  }
  if (unknown.size === 0) return;
  const list = [...unknown].map(([name, count]) => (count === 1 ? name : `${name} (${count} times)`));
  throw new GraphError(
    `the engine does not know the ${list.length === 1 ? 'operator' : 'operators'} ${list.join(', ')}`,
  );
}

/** Whether a call can be added to the graph unchanged, although it could be written out. */
function isPlain({ type, inputs, attributes }: Call, { fold = false }: DecodeOptions): boolean {
  const isFixed = (operand: Operand | undefined) => operand === undefined || isValue(operand);
  if (type === 'MatMul') return inputs.every((operand) => (operand?.shape.length ?? 2) >= 2);
  if (type === 'Resize') return !fold; // unchanged, it has no gradient
  if (type === 'Reshape') return inputs.every(isFixed) && !attributes['allowzero'];
  return ['Slice', 'Expand', 'Tile'].includes(type) && inputs.every(isFixed);
}

/** The attributes of a call, checked against those of its operator. @throws GraphError for others */
function checkedAttributes(call: Call, operator: Operator): Attributes {
  const { attributes, kinds, tensors, name, type } = call;
  const isExpected = (key: string) => {
    const definition = operator.attributes[key];
    return definition && (kinds[key] ?? AttributeKind[definition.type]) === AttributeKind[definition.type];
  };
  const unknown = [...Object.keys(attributes), ...Object.keys(tensors)].find((key) => !isExpected(key));
  if (unknown !== undefined) throw new GraphError(`${name}: unexpected attribute ${unknown} of ${type}`);
  return attributes;
}

/** The sizes of a value, or its number of elements. */
function sizesOf({ type, inputs: [x], attributes }: Call): readonly Elements[] | undefined {
  if (!x) return undefined;
  const { start = 0, end } = attributes as { start?: number; end?: number };
  const sizes = shapeElements(x.shape.slice(start, end));
  return type === 'Shape' ? [sizes] : evaluate('ReduceProd', [sizes], { keepdims: 0 }, 1);
}

function define(scope: Scope, name: string, operand: Operand): void {
  if (scope.has(name)) throw new GraphError(`${name}: the model defines this value twice`);
  scope.set(name, operand);
}

function lookUp(scope: Scope, name: string): Operand {
  const operand = scope.get(name);
  if (!operand) throw new GraphError(`${name}: the model uses this value but does not define it`);
  return operand;
}

/** A list of names without empty ones at its end. */
function trimmed(names: readonly string[]): string[] {
  const list = [...names];
  while (list.at(-1) === '') list.pop();
  return list;
}

function decodeValueInfo(
  { name = '', type }: ValueInfoProto,
  options: TensorOptions,
): { name: string; dtype: DType; shape: Shape } {
  const tensor = type?.tensorType;
  if (!tensor?.shape) throw new GraphError(`input ${name}: expected a tensor of known rank`);
  const shape = (tensor.shape.dim ?? []).map(({ value = -1, param }, axis) =>
    value >= 0 ? value : param || `${name}_${axis}`,
  );
  return { name, dtype: dtypeOf(tensor.elemType, options), shape };
}
