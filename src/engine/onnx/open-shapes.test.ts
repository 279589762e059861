// Shapes that depend on an open batch, as exporters compute them, agree with ONNX Runtime.
import { describe, expect, it } from 'vitest';
import { GraphError } from '../graph/operator.ts';
import {
  decodeForeign,
  expectSame,
  foreignFile,
  int,
  ints,
  node,
  tensor,
  tensorAttribute,
  weights,
  whole,
  type ForeignModel,
} from '../testing/foreign-models.ts';
import type { NodeProto, TensorProto } from './messages.ts';

/** Nodes on pictures of 8×8 whose batch is open; `n` is its size, as a list of one. */
const onBatch = (
  nodes: readonly NodeProto[],
  initializers: readonly TensorProto[] = [],
  shape: readonly (number | string)[] = ['batch', 4, 8, 8],
): ForeignModel => ({
  ...{ opset: 13, inputs: { x: shape } },
  initializers: [whole('zero', [0]), whole('one', [1]), ...initializers],
  nodes: [node('Shape', ['x'], 'shape'), node('Gather', ['shape', 'zero'], 'n'), ...nodes],
});

/** The list of n and other sizes. */
const sizesFrom = (...parts: readonly string[]) => node('Concat', parts, 'sizes', [int('axis', 0)]);

/** The result for batches of 1 and 5, and for a batch that is fixed. */
async function expectSameForAll(model: ForeignModel): Promise<void> {
  for (const batch of [1, 5]) await expectSame(model, { batch });
  await expectSame(model, { batch: 5, inputShape: (_, shape) => [5, ...shape.slice(1)] });
}

describe('a reshape to sizes of the input', () => {
  it('by Shape, Gather, Unsqueeze and Concat', async () => {
    const nodes = [
      node('Gather', ['shape', 'first'], 'b'),
      node('Unsqueeze', ['b', 'zero'], 'list'),
      sizesFrom('list', 'rest'),
      node('Reshape', ['x', 'sizes'], 'y'),
    ];
    for (const rest of [[-1], [256], [4, 64], [2, 2, -1]])
      await expectSameForAll(onBatch(nodes, [whole('first', [0], []), whole('rest', rest)]));
  });

  it('by Slice of Shape, and by Shape with an end', async () => {
    const nodes = [
      node('Slice', ['shape', 'zero', 'one'], 'list'),
      sizesFrom('list', 'rest'),
      node('Reshape', ['x', 'sizes'], 'y'),
    ];
    await expectSameForAll(onBatch(nodes, [whole('rest', [4, -1])]));
    const ended = [
      node('Shape', ['x'], 'list', [int('end', 1)]),
      node('Shape', ['x'], 'last', [int('start', -2)]),
      sizesFrom('list', 'four', 'last'),
      node('Reshape', ['x', 'sizes'], 'y'),
    ];
    await expectSameForAll({ ...onBatch(ended, [whole('four', [4])]), opset: 15 });
  });

  it('by multiplied and divided sizes', async () => {
    const nodes = [
      node('Gather', ['shape', 'one'], 'channels'),
      node('Div', ['channels', 'two'], 'half'),
      sizesFrom('n', 'two', 'half', 'rest'),
      node('Reshape', ['x', 'sizes'], 'apart'),
      node('Transpose', ['apart'], 'turned', [ints('perm', [0, 2, 1, 3, 4])]),
      node('Reshape', ['turned', 'shape'], 'y'),
    ];
    await expectSameForAll(onBatch(nodes, [whole('two', [2]), whole('rest', [8, 8])]));
  });
});

