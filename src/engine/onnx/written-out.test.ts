// Operators that are written out in others agree with ONNX Runtime; with an open batch as well.
import { describe, expect, it } from 'vitest';
import { GraphError } from '../graph/operator.ts';
import {
  decodeForeign,
  expectSame,
  float,
  foreignFile,
  int,
  ints,
  node,
  tensor,
  text,
  weights,
  whole,
  type ForeignModel,
} from '../testing/foreign-models.ts';

type Attributes = NonNullable<Parameters<typeof node>[3]>;

/** An operator on x of the given shape behind an open batch, and on initialisers. */
const ofBatch = (
  opset: number,
  type: string,
  shape: readonly number[],
  attributes: Attributes = [],
  initializers: ForeignModel['initializers'] = [],
): ForeignModel => {
  const inputs = ['x', ...initializers.map(({ name = '' }) => name)];
  return {
    opset,
    inputs: { x: ['batch', ...shape] },
    initializers,
    nodes: [node(type, inputs, 'y', attributes)],
  };
};

describe('normalisation', () => {
  const scaleAndBias = (size: number) => [weights('scale', [size]), weights('bias', [size])];
  const rows: [string, ForeignModel][] = [
    [
      'GroupNormalization 18',
      ofBatch(18, 'GroupNormalization', [6, 4, 5], [int('num_groups', 3)], scaleAndBias(3)),
    ],
    [
      'GroupNormalization 21',
      ofBatch(
        21,
        'GroupNormalization',
        [6, 4, 5],
        [int('num_groups', 2), float('epsilon', 0.1)],
        scaleAndBias(6),
      ),
    ],
    [
      'GroupNormalization of vectors',
      ofBatch(21, 'GroupNormalization', [6, 4], [int('num_groups', 6)], scaleAndBias(6)),
    ],
    [
      'RMSNormalization',
      ofBatch(23, 'RMSNormalization', [3, 4], [float('epsilon', 0.1)], [weights('scale', [4])]),
    ],
    [
      'RMSNormalization over two axes',
      ofBatch(23, 'RMSNormalization', [3, 4], [int('axis', 1)], [weights('scale', [3, 4])]),
    ],
    ['LpNormalization, Euclidean', ofBatch(22, 'LpNormalization', [3, 4], [int('axis', 1)])],
    ['LpNormalization, by absolute values', ofBatch(7, 'LpNormalization', [3, 4], [int('p', 1)])],
    ['MeanVarianceNormalization', ofBatch(13, 'MeanVarianceNormalization', [3, 4, 5], [])],
    [
      'MeanVarianceNormalization over other axes',
      ofBatch(9, 'MeanVarianceNormalization', [3, 4, 5], [ints('axes', [2, 3])]),
    ],
    [
      'LRN',
      ofBatch(
        13,
        'LRN',
        [7, 3, 2],
        [int('size', 3), float('alpha', 0.5), float('beta', 0.6), float('bias', 2)],
      ),
    ],
    ['LRN with its defaults', ofBatch(7, 'LRN', [7, 3, 2], [int('size', 5)])],
    ['InstanceNormalization', ofBatch(7, 'InstanceNormalization', [3, 4, 2], [], scaleAndBias(3))],
  ];
  it.each(rows)('%s', async (_, model) => {
    await expectSame(model);
  });

  it('LpNormalization leaves zeros as they are', async () => {
    await expectSame(ofBatch(22, 'LpNormalization', [3], []), {
      feeds: { x: Float32Array.of(0, 0, 0, 3, 0, -4) },
    });
    await expectSame(ofBatch(22, 'LpNormalization', [3], [int('p', 1)]), {
      feeds: { x: Float32Array.of(0, 0, 0, 3, 0, -1) },
    });
  });

  it('in groups that do not divide the channels is refused', () => {
    const file = foreignFile(
      ofBatch(21, 'GroupNormalization', [6, 4], [int('num_groups', 4)], scaleAndBias(6)),
    );
    expect(() => decodeForeign(file)).toThrow(
      new GraphError('GroupNormalization y: 6 channels do not divide into 4 groups'),
    );
  });
});

describe('pixels', () => {
  it.each(['DCR', 'CRD'])('DepthToSpace, %s', async (mode) => {
    await expectSame(ofBatch(11, 'DepthToSpace', [8, 2, 3], [int('blocksize', 2), text('mode', mode)]));
  });

  it('DepthToSpace without a mode, with blocks of 3', async () => {
    await expectSame(ofBatch(7, 'DepthToSpace', [18, 2, 3], [int('blocksize', 3)]));
  });

  it('SpaceToDepth', async () => {
    await expectSame(ofBatch(13, 'SpaceToDepth', [2, 4, 6], [int('blocksize', 2)]));
  });
});

