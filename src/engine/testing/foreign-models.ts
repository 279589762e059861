// Small ONNX files written message by message, as other programs write them, and their results: those of the
// file in ONNX Runtime are the oracle, and those of the graph that is read from it must be the same.
import { expect } from 'vitest';
import { Random } from '../../random.ts';
import { fromFloat16, toFloat16 } from '../graph/float16.ts';
import type { Graph } from '../graph/graph.ts';
import { dtypeCodes } from '../graph/operators/index.ts';
import { checkGraph } from '../graph/specification.ts';
import { arrayTypes, sizeOf, type DType, type Shape, type TensorData } from '../graph/tensor-type.ts';
import { decodeModel, type DecodeOptions } from '../onnx/decode.ts';
import {
  AttributeKind,
  GraphMessage,
  Model,
  type AttributeProto,
  type FunctionProto,
  type GraphProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from '../onnx/messages.ts';
import { encode } from '../onnx/wire.ts';
import { compile } from '../runtime/compile.ts';
import { openModel, type Program, type Tensors } from '../runtime/program.ts';
import { expectClose } from './closeness.ts';

const device = { device: 'cpu', threads: 1 } as const;

/** An input: a shape of float32, or an element type and a shape. */
type InputType = Shape | readonly [dtype: DType, shape: Shape];

/** What a file is made of. */
export interface ForeignModel {
  /** The version of ONNX's operators. */
  readonly opset: number;
  readonly inputs?: Readonly<Record<string, InputType>>;
  readonly initializers?: readonly TensorProto[];
  readonly nodes: readonly NodeProto[];
  /** Names of outputs; `y` by default. */
  readonly outputs?: readonly string[];
  readonly functions?: readonly FunctionProto[];
}

const isTyped = (type: InputType): type is readonly [DType, Shape] => Array.isArray(type[1]);

function inputInfo(name: string, type: InputType): ValueInfoProto {
  const [dtype, shape] = isTyped(type) ? type : (['float32', type] as const);
  const dim = shape.map((size) => (typeof size === 'string' ? { param: size } : { value: size }));
  return { name, type: { tensorType: { elemType: dtypeCodes[dtype], shape: { dim } } } };
}

const graphOf = ({ inputs = {}, initializers = [], nodes, outputs = ['y'] }: ForeignModel): GraphProto => ({
  name: 'graph',
  input: Object.entries(inputs).map(([name, type]) => inputInfo(name, type)),
  initializer: [...initializers],
  node: [...nodes],
  output: outputs.map((name) => ({ name })),
});

/** The bytes of a file. */
export const foreignFile = (model: ForeignModel): Uint8Array =>
  encode(Model, {
    irVersion: 10,
    producerName: 'test',
    opsetImport: [
      { domain: '', version: model.opset },
      ...(model.functions ? [{ domain: 'own', version: 1 }] : []),
    ],
    graph: graphOf(model),
    ...(model.functions && { functions: [...model.functions] }),
  });

/** The bytes of a graph that is an attribute, such as a branch. */
export const subgraph = (parts: Omit<ForeignModel, 'opset'>): Uint8Array =>
  encode(GraphMessage, graphOf({ opset: 0, ...parts }));

/** A node; `''` is an input that is left out. */
export const node = (
  opType: string,
  input: readonly string[],
  output: string | readonly string[],
  attribute: readonly AttributeProto[] = [],
): NodeProto => ({
  opType,
  input: [...input],
  output: typeof output === 'string' ? [output] : [...output],
  attribute: [...attribute],
});

export const int = (name: string, i: number): AttributeProto => ({ name, type: AttributeKind.int, i });
export const ints = (name: string, list: readonly number[]): AttributeProto => ({
  ...{ name, type: AttributeKind.ints, ints: [...list] },
});
export const float = (name: string, f: number): AttributeProto => ({ name, type: AttributeKind.float, f });
export const floats = (name: string, list: readonly number[]): AttributeProto => ({
  ...{ name, type: AttributeKind.floats, floats: [...list] },
});
export const text = (name: string, value: string): AttributeProto => ({
  ...{ name, type: AttributeKind.string, s: new TextEncoder().encode(value) },
});
export const tensorAttribute = (name: string, t: TensorProto): AttributeProto => ({
  ...{ name, type: AttributeKind.tensor, t },
});
export const graphAttribute = (name: string, g: Uint8Array): AttributeProto => ({
  ...{ name, type: AttributeKind.graph, g },
});

/** A tensor of the given elements, as raw bytes. */
export function tensor(
  name: string,
  data: readonly number[],
  shape: readonly number[] = [data.length],
  dtype: DType = 'float32',
): TensorProto {
  const raw = toData(data, dtype);
  const rawData = new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength);
  return { name, dims: [...shape], dataType: dtypeCodes[dtype], rawData };
}

