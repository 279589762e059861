// Tensors in all forms of files agree with ONNX Runtime, if it reads them.
import { describe, expect, it } from 'vitest';
import { GraphError } from '../graph/operator.ts';
import {
  decodeForeign,
  expectSame,
  float,
  floats,
  foreignFile,
  int,
  ints,
  node,
  tensor,
  tensorAttribute,
  text,
  whole,
  type ForeignModel,
} from '../testing/foreign-models.ts';
import { decodeInfo } from './decode.ts';
import type { AttributeProto, TensorProto } from './messages.ts';

/** x plus w, which is cast if it is of another type. */
const plus = (w: TensorProto): ForeignModel => ({
  opset: 21,
  inputs: { x: ['batch', 3] },
  initializers: [{ ...w, name: 'w' }],
  nodes: [node('Cast', ['w'], 'c', [int('to', 1)]), node('Add', ['x', 'c'], 'y')],
});

const numbers = [1.5, -0.25, 3];

describe('Constant', () => {
  const rows: [string, AttributeProto][] = [
    ['a tensor', tensorAttribute('value', tensor('', numbers))],
    ['a tensor of float16', tensorAttribute('value', tensor('', numbers, [3], 'float16'))],
    ['a tensor of whole numbers', tensorAttribute('value', whole('', [3, -4, 5]))],
    ['a number', float('value_float', 0.75)],
    ['a list of numbers', floats('value_floats', numbers)],
    ['a whole number', int('value_int', -7)],
    ['a list of whole numbers', ints('value_ints', [1, -2, 3])],
  ];
  it.each(rows)('of %s', async (_, attribute) => {
    const nodes = [
      node('Constant', [], 'w', [attribute]),
      node('Cast', ['w'], 'c', [int('to', 1)]),
      node('Add', ['x', 'c'], 'y'),
    ];
    await expectSame({ opset: 13, inputs: { x: ['batch', 3] }, nodes });
  });

  it.each([
    ['a text', text('value_string', 'a'), 'Constant y: expected a tensor, a number or a list'],
    [
      'texts',
      { name: 'value_strings', type: 8 },
      'attribute value_strings is of a kind that is not supported',
    ],
    [
      'a sparse tensor',
      { name: 'sparse_value', type: 11 },
      'attribute sparse_value is of a kind that is not supported',
    ],
  ])('of %s is refused', (_, attribute, message) => {
    const file = foreignFile({ opset: 13, nodes: [node('Constant', [], 'y', [attribute])] });
    expect(() => decodeForeign(file)).toThrow(new GraphError(message));
  });
});

describe('initialisers', () => {
  const halves = tensor('w', numbers, [3], 'float16');
  const rows: [string, TensorProto][] = [
    ['float16', halves],
    ['float16 in a list', { dims: [3], dataType: 10, int32Data: [0x3e00, 0xb400, 0x4200] }],
    ['float64', tensor('w', numbers, [3], 'float64')],
    ['float64 in a list', { dims: [3], dataType: 11, doubleData: numbers }],
    ['float32 in a list', { dims: [3], dataType: 1, floatData: numbers }],
    ['bfloat16', { dims: [3], dataType: 16, rawData: Uint8Array.of(0xc0, 0x3f, 0x80, 0xbe, 0x40, 0x40) }],
    ['bfloat16 in a list', { dims: [3], dataType: 16, int32Data: [0x3fc0, 0xbe80, 0x4040] }],
    ['int64 in a list', { dims: [3], dataType: 7, int64Data: [1n, -2n, 3n] }],
    ['bool in a list', { dims: [3], dataType: 9, int32Data: [1, 0, 1] }],
    ['int8', tensor('w', [1, -2, 3], [3], 'int8')],
    ['uint32', tensor('w', [1, 2, 2 ** 32 - 1], [3], 'uint32')],
    ['uint64', tensor('w', [1, 2, 3], [3], 'uint64')],
  ];
  it.each(rows)('of %s', async (_, w) => {
    await expectSame(plus(w));
  });

  it('keep their bits', () => {
    for (const [, w] of rows.slice(0, 7)) {
      const graph = decodeForeign(foreignFile({ ...plus(w), nodes: [node('Add', ['x', 'w'], 'y')] }));
      expect(graph.nodes[0]!.inputs[1]!.data).toEqual(Float32Array.from(numbers));
    }
  });

  it('may be among the inputs, as in older files', async () => {
    const graph = await expectSame({ ...plus(halves), inputs: { x: ['batch', 3], w: ['float16', [3]] } });
    expect(graph.inputs.map(({ name }) => name)).toEqual(['x']);
  });

  it.each([
    ['a text', { dims: [1], dataType: 8 }, 'tensor w: element type string is not supported'],
    ['eight bits', { dims: [1], dataType: 17 }, 'tensor w: element type float8e4m3fn is not supported'],
    ['a type that nobody knows', { dims: [1], dataType: 99 }, 'tensor w: element type 99 is not supported'],
    ['no type', { dims: [1] }, 'tensor w: element type 0 is not supported'],
    ['uint32 in a list', { dims: [1], dataType: 12 }, 'tensor w: a list of uint32 is not supported'],
    ['negative sizes', { dims: [-1], dataType: 1 }, 'tensor w: expected sizes from 0'],
    [
      'half a number',
      { dims: [1], dataType: 1, rawData: new Uint8Array(3) },
      'tensor w: it ends within an element',
    ],
    [
      'too few numbers',
      { dims: [3], dataType: 16, int32Data: [0] },
      'tensor w: expected 3 elements in the file, got 1',
    ],
  ])('of %s are refused', (_, w, message) => {
    expect(() => decodeForeign(foreignFile(plus(w)))).toThrow(new GraphError(message));
  });
});

