// Options of operators that were attributes and became inputs agree with ONNX Runtime.
import { describe, it } from 'vitest';
import {
  expectSame,
  float,
  floats,
  int,
  ints,
  node,
  tensor,
  text,
  weights,
  whole,
  type ForeignModel,
} from '../testing/foreign-models.ts';

type Row = readonly [name: string, model: ForeignModel];

/** One operator on x, and on initialisers. */
const ofX = (
  opset: number,
  one: ForeignModel['nodes'][number],
  shape: readonly number[],
  ...rest: ForeignModel['initializers'] & {}
): ForeignModel => ({
  ...{ opset, inputs: { x: shape }, initializers: rest, nodes: [one] },
});

const reductions = ['Sum', 'Mean', 'Max', 'Min', 'L1', 'L2', 'SumSquare', 'LogSum', 'LogSumExp'].map(
  (name) => `Reduce${name}`,
);
const firstNewReduction = (type: string) => (type === 'ReduceSum' ? 13 : 18);

describe('options that were attributes', () => {
  const axes = (...list: number[]) => ints('axes', list);
  const rows: Row[] = [
    ['axes of Squeeze', ofX(11, node('Squeeze', ['x'], 'y', [axes(1, -1)]), [2, 1, 3, 1])],
    ['axes of Unsqueeze', ofX(11, node('Unsqueeze', ['x'], 'y', [axes(0, 3)]), [2, 3])],
    [
      'sizes of Split',
      {
        ...ofX(11, node('Split', ['x'], ['a', 'b'], [int('axis', 1), ints('split', [1, 3])]), [2, 4]),
        outputs: ['a', 'b'],
      },
    ],
    [
      'bounds of Slice',
      ofX(
        9,
        node('Slice', ['x'], 'y', [ints('starts', [1, -3]), ints('ends', [9, -1]), axes(0, 2)]),
        [3, 2, 5],
      ),
    ],
    [
      'bounds of Slice without axes',
      ofX(9, node('Slice', ['x'], 'y', [ints('starts', [1, 0]), ints('ends', [2, -1])]), [3, 4, 5]),
    ],
    [
      'both bounds of Clip',
      ofX(6 + 1, node('Clip', ['x'], 'y', [float('min', -0.5), float('max', 0.25)]), [4, 5]),
    ],
    ['the lower bound of Clip', ofX(9, node('Clip', ['x'], 'y', [float('min', -0.5)]), [4, 5])],
    ['the upper bound of Clip', ofX(10, node('Clip', ['x'], 'y', [float('max', 0.25)]), [4, 5])],
    ['no bound of Clip', ofX(10, node('Clip', ['x'], 'y'), [4, 5])],
    [
      'pads and value of Pad',
      ofX(10, node('Pad', ['x'], 'y', [ints('pads', [0, 1, 2, 0]), float('value', 7)]), [2, 3]),
    ],
    [
      'pads of Pad by reflection',
      ofX(9, node('Pad', ['x'], 'y', [ints('pads', [0, 1, 0, 2]), text('mode', 'reflect')]), [2, 3]),
    ],
    [
      'pads of Pad by the edge',
      ofX(7, node('Pad', ['x'], 'y', [ints('pads', [0, 1, -1, 2]), text('mode', 'edge')]), [2, 3]),
    ],
    [
      'scales of Upsample',
      ofX(7, node('Upsample', ['x'], 'y', [floats('scales', [1, 1, 2, 3])]), [1, 2, 2, 3]),
    ],
    ['the ratio of Dropout', ofX(10, node('Dropout', ['x'], 'y', [float('ratio', 0.3)]), [4, 5])],
    [
      'spatial of BatchNormalization',
      ofX(
        7,
        node('BatchNormalization', ['x', 's', 'b', 'm', 'v'], 'y', [
          int('spatial', 1),
          float('epsilon', 0.01),
        ]),
        [2, 2, 3],
        ...['s', 'b', 'm'].map((name) => weights(name, [2])),
        tensor('v', [0.5, 2]),
      ),
    ],
  ];
  it.each(rows)('%s', async (_, model) => {
    await expectSame(model);
  });

  it.each(reductions)('axes of %s', async (type) => {
    const opset = firstNewReduction(type) - 1;
    const list = [axes(1), axes(-1, 0), undefined];
    const nodes = list.flatMap((given, i) => [
      node(type, ['p'], `kept${i}`, given ? [given] : []),
      node(type, ['p'], `dropped${i}`, [...(given ? [given] : []), int('keepdims', 0)]),
    ]);
    const outputs = nodes.map(({ output }) => output![0]!);
    await expectSame({
      opset,
      inputs: { x: [2, 3, 4] },
      nodes: [node('Abs', ['x'], 'p'), ...nodes],
      outputs,
    });
  });

  it('axes of ReduceProd, on a constant', async () => {
    const nodes = [node('ReduceProd', ['c'], 'p', [axes(1)]), node('Add', ['x', 'p'], 'y')];
    await expectSame({ opset: 11, inputs: { x: [3, 1] }, initializers: [weights('c', [3, 4])], nodes });
  });
});

