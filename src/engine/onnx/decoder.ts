// The nodes of a model, added to a graph one by one. Each is brought to today's form of its operator
// (dialects.ts), computed if it depends on constants alone, written out if the engine does not have it
// (written-out.ts), and else added as it is.
import { addConstant, countOf, type Elements } from '../constants/elements.ts';
import { evaluate } from '../constants/evaluate.ts';
import { Graph, type Value } from '../graph/graph.ts';
import { GraphError } from '../graph/operator.ts';
import { dtypeCodes, operators } from '../graph/operators/index.ts';
import { isFloat, type DType, type Shape } from '../graph/tensor-type.ts';
import {
  checkedAttributes,
  constantOf,
  forCall,
  decodeAttributes,
  isValue,
  type Call,
  type Operand,
  type Writing,
} from './calls.ts';
import { modernize } from './dialects.ts';
import { attributesOf, functionsOf, scopeOfCall, type FindFunction } from './functions.ts';
import {
  GraphMessage,
  type FunctionProto,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type ValueInfoProto,
} from './messages.ts';
import { rebatched, type Rebatching } from './rebatch.ts';
import { sizesOf } from './shape-writers.ts';
import { domainOf, Scope } from './scope.ts';
import { branch, loop, type ReadSubgraph } from './subgraphs.ts';
import { decodeInput, decodeTensor, dtypeOf, type TensorOptions } from './tensors.ts';
import { decode } from './wire.ts';
import { writerOf } from './written-out.ts';

/** How a model is read. */
export interface DecodeOptions extends TensorOptions {
  /**
   * Whether operators on constants are computed: what exporters leave to the runtime. Without it a graph
   * keeps its nodes, and only sizes that nodes ask for are computed.
   */
  readonly fold?: boolean;
  /** The shape of an input, from the one that the model declares. */
  readonly inputShape?: (name: string, declared: Shape) => Shape;
}

/** So many nodes are read, and so many elements are computed: files are untrusted. */
const [mostNodes, mostComputed] = [100_000, 2 ** 29];

/** What a Constant node holds, by the name of its attribute. */
const constantTypes: Readonly<Record<string, DType>> = {
  value_float: 'float32',
  value_floats: 'float32',
  value_int: 'int64',
  value_ints: 'int64',
};

type Operands = readonly (Operand | undefined)[];

/** Reads one model. */
export class Decoder {
  private readonly graph = new Graph();
  private readonly opsets: ModelProto['opsetImport'];
  private readonly functionOf: FindFunction;
  private readonly options: DecodeOptions;
  /** If the model is read with another batch than it declares. */
  private rebatching: Rebatching | undefined;
  private nodes = 0;
  private computedElements = 0;

  constructor(model: ModelProto, options: DecodeOptions) {
    this.opsets = model.opsetImport;
    this.functionOf = functionsOf(model);
    this.options = options;
  }

  decode(proto: GraphProto): Graph {
    const scope = new Scope({ opsets: this.opsets });
    this.defineInitializers(proto, scope);
    for (const info of proto.input ?? []) {
      const name = info.name ?? '';
      if (!scope.has(name)) scope.define(name, this.declareInput(info));
    }
    this.addNodes(proto.node ?? [], scope);
    for (const { name = '' } of proto.output ?? []) this.graph.output(name, this.valueOf(scope.lookUp(name)));
    return this.graph;
  }

  private declareInput(info: ValueInfoProto): Value {
    const { name, dtype, shape } = decodeInput(info, this.options);
    const taken = this.options.inputShape?.(name, shape) ?? shape;
    const [declared, wanted] = [shape[0], taken[0]];
    if (typeof declared === 'number' && wanted !== undefined && wanted !== declared)
      this.rebatching ??= { declared, wanted };
    return this.graph.input(name, dtype, taken);
  }

  private defineInitializers(proto: GraphProto, scope: Scope): void {
    for (const tensor of proto.initializer ?? []) {
      const { name, dtype, shape, data } = decodeTensor(tensor, this.options);
      scope.define(name, this.graph.constant(data, shape, dtype, name));
    }
  }

  private addNodes(nodes: readonly NodeProto[], scope: Scope): void {
    this.nodes += nodes.length + 1;
    if (this.nodes > mostNodes)
      throw new GraphError(`the model has more than ${mostNodes} nodes, functions and loops written out`);
    for (const node of nodes) {
      const outputs = withoutEnd(node.output ?? []);
      const call = callOf(node, outputs, scope);
      const results = this.addCall(call, node, scope);
      outputs.forEach((name, i) => {
        if (name && results[i]) scope.define(name, results[i]);
      });
    }
  }

  private addCall(given: Call, node: NodeProto, scope: Scope): Operands {
    const name = scope.prefix + (node.output?.[0] || given.name || given.type);
    const called = this.functionOf(given);
    if (called) return this.callFunction(called, scopeOfCall(called, given, node, scope));
    if (given.domain === '') {
      if (given.type === 'Constant') return [this.constantOf(given, name)];
      const read: ReadSubgraph = (bytes, inputs) => this.subgraph(bytes, inputs, scope);
      if (given.type === 'If') return branch(given, read);
      if (given.type === 'Loop') return loop(given, read);
    }
    const call = forCall(given, () => this.followingBatch(this.modern(given), name));
    return (
      forCall(call, () => this.computed(call, name) ?? this.written(call, name)) ?? this.added(call, name)
    );
  }

  private callFunction({ node = [], output = [] }: FunctionProto, scope: Scope): Operands {
    this.addNodes(node, scope);
    return output.map((name) => scope.lookUp(name));
  }