describe('elements in external files', () => {
  const raw = tensor('w', [9, 9, ...numbers, 7]).rawData!;
  const external = (places: Readonly<Record<string, string>>, dataLocation = 1): TensorProto => ({
    ...{ name: 'w', dims: [3], dataType: 1, dataLocation },
    externalData: Object.entries(places).map(([key, value]) => ({ key, value })),
  });
  const read = (w: TensorProto, externalData?: (location: string) => Uint8Array | undefined) => {
    const bytes = foreignFile({
      opset: 21,
      initializers: [w],
      nodes: [node('Abs', ['w'], 'y')],
      outputs: ['w'],
    });
    return decodeForeign(bytes, { externalData }).outputs.get('w')!.data;
  };
  const weights = (location: string) => (location === 'model.data' ? raw : undefined);

  it.each([
    ['from an offset, of a length', { location: 'model.data', offset: '8', length: '12' }, raw],
    ['from an offset to the end', { location: 'model.data', offset: '8' }, raw.subarray(0, 20)],
    ['of a length', { location: 'model.data', length: '12' }, raw.subarray(8)],
    ['all of it', { location: 'model.data', checksum: 'abc' }, raw.subarray(8, 20)],
  ])('%s', (_, places, bytes) => {
    expect(read(external(places), () => bytes)).toEqual(Float32Array.from(numbers));
  });

  it('of other types', () => {
    const w = { ...external({ location: 'h' }), dataType: 10 };
    expect(read(w, () => tensor('', numbers, [3], 'float16').rawData!)).toEqual(Float32Array.from(numbers));
  });

  it.each([
    [
      'a file that is missing',
      { location: 'lost' },
      "tensor w: the file of its elements, 'lost', is missing",
    ],
    [
      'a file that is too short',
      { location: 'model.data', offset: '16', length: '12' },
      "tensor w: expected bytes 16 to 28 of 'model.data', which has 24",
    ],
    [
      'an offset behind the end',
      { location: 'model.data', offset: '25' },
      "tensor w: expected bytes 25 to 24 of 'model.data', which has 24",
    ],
    [
      'too few elements',
      { location: 'model.data', offset: '8', length: '8' },
      'tensor w: expected 3 elements in the file, got 2',
    ],
    ['half an element', { location: 'model.data', length: '11' }, 'tensor w: it ends within an element'],
    ['no file', { offset: '0' }, 'tensor w: it names no file for its elements'],
    ['no number', { location: 'model.data', offset: '-4' }, "tensor w: offset: expected a number, got '-4'"],
  ])('%s is refused', (_, places, message) => {
    expect(() => read(external(places), weights)).toThrow(new GraphError(message));
  });

  it('are refused if there can be no other file', () => {
    expect(() => read(external({ location: 'model.data' }))).toThrow(
      new GraphError(
        "tensor w: its elements are in another file, 'model.data', expected a model in one file",
      ),
    );
  });

  it('are listed before they are read', () => {
    const initializers = ['a', 'b', 'a'].map((location, i) => ({ ...external({ location }), name: `w${i}` }));
    const bytes = foreignFile({ opset: 21, initializers, nodes: [node('Abs', ['w0'], 'y')] });
    expect(decodeInfo(bytes)).toEqual({
      producer: 'test',
      opset: 21,
      metadata: {},
      externalFiles: ['a', 'b'],
      hasHalfWeights: false,
    });
  });

  const readBoth = (...places: Readonly<Record<string, string>>[]) => {
    const initializers = places.map((place, i) => ({ ...external(place), name: `w${i}` }));
    const nodes = [node('Add', ['w0', 'w1'], 'y')];
    return decodeForeign(foreignFile({ opset: 21, initializers, nodes }), { externalData: weights });
  };

  it('may be shared by tensors, but not in part', () => {
    const place = { location: 'model.data', length: '12' };
    expect(() => readBoth({ ...place, offset: '8' }, { ...place, offset: '8' })).not.toThrow();
    expect(() => readBoth({ ...place, offset: '12' }, place)).not.toThrow();
    expect(() => readBoth({ ...place, offset: '8' }, place)).toThrow(
      new GraphError("tensor w0: its elements overlap those of w1 in 'model.data'"),
    );
  });
});