describe('options that are inputs', () => {
  const rows: Row[] = [
    ['axes of Squeeze', ofX(13, node('Squeeze', ['x', 'axes'], 'y'), [2, 1, 3, 1], whole('axes', [1]))],
    ['no axes of Squeeze', ofX(21, node('Squeeze', ['x'], 'y'), [2, 1, 3, 1])],
    ['axes of Unsqueeze', ofX(23, node('Unsqueeze', ['x', 'axes'], 'y'), [2, 3], whole('axes', [-1, 0]))],
    [
      'sizes of Split',
      {
        ...ofX(
          13,
          node('Split', ['x', 'sizes'], ['a', 'b'], [int('axis', -1)]),
          [2, 4],
          whole('sizes', [1, 3]),
        ),
        outputs: ['a', 'b'],
      },
    ],
    [
      'bounds and steps of Slice',
      ofX(
        10,
        node('Slice', ['x', 'from', 'to', 'axes', 'steps'], 'y'),
        [3, 2, 5],
        whole('from', [-1, 4]),
        whole('to', [-9, 0]),
        whole('axes', [0, 2]),
        whole('steps', [-1, -2]),
      ),
    ],
    [
      'bounds of Clip',
      ofX(
        11,
        node('Clip', ['x', 'low', 'high'], 'y'),
        [4, 5],
        tensor('low', [-0.5], []),
        tensor('high', [0.25], []),
      ),
    ],
    [
      'the upper bound of Clip',
      ofX(12, node('Clip', ['x', '', 'high'], 'y'), [4, 5], tensor('high', [0.25], [])),
    ],
    [
      'pads and value of Pad',
      ofX(
        13,
        node('Pad', ['x', 'pads', 'value'], 'y'),
        [2, 3],
        whole('pads', [0, 1, 2, 0]),
        tensor('value', [7], []),
      ),
    ],
    [
      'axes of Pad',
      ofX(
        18,
        node('Pad', ['x', 'pads', '', 'axes'], 'y'),
        [2, 3],
        whole('pads', [1, 2]),
        whole('axes', [-1]),
      ),
    ],
    [
      'scales of Upsample',
      ofX(9, node('Upsample', ['x', 'scales'], 'y'), [1, 2, 2, 3], tensor('scales', [1, 1, 2, 3])),
    ],
    ['repeats of Tile', ofX(7, node('Tile', ['x', 'repeats'], 'y'), [2, 3], whole('repeats', [2, 3]))],
    [
      'the ratio of Dropout',
      ofX(13, node('Dropout', ['x', 'ratio'], 'y'), [4, 5], tensor('ratio', [0.3], [])),
    ],
  ];
  it.each(rows)('%s', async (_, model) => {
    await expectSame(model);
  });

  it.each(reductions)('axes of %s', async (type) => {
    const nodes = [
      node(type, ['p', 'axes'], 'kept'),
      node(type, ['p', 'axes'], 'dropped', [int('keepdims', 0)]),
      node(type, ['p'], 'all', [int('keepdims', 0)]),
      node(type, ['p', 'none'], 'same', [int('noop_with_empty_axes', 1)]),
    ];
    await expectSame({
      ...{
        opset: firstNewReduction(type),
        inputs: { x: [2, 3, 4] },
        nodes: [node('Abs', ['x'], 'p'), ...nodes],
      },
      ...{
        initializers: [whole('axes', [2, -3]), whole('none', [])],
        outputs: ['kept', 'dropped', 'all', 'same'],
      },
    });
  });
});
