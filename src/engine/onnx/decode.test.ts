// Files are untrusted: whatever the bytes, decoding ends soon, with a graph or with a GraphError.
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { Graph } from '../graph/graph.ts';
import { GraphError } from '../graph/operator.ts';
import * as op from '../graph/operators/index.ts';
import { checkGraph } from '../graph/specification.ts';
import { initialParameters, smallCnn } from '../testing/networks.ts';
import { decodeMetadata, decodeModel } from './decode.ts';
import { encodeModel } from './encode.ts';
import { AttributeKind, Model, type GraphProto, type TensorProto } from './messages.ts';
import { encode } from './wire.ts';

function sample(): Uint8Array {
  const graph = new Graph();
  const x = graph.input('x', 'float32', ['batch', 1, 28, 28]);
  const parameters = initialParameters(smallCnn)
    .slice(0, 4)
    .map(({ shape, data }) => graph.constant(Float32Array.from(data), shape, 'float32', 'parameter'));
  const first = op.maxPool(op.relu(op.conv(x, parameters[0]!, parameters[1])), { kernel_shape: [2, 2] });
  const second = op.leakyRelu(op.conv(first, parameters[2]!, parameters[3]), { alpha: 0.1 });
  const picked = op.slice(op.clip(second, -1), { starts: [0], ends: [4], axes: [1] });
  graph.output('y', op.softmax(op.transpose(op.reshape(picked, [0, 4, -1]), [0, 2, 1])));
  return encodeModel(graph, { metadata: { key: 'value' } });
}

/** Decodes; what it throws must be a GraphError, and what it returns a graph that keeps the rules. */
function decodesOrRefuses(bytes: Uint8Array): boolean {
  try {
    decodeMetadata(bytes);
    checkGraph(decodeModel(bytes));
    return true;
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return false;
  }
}

describe('damaged bytes end in a graph or a GraphError', () => {
  const bytes = sample();

  it('whole bytes, in a graph', () => {
    expect(decodesOrRefuses(bytes)).toBe(true);
  });

  it('bytes cut off anywhere', () => {
    for (let length = 0; length < bytes.length; length += 50) {
      expect(decodesOrRefuses(bytes.subarray(0, length)), `${length} bytes`).toBe(false);
    }
  });

  it('bytes changed here and there', () => {
    const random = new Random(41, 'damage');
    let refused = 0;
    for (let round = 0; round < 1500; round++) {
      const damaged = bytes.slice();
      const span = round % 2 ? bytes.length : 1500; // half of them where the structure is, not the weights
      for (let i = 0; i < 1 + random.integer(4); i++) damaged[random.integer(span)] = random.integer(256);
      if (!decodesOrRefuses(damaged)) refused += 1;
    }
    expect(refused).toBeGreaterThan(100);
    expect(refused).toBeLessThan(1500);
  });

  it('no bytes, or random bytes', () => {
    expect(decodesOrRefuses(new Uint8Array(0))).toBe(false);
    for (let round = 0; round < 300; round++) {
      const random = new Random(42, 'garbage', round);
      const garbage = Uint8Array.from({ length: 1 + random.integer(300) }, () => random.integer(256));
      expect(decodesOrRefuses(garbage)).toBe(false);
    }
  });

  it('a length beyond the end', () => {
    const huge = [0xff, 0xff, 0xff, 0xff, 0x0f]; // 2³² - 1
    // The graph, its name, a tensor in it, that tensor's packed sizes and raw data.
    expect(decodesOrRefuses(Uint8Array.of(0x3a, ...huge))).toBe(false);
    expect(decodesOrRefuses(Uint8Array.of(0x3a, 6, 0x12, ...huge))).toBe(false);
    expect(decodesOrRefuses(Uint8Array.of(0x3a, 8, 0x2a, 6, 0x0a, ...huge))).toBe(false);
    expect(decodesOrRefuses(Uint8Array.of(0x3a, 8, 0x2a, 6, 0x4a, ...huge))).toBe(false);
  });

  it('messages nested without end', () => {
    expect(decodesOrRefuses(new Uint8Array(100_000).fill(0x0b))).toBe(false);
  });

  it('tensors with wrong sizes', () => {
    for (const dims of [[2 ** 40], [2 ** 30, 2 ** 30], [-1, -4], [0]]) {
      const tensor = { name: 't', dims, dataType: 1, rawData: new Uint8Array(16) };
      expect(() => decodeModel(model({ initializer: [tensor] }))).toThrow(GraphError);
    }
  });
});

const float = { tensorType: { elemType: 1, shape: { dim: [{ value: 4 }] } } };

/** A file with the given parts of its graph; x is an input of four numbers, y what Relu makes of it. */
const model = (parts: Partial<GraphProto>): Uint8Array =>
  encode(Model, {
    opsetImport: [{ domain: '', version: 21 }],
    graph: {
      input: [{ name: 'x', type: float }],
      node: [{ opType: 'Relu', input: ['x'], output: ['y'] }],
      output: [{ name: 'y' }],
      ...parts,
    },
  });

