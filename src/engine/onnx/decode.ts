// An ONNX model's bytes as a graph that can be extended, differentiated and compiled. Files are untrusted:
// what is damaged, or uses what the engine does not know, ends in one GraphError.
import { Graph, type Value } from '../graph/graph.ts';
import { GraphError, type Attribute, type Operator } from '../graph/operator.ts';
import { dtypeCodes, operators } from '../graph/operators/index.ts';
import { arrayTypes, dtypes, sizeOf, type DType, type Shape, type TensorData } from '../graph/tensor-type.ts';
import {
  AttributeKind,
  Model,
  type AttributeProto,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from './messages.ts';
import { decode } from './wire.ts';

/** Reads the outermost message of a model; throws a GraphError where the bytes are not an ONNX model. */
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

/**
 * The properties that a model carries beside its graph. Throws a GraphError where the bytes are not an ONNX
 * model.
 */
export function decodeMetadata(bytes: Uint8Array): Record<string, string> {
  const properties = decodeProto(bytes).metadataProps ?? [];
  return Object.fromEntries(properties.map(({ key = '', value = '' }) => [key, value]));
}

/**
 * The graph of a model. Throws a GraphError where the bytes are not a model, or hold what the engine does not
 * know.
 */
export function decodeModel(bytes: Uint8Array): Graph {
  const { graph } = decodeProto(bytes);
  try {
    return decodeGraph(graph);
  } catch (error) {
    if (error instanceof GraphError) throw error;
    throw new GraphError('not a valid ONNX model', { cause: error });
  }
}

function decodeGraph(proto: GraphProto): Graph {
  const graph = new Graph();
  const values = new Map<string, Value>();
  for (const tensor of proto.initializer ?? []) {
    const { name, dtype, shape, data } = decodeTensor(tensor);
    define(values, name, graph.constant(data, shape, dtype, name));
  }
  for (const info of proto.input ?? []) {
    const { name, dtype, shape } = decodeValueInfo(info);
    if (!values.has(name)) values.set(name, graph.input(name, dtype, shape));
  }
  for (const node of proto.node ?? []) decodeNode(node, graph, values);
  for (const { name = '' } of proto.output ?? []) graph.output(name, lookUp(values, name));
  return graph;
}

function define(values: Map<string, Value>, name: string, value: Value): void {
  if (values.has(name)) throw new GraphError(`${name} is made twice`);
  values.set(name, value);
}

function lookUp(values: ReadonlyMap<string, Value>, name: string): Value {
  const value = values.get(name);
  if (!value) throw new GraphError(`${name} is made by nothing`);
  return value;
}

function decodeNode(node: NodeProto, graph: Graph, values: Map<string, Value>): void {
  const { opType = '', name = '' } = node;
  if (opType === 'Constant') return decodeConstantNode(node, graph, values);
  const operator = operators.get(opType);
  if (!operator || operator.domain !== (node.domain === 'ai.onnx' ? '' : (node.domain ?? ''))) {
    throw new GraphError(`${name}: unknown operator ${opType}`);
  }
  const inputs = (node.input ?? []).map((input) => (input === '' ? undefined : lookUp(values, input)));
  while (inputs.length > 0 && inputs.at(-1) === undefined) inputs.pop();
  const output = node.output ?? [];
  while (output.at(-1) === '') output.pop();
  const outputs = graph.add(
    operator,
    inputs,
    decodeAttributes(node, operator),
    output.length,
    output[0] || name || opType,
  );
  outputs.forEach((value, i) => {
    if (output[i]) define(values, output[i], value);
  });
}

function decodeConstantNode(node: NodeProto, graph: Graph, values: Map<string, Value>): void {
  const tensor = node.attribute?.find((attribute) => attribute.name === 'value')?.t;
  const output = node.output?.[0];
  if (!tensor || output === undefined)
    throw new GraphError(`${node.name ?? ''}: a Constant without a tensor`);
  const { dtype, shape, data } = decodeTensor(tensor);
  define(values, output, graph.constant(data, shape, dtype, output));
}

function decodeAttributes(node: NodeProto, operator: Operator): Record<string, Attribute> {
  const entries = (node.attribute ?? []).map((attribute): [string, Attribute] => {
    const { name = '' } = attribute;
    const type = operator.attributes[name]?.type;
    if (!type || AttributeKind[type] !== attribute.type) {
      throw new GraphError(`${node.name ?? ''}: unexpected attribute ${name} of ${operator.type}`);
    }
    return [name, decodeAttribute(attribute)];
  });
  return Object.fromEntries(entries);
}

function decodeAttribute({ f, i, s, floats, ints, type }: AttributeProto): Attribute {
  if (type === AttributeKind.int) return i ?? 0;
  if (type === AttributeKind.float) return f ?? 0;
  if (type === AttributeKind.ints) return ints ?? [];
  if (type === AttributeKind.floats) return floats ?? [];
  return new TextDecoder().decode(s);
}

interface DecodedTensor {
  name: string;
  dtype: DType;
  shape: number[];
  data: TensorData;
}

function decodeTensor(tensor: TensorProto): DecodedTensor {
  const { name = '', dims: shape = [] } = tensor;
  const dtype = dtypeOf(tensor.dataType);
  if (tensor.dataLocation)
    throw new GraphError(`tensor ${name}: its elements are in another file, expected a model in one file`);
  const data = tensor.rawData ? fromRaw(tensor.rawData, dtype) : fromLists(tensor, dtype);
  if (shape.some((size) => size < 0) || data.length !== sizeOf(shape)) {
    throw new GraphError(
      `tensor ${name}: expected ${sizeOf(shape)} elements in the file, got ${data.length}`,
    );
  }
  return { name, dtype, shape, data };
}

function fromRaw(bytes: Uint8Array, dtype: DType): TensorData {
  const array = arrayTypes[dtype];
  if (bytes.byteLength % array.BYTES_PER_ELEMENT !== 0)
    throw new GraphError('a tensor ends within an element');
  // Copied, because elements must be aligned and the file's bytes are anywhere.
  return new array(new Uint8Array(bytes).buffer);
}

function fromLists({ floatData, int32Data, int64Data }: TensorProto, dtype: DType): TensorData {
  if (dtype === 'int64') return BigInt64Array.from(int64Data ?? []);
  if (dtype === 'float32') return Float32Array.from(floatData ?? []);
  if (dtype === 'uint64' || dtype === 'float64') throw new GraphError(`a list of ${dtype} is not supported`);
  return arrayTypes[dtype].from(int32Data ?? []);
}

function dtypeOf(code: number | undefined): DType {
  const dtype = dtypes.find((name) => dtypeCodes[name] === code);
  if (!dtype) throw new GraphError(`element type ${code} is not supported`);
  return dtype;
}

function decodeValueInfo({ name = '', type }: ValueInfoProto): { name: string; dtype: DType; shape: Shape } {
  const tensor = type?.tensorType;
  if (!tensor?.shape) throw new GraphError(`input ${name}: expected a tensor of known rank`);
  const shape = (tensor.shape.dim ?? []).map(({ value = -1, param }, axis) =>
    value >= 0 ? value : param || `${name}_${axis}`,
  );
  return { name, dtype: dtypeOf(tensor.elemType), shape };
}