describe('arithmetic', () => {
  it('MatMul with vectors', async () => {
    const nodes = [
      node('MatMul', ['x', 'column'], 'a'),
      node('MatMul', ['row', 'x'], 'b'),
      node('MatMul', ['row', 'c'], 'c1'),
      node('MatMul', ['row', 'row'], 'd'),
    ];
    await expectSame({
      ...{ opset: 13, inputs: { x: [2, 3, 4], c: [3, 2] }, nodes, outputs: ['a', 'b', 'c1', 'd'] },
      initializers: [weights('column', [4]), weights('row', [3])],
    });
  });

  it('Mean of several values, broadcast', async () => {
    await expectSame(ofBatch(13, 'Mean', [3, 4], [], [weights('a', [4]), weights('b', [3, 1])]));
    await expectSame(ofBatch(8, 'Mean', [3, 4]));
  });

  it('Swish', async () => {
    await expectSame(ofBatch(24, 'Swish', [5], [float('alpha', 0.7)]));
    await expectSame(ofBatch(24, 'Swish', [5]));
  });

  it('Xor', async () => {
    const nodes = [node('Xor', ['a', 'b'], 'y')];
    await expectSame({ opset: 7, inputs: { a: ['bool', [2, 8]], b: ['bool', [8]] }, nodes });
  });
});

describe('what is known while the model is read', () => {
  it('Reshape with 0 and -1', async () => {
    const reshape = (...sizes: number[]) => ofBatch(13, 'Reshape', [4, 6], [], [whole('sizes', sizes)]);
    for (const sizes of [
      [0, -1],
      [-1, 24],
      [0, 0, 2, 3],
      [0, 2, -1, 6],
      [-1, 0, 3, 2],
    ])
      await expectSame(reshape(...sizes));
  });

  it('Reshape with allowzero and sizes of 0 is refused', () => {
    const file = foreignFile(
      ofBatch(14, 'Reshape', [4, 6], [int('allowzero', 1)], [whole('sizes', [0, 24])]),
    );
    expect(() => decodeForeign(file)).toThrow(new GraphError('Reshape y: an empty tensor is not supported'));
  });

  it('Expand, also to fewer axes and to ones', async () => {
    const expand = (...sizes: number[]) => ofBatch(13, 'Expand', [1, 4], [], [whole('sizes', sizes)]);
    for (const sizes of [[3, 4], [2, 1, 3, 1], [1], [1, 5, 1]]) await expectSame(expand(...sizes));
  });

  it('Tile and Slice of an open batch', async () => {
    await expectSame(ofBatch(13, 'Tile', [2, 3], [], [whole('repeats', [1, 2, 1])]));
    await expectSame(ofBatch(13, 'Tile', [2, 3], [], [whole('repeats', [2, 1, 3])]));
    const slice = (starts: number[], ends: number[]) =>
      ofBatch(10, 'Slice', [2, 3], [], [whole('starts', starts), whole('ends', ends)]);
    await expectSame(slice([0, 1], [2 ** 31 - 1, 5]));
    await expectSame(slice([0, 0, -2], [Number.MAX_SAFE_INTEGER, 1, Number.MAX_SAFE_INTEGER]));
  });

  it('ConstantOfShape of each type', async () => {
    const filled = (value?: Parameters<typeof tensor>) =>
      node(
        'ConstantOfShape',
        ['sizes'],
        value ? value[0] : 'zeros',
        value ? [{ name: 'value', type: 4, t: tensor(...value) }] : [],
      );
    const nodes = [
      filled(),
      filled(['halves', [0.5], [1]]),
      filled(['sevens', [7], [1], 'int64']),
      filled(['trues', [1], [1], 'bool']),
      node('Cast', ['trues'], 'ones', [int('to', 1)]),
    ];
    await expectSame({
      opset: 13,
      initializers: [whole('sizes', [2, 3])],
      nodes,
      outputs: ['zeros', 'halves', 'sevens', 'trues', 'ones'],
    });
  });

  it('Range of whole and other numbers', async () => {
    const nodes = [
      node('Range', ['a', 'b', 'c'], 'up'),
      node('Range', ['b', 'a', 'd'], 'down'),
      node('Range', ['e', 'f', 'g'], 'real'),
    ];
    const initializers = [
      ...[
        ['a', 2],
        ['b', 9],
        ['c', 3],
        ['d', -2],
      ].map(([name, number]) => whole(name as string, [number as number], [])),
      ...[
        ['e', 0.5],
        ['f', 2],
        ['g', 0.25],
      ].map(([name, number]) => tensor(name as string, [number as number], [])),
    ];
    await expectSame({ opset: 11, initializers, nodes, outputs: ['up', 'down', 'real'] });
  });

  it.each(['Reshape', 'Expand', 'Tile'])('sizes of %s computed from pictures are refused', (type) => {
    const nodes = [node('Cast', ['x'], 'c', [int('to', 7)]), node(type, ['x', 'c'], 'y')];
    expect(() => decodeForeign(foreignFile({ opset: 13, inputs: { x: [3] }, nodes }))).toThrow(
      new GraphError(`${type} y(float32[3], int64[3]): input 1 must be a constant`),
    );
  });
});