describe('windows', () => {
  const apart = [
    node('Constant', [], 'grid', [ints('value_ints', [4, 2, 4, 2, 4])]),
    sizesFrom('n', 'grid'),
    node('Reshape', ['x', 'sizes'], 'apart'),
    node('Transpose', ['apart'], 'turned', [ints('perm', [0, 2, 4, 3, 5, 1])]),
  ];

  it('that join the batch, and are separated again', async () => {
    const nodes = [
      ...apart,
      node('Mul', ['n', 'four'], 'windows'),
      node('Concat', ['windows', 'inside'], 'flat', [int('axis', 0)]),
      node('Reshape', ['turned', 'flat'], 'w'),
      node('MatMul', ['w', 'weights'], 'm'),
      node('Div', ['windows', 'four'], 'again'),
      node('Concat', ['again', 'outside'], 'back', [int('axis', 0)]),
      node('Reshape', ['m', 'back'], 'y'),
    ];
    for (const inside of [
      [16, 4],
      [-1, 4],
    ])
      await expectSameForAll(
        onBatch(nodes, [
          ...[whole('four', [4]), whole('inside', inside), whole('outside', [2, 2, 4, 4, 4])],
          weights('weights', [4, 4]),
        ]),
      );
  });

  it('that are counted by an inferred size', async () => {
    const nodes = [
      ...apart,
      node('Reshape', ['turned', 'inside'], 'w'),
      node('Softmax', ['w'], 's'),
      node('Reshape', ['s', 'shape'], 'y'),
    ];
    await expectSameForAll(onBatch(nodes, [whole('inside', [-1, 16, 4])]));
  });

  it('with a mask for each window', async () => {
    const nodes = [
      ...apart,
      node('Reshape', ['turned', 'inside'], 'w'),
      node('Shape', ['w'], 'ws'),
      node('Gather', ['ws', 'zero'], 'count'),
      node('Div', ['count', 'four'], 'b'),
      node('Concat', ['b', 'rows'], 'byPicture', [int('axis', 0)]),
      node('Reshape', ['w', 'byPicture'], 'p'),
      node('Add', ['p', 'mask'], 'masked'),
      node('Reshape', ['masked', 'inside'], 'y'),
    ];
    const lists = [whole('four', [4]), whole('inside', [-1, 16, 4]), whole('rows', [4, 16, 4])];
    await expectSameForAll(onBatch(nodes, [...lists, weights('mask', [1, 4, 16, 4])]));
  });
});

describe('a tensor for each picture', () => {
  it('by Expand of a class token', async () => {
    const nodes = [
      sizesFrom('n', 'rest'),
      node('Expand', ['token', 'sizes'], 'tokens'),
      node('Flatten', ['x'], 'flat'),
      node('Reshape', ['flat', 'rows'], 'patches'),
      node('Concat', ['tokens', 'patches'], 'y', [int('axis', 1)]),
    ];
    const lists = [whole('rest', [1, 8]), whole('rows', [0, -1, 8])];
    await expectSameForAll(onBatch(nodes, [...lists, weights('token', [1, 1, 8])]));
  });

  it('by Expand, with the sizes by Where and Equal', async () => {
    // PyTorch writes -1 of its expand like this.
    const nodes = [
      sizesFrom('n', 'rest'),
      node('Equal', ['sizes', 'minus'], 'isOpen'),
      node('Where', ['isOpen', 'ones', 'sizes'], 'chosen'),
      node('Expand', ['token', 'chosen'], 'tokens'),
      node('Mul', ['tokens', 'x'], 'y'),
    ];
    const lists = [whole('rest', [-1, -1, 8]), whole('minus', [-1]), whole('ones', [1, 1, 1, 1])];
    await expectSameForAll(onBatch(nodes, [...lists, weights('token', [1, 4, 1, 8])]));
  });

  it('by Tile', async () => {
    const nodes = [
      node('Concat', ['n', 'rest'], 'repeats', [int('axis', 0)]),
      node('Tile', ['token', 'repeats'], 'tokens'),
      node('Add', ['tokens', 'x'], 'y'),
    ];
    await expectSameForAll(onBatch(nodes, [whole('rest', [2, 1, 8]), weights('token', [1, 2, 8, 1])]));
  });

  it('by ConstantOfShape', async () => {
    const filled = node('ConstantOfShape', ['sizes'], 'halves', [
      tensorAttribute('value', tensor('', [0.5], [1])),
    ]);
    const nodes = [sizesFrom('n', 'rest'), filled, node('Mul', ['x', 'halves'], 'y')];
    await expectSameForAll(onBatch(nodes, [whole('rest', [4, 1, 8])]));
  });

  it('by Range, of numbers of pictures', async () => {
    const nodes = [
      node('Squeeze', ['n'], 'count'),
      node('Range', ['start', 'count', 'step'], 'numbers'),
      node('Cast', ['numbers'], 'y', [int('to', 1)]),
    ];
    await expectSameForAll(onBatch(nodes, [whole('start', [0], []), whole('step', [1], [])]));
  });
});

