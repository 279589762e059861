// Graphs written and read: the same bytes, the same results, and bytes that depend only on the graph.
import { describe, expect, it } from 'vitest';
import { gradients } from '../gradients/gradients.ts';
import { applyAll, Graph } from '../graph/graph.ts';
import { GraphError } from '../graph/operator.ts';
import * as op from '../graph/operators/index.ts';
import { checkGraph } from '../graph/specification.ts';
import { dtypes } from '../graph/tensor-type.ts';
import { lower } from '../passes/lower.ts';
import { openModel } from '../runtime/program.ts';
import { cpu } from '../testing/devices.ts';
import { runOnce } from '../testing/evaluate.ts';
import {
  batchOf,
  crossEntropy,
  initialParameters,
  lenet5,
  smallCnn,
  type TestNetwork,
} from '../testing/networks.ts';
import { decodeMetadata, decodeModel } from './decode.ts';
import { encodeModel } from './encode.ts';

/** A network with its weights as constants, and the gradients of its loss by the pictures. */
function build(network: TestNetwork): Graph {
  const graph = new Graph();
  const images = graph.input('images', 'float32', [2, 1, 28, 28]);
  const labels = graph.constant(BigInt64Array.of(3n, 7n), [2], 'int64', 'labels');
  const parameters = initialParameters(network).map(({ shape, data }, i) =>
    graph.constant(Float32Array.from(data), shape, 'float32', `parameter${i}`),
  );
  const loss = crossEntropy(network.apply(images, parameters), labels);
  graph.output('loss', loss);
  graph.output('gradient', gradients(loss, [images])[0]!);
  return lower(graph);
}

const run = async (bytes: Uint8Array, feeds: Record<string, Float32Array>) => {
  const program = await openModel(bytes, cpu);
  try {
    return await program.run(feeds);
  } finally {
    await program.dispose();
  }
};

describe.each([smallCnn, lenet5])('the $name', (network) => {
  const bytes = encodeModel(build(network));

  it('gives the same bytes after reading and writing', () => {
    const decoded = decodeModel(bytes);
    checkGraph(decoded);
    expect(encodeModel(decoded)).toEqual(bytes);
  });

  it('gives the same bytes if built again', () => {
    expect(encodeModel(build(network))).toEqual(bytes);
  });

  it('computes the same after reading', async () => {
    const feeds = { images: Float32Array.from(batchOf(2).images.data) };
    const expected = await runOnce(build(network), cpu, feeds);
    expect(await run(bytes, feeds)).toEqual(expected);
    expect(await runOnce(decodeModel(bytes), cpu, feeds)).toEqual(expected);
  });

  it('can be differentiated after reading', async () => {
    const forward = new Graph();
    const images = forward.input('images', 'float32', [2, 1, 28, 28]);
    const parameters = initialParameters(network).map(({ shape, data }) =>
      forward.constant(Float32Array.from(data), shape, 'float32'),
    );
    const labels = forward.constant(BigInt64Array.of(3n, 7n), [2], 'int64');
    forward.output('loss', crossEntropy(network.apply(images, parameters), labels));
    const read = decodeModel(encodeModel(forward));
    read.output('gradient', gradients(read.outputs.get('loss')!, read.inputs)[0]!);
    const feeds = { images: Float32Array.from(batchOf(2).images.data) };
    expect(await runOnce(read, cpu, feeds)).toEqual(await run(bytes, feeds));
  });
});

/** Encodes, and checks that decoding and encoding again change nothing. */
function stable(graph: Graph): Uint8Array {
  const bytes = encodeModel(graph);
  expect(encodeModel(decodeModel(bytes))).toEqual(bytes);
  return bytes;
}