describe('decodeModel refuses', () => {
  const tensor = (parts: TensorProto): TensorProto => ({ name: 't', dims: [2], dataType: 1, ...parts });
  const rows: [name: string, parts: Partial<GraphProto>, message: string][] = [
    [
      'an unknown operator',
      { node: [...Array<string>(2).fill('TfIdfVectorizer'), 'Hardmax'].map((opType) => ({ opType })) },
      'the engine does not know the operators TfIdfVectorizer (2 times), Hardmax',
    ],
    [
      'an operator of another domain',
      { node: [{ name: 'n', opType: 'Relu', domain: 'other', input: ['x'], output: ['y'] }] },
      'the engine does not know the operator other.Relu',
    ],
    [
      'an operand that nothing makes',
      { node: [{ opType: 'Relu', input: ['z'], output: ['y'] }] },
      'z is made by nothing',
    ],
    ['an output that nothing makes', { output: [{ name: 'z' }] }, 'z is made by nothing'],
    [
      'a value made twice',
      { node: [1, 2].map(() => ({ opType: 'Relu', input: ['x'], output: ['y'] })) },
      'y is made twice',
    ],
    [
      'an attribute of another kind',
      {
        node: [
          {
            name: 'n',
            opType: 'LeakyRelu',
            input: ['x'],
            output: ['y'],
            attribute: [{ name: 'alpha', type: AttributeKind.int, i: 1 }],
          },
        ],
      },
      'n: unexpected attribute alpha of LeakyRelu',
    ],
    [
      'operands that do not fit',
      { node: [{ opType: 'Add', input: ['x'], output: ['y'] }] },
      'Add y(float32[4]): expected 2 inputs, got 1',
    ],
    [
      'data elsewhere',
      { initializer: [tensor({ dataLocation: 1, externalData: [{ key: 'location', value: 'w.bin' }] })] },
      "tensor t: its elements are in another file, 'w.bin', expected a model in one file",
    ],
    [
      'too little data',
      { initializer: [tensor({ floatData: [1] })] },
      'tensor t: expected 2 elements in the file, got 1',
    ],
    [
      'half an element',
      { initializer: [tensor({ rawData: new Uint8Array(7) })] },
      'tensor t: it ends within an element',
    ],
    [
      'an element type that it does not know',
      { initializer: [tensor({ dataType: 8 })] },
      'tensor t: element type string is not supported',
    ],
    [
      'an input of unknown rank',
      { input: [{ name: 'x', type: { tensorType: { elemType: 1 } } }] },
      'input x: expected a tensor of known rank',
    ],
    [
      'a constant without data',
      { node: [{ name: 'c', opType: 'Constant', output: ['y'] }] },
      'Constant c: expected a tensor, a number or a list',
    ],
  ];
  it.each(rows)('%s', (_, parts, message) => {
    expect(() => decodeModel(model(parts))).toThrow(new GraphError(message));
  });
});

describe('decodeModel takes', () => {
  it('data in lists, also the largest int64', () => {
    const largest = 2n ** 63n - 1n;
    const graph = decodeModel(
      model({
        initializer: [
          { name: 'floats', dims: [2], dataType: 1, floatData: [1.5, -2] },
          { name: 'longs', dims: [1], dataType: 7, int64Data: [largest] },
          { name: 'bytes', dims: [2], dataType: 2, int32Data: [0, 255] },
        ],
        output: ['floats', 'longs', 'bytes'].map((name) => ({ name })),
      }),
    );
    const data = [...graph.outputs.values()].map((value) => value.data);
    expect(data).toEqual([Float32Array.of(1.5, -2), BigInt64Array.of(largest), Uint8Array.of(0, 255)]);
  });

  it('operators of the domain ai.onnx, which is the default', () => {
    const node = [{ opType: 'Relu', domain: 'ai.onnx', input: ['x'], output: ['y'] }];
    const graph = decodeModel(model({ node }));
    expect(graph.outputs.get('y')!.producer!.operator).toBe(op.Relu);
  });

  it('constants as nodes, inputs that have an initial value, and outputs left out', () => {
    const tensor: TensorProto = { dims: [4], dataType: 1, floatData: [1, 2, 3, 4] };
    const graph = decodeModel(
      model({
        initializer: [{ ...tensor, name: 'x' }],
        node: [
          {
            opType: 'Constant',
            output: ['c'],
            attribute: [{ name: 'value', type: AttributeKind.tensor, t: tensor }],
          },
          { opType: 'Add', input: ['x', 'c'], output: ['sum'] },
          { opType: 'Dropout', input: ['sum', '', ''], output: ['y', ''] },
        ],
      }),
    );
    checkGraph(graph);
    expect(graph.inputs).toEqual([]);
    expect(graph.outputs.get('y')!.producer!.outputs).toHaveLength(1);
  });

  it('sizes by name, or by an anonymous name; negative sizes are open', () => {
    const dim = [{ param: 'batch' }, {}, { value: 3 }, { value: -1 }];
    const graph = decodeModel(
      model({ input: [{ name: 'x', type: { tensorType: { elemType: 1, shape: { dim } } } }] }),
    );
    expect(graph.inputs[0]!.shape).toEqual(['batch', 'x_1', 3, 'x_3']);
  });
});

it('reads bytes within a larger buffer, as of a small file', () => {
  const bytes = sample();
  const pool = Buffer.concat([Buffer.alloc(3, 7), bytes, Buffer.alloc(5, 7)]);
  expect(encodeModel(decodeModel(pool.subarray(3, 3 + bytes.length)))).toEqual(
    encodeModel(decodeModel(bytes)),
  );
});