it('a slice to the largest int64, which PyTorch computes', async () => {
  const largest = new Uint8Array(BigInt64Array.of(2n ** 63n - 1n).buffer);
  const nodes = [
    node('Unsqueeze', ['end', 'zero'], 'ends'),
    node('Slice', ['x', 'one', 'ends', 'one', 'two'], 'y'),
  ];
  const graph = await expectSame({
    ...{ opset: 17, inputs: { x: [2, 5, 3] }, nodes },
    initializers: [
      whole('zero', [0]),
      whole('one', [1]),
      whole('two', [2]),
      { ...whole('end', [0], []), rawData: largest },
    ],
  });
  expect(graph.outputs.get('y')!.shape).toEqual([2, 2, 3]);
});

it('a slice of other axes, with all pictures', async () => {
  const nodes = [
    node('Slice', ['x', 'from', 'to', 'axes'], 'cut'),
    node('Slice', ['cut', 'zero', 'n', 'zero'], 'y'),
  ];
  await expectSameForAll(
    onBatch(nodes, [whole('from', [0, 1]), whole('to', [2 ** 62, 3]), whole('axes', [0, 1])]),
  );
});

it('the number of elements', async () => {
  const nodes = [
    node('Size', ['x'], 'count'),
    node('Unsqueeze', ['count', 'zero'], 'list'),
    node('Reshape', ['x', 'list'], 'y'),
  ];
  await expectSameForAll(onBatch(nodes));
});

describe('refuses', () => {
  const rows: [string, readonly NodeProto[], string][] = [
    [
      'a part of the batch',
      [node('Slice', ['x', 'zero', 'one', 'zero'], 'y')],
      "can't slice an axis of unknown size batch",
    ],
    [
      'all pictures from the second on',
      [node('Slice', ['x', 'one', 'n', 'zero'], 'y')],
      "can't slice an axis of unknown size batch",
    ],
    [
      'half of the batch',
      [node('Div', ['n', 'two'], 'h'), node('Slice', ['x', 'zero', 'h', 'zero'], 'y')],
      'expected fixed sizes, got batch',
    ],
    [
      'a broadcast along another axis',
      [sizesFrom('n', 'n'), node('Expand', ['token', 'sizes'], 'y')],
      'broadcasting to [batch, batch] is not supported',
    ],
    [
      'a range from elsewhere',
      [node('Squeeze', ['n'], 'c'), node('Range', ['i', 'c', 'i'], 'y')],
      'Range y: its bounds are only known at run time',
    ],
  ];
  it.each(rows)('%s', (_, nodes, message) => {
    const initializers = [
      whole('two', [2]),
      whole('minus', [-1]),
      weights('token', [1, 1]),
      whole('i', [1], []),
    ];
    expect(() => decodeForeign(foreignFile(onBatch(nodes, initializers)))).toThrow(message);
    expect(() => decodeForeign(foreignFile(onBatch(nodes, initializers)))).toThrow(GraphError);
  });
  it('two inferred sizes', () => {
    const nodes = [node('Gather', ['shape', 'back'], 'sizes'), node('Reshape', ['x', 'sizes'], 'y')];
    const file = foreignFile(onBatch(nodes, [whole('back', [1, 0])], ['batch', 'height']));
    expect(() => decodeForeign(file)).toThrow(
      new GraphError('Reshape y: a reshape of [batch, height] to [height, batch] leaves two sizes open'),
    );
  });
});