describe('outputs', () => {
  it('may be inputs, constants, and values named twice', async () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2]);
    const y = op.relu(x);
    graph.output('y', y);
    graph.output('again', y);
    graph.output('x again', x);
    graph.output('seven', graph.scalar(7));
    expect(await run(stable(graph), { x: Float32Array.of(-1, 2) })).toEqual({
      y: Float32Array.of(0, 2),
      again: Float32Array.of(0, 2),
      'x again': Float32Array.of(-1, 2),
      seven: Float32Array.of(7),
    });
  });

  it('may have the names of other values', async () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2]);
    const inner = op.relu(x); // Relu
    const outer = op.neg(op.add(inner, 1)); // Add, Neg, and the constant `scalar`
    graph.output('Relu', outer);
    graph.output('scalar', op.mul(outer, 2));
    graph.output("Relu'", inner);
    expect(await run(stable(graph), { x: Float32Array.of(-1, 2) })).toEqual({
      Relu: Float32Array.of(-1, -3),
      scalar: Float32Array.of(-2, -6),
      "Relu'": Float32Array.of(0, 2),
    });
  });

  it('may not have the name of an input', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2]);
    graph.output('x', op.relu(x));
    expect(() => encodeModel(graph)).toThrow(new GraphError('x: an input and an output have this name'));
  });

  it('may be any output of a node, or only the second', async () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [1, 1, 4]);
    const [, indices] = op.maxPoolWithIndices(x, { kernel_shape: [2], strides: [2] });
    graph.output('indices', indices!);
    expect(await run(stable(graph), { x: Float32Array.of(1, 2, 4, 3) })).toEqual({
      indices: BigInt64Array.of(1n, 2n),
    });
  });
});

describe('files', () => {
  it('keep constants of every element type, attributes of every kind, and missing operands', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', ['batch', 2, 4, 4]);
    dtypes.forEach((dtype) => {
      const data = { float16: new Uint16Array([1, 2]), bool: new Uint8Array([0, 1]) } as Record<
        string,
        Uint8Array | Uint16Array
      >;
      const value = graph.input(dtype, dtype, [2]);
      const constant = data[dtype]
        ? graph.constant(data[dtype], [2], dtype)
        : op.add(value, 3).producer!.inputs[1]!;
      graph.output(`${dtype} constant`, constant);
    });
    graph.output('int and string', op.softmax(op.gelu(x, { approximate: 'tanh' }), { axis: -3 }));
    graph.output('ints', op.maxPool(x, { kernel_shape: [2, 2], pads: [0, 1, 0, 1] }));
    graph.output('float', op.leakyRelu(x, { alpha: 0.3 }));
    graph.output('no low bound', op.clip(x, undefined, 2));
    graph.output('no high bound', op.clip(x, -2));
    stable(graph);
  });

  it('leave out nodes that no output needs', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2]);
    graph.output('y', op.relu(x));
    const bytes = encodeModel(graph);
    op.mul(op.exp(x), 12345);
    expect(encodeModel(graph)).toEqual(bytes);
  });

  it('keep open sizes by name', () => {
    const graph = new Graph();
    graph.output('y', op.relu(graph.input('x', 'float32', ['batch', 3])));
    expect(decodeModel(stable(graph)).outputs.get('y')!.shape).toEqual(['batch', 3]);
  });

  it('have properties in the order of their keys', () => {
    const graph = new Graph();
    graph.output('y', op.relu(graph.input('x', 'float32', [2])));
    const bytes = encodeModel(graph, { metadata: { b: '2', a: 'ä €', empty: '' } });
    expect(decodeMetadata(bytes)).toEqual({ a: 'ä €', b: '2', empty: '' });
    expect(encodeModel(graph, { metadata: { a: 'ä €', empty: '', b: '2' } })).toEqual(bytes);
    expect(decodeMetadata(encodeModel(graph))).toEqual({});
  });

  it('keep the whole range of int64', () => {
    const graph = new Graph();
    const limits = BigInt64Array.of(2n ** 63n - 1n, -(2n ** 63n), -1n);
    graph.output('y', graph.constant(limits, [3], 'int64', 'limits'));
    const [copy] = decodeModel(stable(graph)).nodes;
    expect(copy!.inputs[0]!.data).toEqual(limits);
  });

  it('are not written with operators that a pass must lower first', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [1, 1, 4]);
    const loss = op.reduceSum(op.maxPool(x, { kernel_shape: [2] }));
    graph.output('gradient', gradients(loss, [x])[0]!);
    expect(() => encodeModel(graph)).toThrow(
      /^backward\/MaxPoolGradient: MaxPoolGradient has not been lowered$/,
    );
  });

  it('keep a mask that only the gradient needs', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2]);
    const training = graph.constant(Uint8Array.of(1), [], 'bool');
    const [y] = applyAll(op.Dropout, [x, graph.scalar(0.5), training], { seed: 3 }, 2);
    graph.output('y', y!);
    stable(graph);
  });
});