/** A list of int64, as sizes and axes are given; a scalar with the shape []. */
export const whole = (name: string, data: readonly number[], shape?: readonly number[]): TensorProto =>
  tensor(name, data, shape, 'int64');

/** A tensor of random numbers, the same for the same name and shape. */
export const weights = (name: string, shape: readonly number[]): TensorProto =>
  tensor(name, drawNumbers(name, sizeOf(shape)), shape);

function drawNumbers(name: string, count: number): number[] {
  const random = new Random(11, name, count);
  return Array.from({ length: count }, () => random.normal());
}

function toData(data: readonly number[], dtype: DType): TensorData {
  if (dtype === 'int64') return BigInt64Array.from(data, BigInt);
  if (dtype === 'uint64') return BigUint64Array.from(data, BigInt);
  if (dtype === 'float16') return toFloat16(Float32Array.from(data));
  return arrayTypes[dtype].from(data);
}

/** Random numbers for each input, of `batch` where a size is open. */
function drawFeeds(inputs: Program['inputs'], batch = 3): Record<string, TensorData> {
  const feeds: Record<string, TensorData> = {};
  for (const [name, { dtype, shape }] of inputs) {
    const count = shape.reduce<number>(
      (product, size) => product * (typeof size === 'string' ? batch : size),
      1,
    );
    const numbers = drawNumbers(name, count);
    const isReal = dtype.startsWith('float');
    feeds[name] = toData(isReal ? numbers : numbers.map((number) => Number(number > 0)), dtype);
  }
  return feeds;
}

interface Comparison extends DecodeOptions {
  readonly feeds?: Tensors;
  /** The size of open dimensions. */
  readonly batch?: number;
  readonly tolerance?: number;
}

/** The graph of a file, whose results are the same as the file's in ONNX Runtime. */
export async function expectSame(
  file: Uint8Array | ForeignModel,
  { feeds, batch, tolerance = 1e-5, ...options }: Comparison = {},
): Promise<Graph> {
  const bytes = file instanceof Uint8Array ? file : foreignFile(file);
  const oracle = await openModel(bytes, device);
  const given = feeds ?? drawFeeds(oracle.inputs, batch);
  const expected = await runAndClose(oracle, given);
  const graph = decodeForeign(bytes, options);
  const results = await runAndClose(await compile(graph, device), given);
  for (const [name, { dtype, shape }] of oracle.outputs) {
    const wanted = expected[name]!;
    const numbers = dtype === 'float16' ? fromFloat16(wanted as Uint16Array) : numbersOf(wanted);
    expectClose(numbersOf(results[name]!), numbers, tolerance, name);
    // What the runtime infers of older operators may be wrong, so it must at least fit the result.
    if (shape.every((size) => typeof size === 'number') && sizeOf(shape) === wanted.length)
      expect(withBatch(graph.outputs.get(name)!.shape, batch)).toEqual(shape);
  }
  return graph;
}

/** The graph of a file, as models that are to be trained further are read. */
export function decodeForeign(bytes: Uint8Array, options: DecodeOptions = {}): Graph {
  const graph = decodeModel(bytes, { fold: true, asFloat32: true, ...options });
  checkGraph(graph);
  return graph;
}

const withBatch = (shape: Shape, batch: number | undefined) =>
  shape.map((size) => (typeof size === 'string' ? batch : size));

async function runAndClose(program: Program, feeds: Tensors): Promise<Record<string, TensorData>> {
  try {
    return await program.run(feeds);
  } finally {
    await program.dispose();
  }
}

const numbersOf = (data: TensorData): ArrayLike<number> =>
  data instanceof BigInt64Array || data instanceof BigUint64Array ? Array.from(data, Number) : data;

/** The same of a file without inputs, all of whose outputs are computed while it is read. */
export async function expectComputed(model: Omit<ForeignModel, 'inputs'>): Promise<Graph> {
  const graph = await expectSame(model);
  const computed = [...graph.outputs].filter(([, value]) => value.data).map(([name]) => name);
  expect(computed).toEqual(model.outputs ?? ['y']);
  return graph;
}