  private subgraph(bytes: Uint8Array, inputs: Operands, around: Scope): Operands {
    const proto = decode(GraphMessage, bytes);
    const scope = around.inner();
    (proto.input ?? []).forEach(({ name = '' }, i) => scope.define(name, inputs[i]));
    this.defineInitializers(proto, scope);
    this.addNodes(proto.node ?? [], scope);
    return (proto.output ?? []).map(({ name = '' }) => scope.lookUp(name));
  }

  private modern(given: Call): Call {
    const call = modernize(given);
    if (call.domain !== '') return call;
    if (call.type === 'ConstantOfShape') return this.filled(call);
    if (call.type !== 'Cast' || !this.options.asFloat32) return call;
    const dtype = dtypeOf(call.attributes['to'] as number, this.options);
    return { ...call, attributes: { to: dtypeCodes[dtype] } };
  }

  private followingBatch(call: Call, name: string): Call {
    const { graph, rebatching } = this;
    return rebatching ? graph.within(name, () => rebatched(call, rebatching, this.writing)) : call;
  }

  /** A tensor of one number is that number, broadcast. */
  private filled(call: Call): Call {
    const tensor = call.tensors['value'];
    const value = tensor && decodeTensor(tensor, this.options);
    const number: Elements = {
      dtype: value?.dtype ?? 'float32',
      shape: [],
      data: value ? Array.from(value.data as ArrayLike<number | bigint>, Number) : [0],
    };
    return { ...call, type: 'Expand', inputs: [number, ...call.inputs], tensors: {} };
  }

  /** A Constant node: a tensor, a number or a list. */
  private constantOf({ tensors, attributes, name }: Call, output: string): Operand {
    const tensor = tensors['value'];
    if (tensor) {
      const { dtype, shape, data } = decodeTensor(tensor, this.options);
      return this.graph.constant(data, shape, dtype, output);
    }
    const [[kind = '', value] = []] = Object.entries(attributes);
    const dtype = constantTypes[kind];
    if (!dtype || value === undefined)
      throw new GraphError(`Constant ${name}: expected a tensor, a number or a list`);
    const data = typeof value === 'number' ? [value] : (value as readonly number[]);
    return { dtype, shape: typeof value === 'number' ? [] : [data.length], data };
  }

  /** The outputs of an operator on constants, if it is one. */
  private computed(call: Call, name: string): readonly Operand[] | undefined {
    if (call.domain !== '' || repeatsWeight(call)) return undefined;
    if (call.type === 'Shape' || call.type === 'Size') return sizesOf(call);
    const inputs = call.inputs.map((operand) => operand && constantOf(operand));
    if (inputs.some((elements, i) => call.inputs[i] && !elements)) return undefined;
    if (!this.options.fold && call.inputs.every((operand) => operand && isValue(operand))) return undefined;
    const results = this.limited(evaluate(call.type, inputs, call.attributes, call.outputCount));
    // What has a size that is only known at run time stays apart from the graph.
    return results?.map((elements, i) =>
      isFloat(elements.dtype) ? addConstant(this.graph, elements, i === 0 ? name : `${name}:${i}`) : elements,
    );
  }

  private limited(results: readonly Elements[] | undefined): readonly Elements[] | undefined {
    for (const elements of results ?? []) this.computedElements += countOf(elements);
    if (this.computedElements > mostComputed) throw new GraphError('the model computes too many constants');
    return results;
  }

  /** What a call is written out in, if the engine does not have its operator. */
  private written(call: Call, name: string): readonly Value[] | undefined {
    const writer = writerOf(call, this.options.fold ?? false);
    if (!writer) return undefined;
    return this.graph.within(name, () => writer(call, this.writing));
  }

  private get writing(): Writing {
    return {
      graph: this.graph,
      valueOf: (operand) => this.valueOf(operand),
      like: () => this.batchInput(),
    };
  }

  /** Adds a call to the graph. */
  private added(call: Call, name: string): readonly Value[] {
    const operator = operators.get(call.type);
    if (!operator || operator.domain !== call.domain) {
      const domain = call.domain && ` of domain ${call.domain}`;
      throw new GraphError(`${call.name}: unknown operator ${call.type}${domain}`);
    }
    const inputs = call.inputs.map((operand) => operand && this.valueOf(operand));
    return this.graph.add(operator, inputs, checkedAttributes(call, operator), call.outputCount, name);
  }

  /** The input whose first axis is the batch. */
  private batchInput(): Value {
    const [input] = this.graph.inputs;
    if (!input) throw new GraphError('expected a model with an input');
    return input;
  }

  private valueOf(operand: Operand | undefined): Value {
    if (!operand) throw new GraphError('an input is missing');
    return isValue(operand) ? operand : addConstant(this.graph, operand);
  }
}

function callOf(node: NodeProto, outputs: readonly string[], scope: Scope): Call {
  const domain = domainOf(node);
  const operands = withoutEnd((node.input ?? []).map((name) => scope.lookUp(name)));
  return {
    ...{ type: node.opType ?? '', domain, name: node.name || outputs[0] || '' },
    opset: scope.opsetOf(domain),
    inputs: operands,
    ...decodeAttributes(attributesOf(node, scope)),
    outputCount: outputs.length,
  };
}

/** A list without what is left out at its end. */
const withoutEnd = <T>(list: readonly T[]): readonly T[] => list.slice(0, list.findLastIndex(Boolean) + 1);

/**
 * Whether a stored weight, such as a class token, is repeated for each picture. Computed, it would be one
 * weight per picture.
 */
const repeatsWeight = ({ type, inputs: [x] }: Call): boolean =>
  type === 'Expand' &&
  x !== undefined &&
  isValue(x) &&
  isFloat(x.dtype) &&
  x.data !== undefined &&
  x.data.length > 1;
