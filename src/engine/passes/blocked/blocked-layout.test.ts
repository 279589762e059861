// The blocked layout: the same results and gradients, and few changes of layout. Skipped if the runtime has
// no such layout, which does not happen on a CPU with AVX2.
import { describe, expect, it } from 'vitest';
import { Graph, type Value } from '../../graph/graph.ts';
import { liveNodes } from '../../graph/live-nodes.ts';
import {
  averagePool,
  cast,
  clip,
  concat,
  conv,
  gelu,
  globalAveragePool,
  greater,
  hardSwish,
  maxPool,
  mul,
  reduceMean,
  reduceSum,
  relu,
  sigmoid,
  slice,
  tanh,
  where,
  type ConvAttributes,
} from '../../graph/operators/index.ts';
import { findBlockSize } from '../../runtime/block-size.ts';
import { countOf, expectAgreement, graphOf, run, typesOf, withGradients } from '../testing/graphs.ts';
import { maskInOnePass } from '../mask-in-one-pass.ts';
import { blockedLayout } from './blocked-layout.ts';

const tile = { kernel_shape: [2, 2], strides: [2, 2] };
const shapes = { x: [16, 1, 14, 14], w1: [16, 1, 3, 3], b1: [16], w2: [32, 16, 3, 3], b2: [32] } as const;
type Build = (inputs: Record<keyof typeof shapes, Value>) => Value;

const blockSize = await findBlockSize({ threads: 1 });

/** Two convolutions, between which all is blocked. */
const cases: [name: string, build: Build][] = [
  [
    'max pooling',
    ({ x, w1, b1, w2, b2 }) => maxPool(conv(relu(maxPool(conv(x, w1, b1), tile)), w2, b2), tile),
  ],
  ['average pooling', ({ x, w1, b1, w2, b2 }) => conv(tanh(averagePool(conv(x, w1, b1), tile)), w2, b2)],
  [
    'pooling over windows that overlap, with padding',
    ({ x, w1, b1, w2, b2 }) => {
      const window = { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] };
      return conv(averagePool(maxPool(conv(x, w1, b1), window), { ...window, count_include_pad: 1 }), w2, b2);
    },
  ],
  ...(
    [
      ['at every place', { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }],
      ['that leave a row', { kernel_shape: [3, 3], strides: [2, 2] }],
      ['with padding at the end', { kernel_shape: [3, 3], strides: [2, 2], pads: [0, 0, 2, 1] }],
      ['of two rows and three columns', { kernel_shape: [2, 3], strides: [1, 2], pads: [1, 0, 0, 1] }],
      ['with gaps', { kernel_shape: [2, 2], strides: [3, 3] }],
      ['far apart on one side', { kernel_shape: [5, 5], strides: [2, 3], pads: [2, 2, 2, 2] }],
    ] as const
  ).map(([name, window]): [string, Build] => [
    `max pooling over windows ${name}`,
    ({ x, w1, b1, w2 }) =>
      conv(maxPool(conv(x, w1, b1), window), slice(w2, { starts: [0, 0], ends: [1, 1], axes: [2, 3] })),
  ]),
  [
    'equal maxima of windows that overlap',
    ({ x, w1, b1, w2 }) => {
      const window = { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] };
      return conv(maxPool(clip(conv(x, w1, b1), -0.5, 0.5), window), w2);
    },
  ],
  [
    'bounds',
    ({ x, w1, b1, w2 }) =>
      conv(
        clip(conv(clip(conv(x, w1, b1), 0, 6), w2), undefined, 1),
        w2.graph.constant(new Float32Array(32 * 32).fill(0.1), [32, 32, 1, 1], 'float32'),
      ),
  ],
  [
    'padding that does not count for an average',
    ({ x, w1, w2 }) =>
      averagePool(conv(conv(x, w1), w2), { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] }),
  ],
  [
    'pooling that leaves a row',
    ({ x, w1, w2 }) =>
      maxPool(conv(averagePool(conv(x, w1), tile), w2), { kernel_shape: [3, 3], strides: [3, 3] }),
  ],
  ['global average pooling', ({ x, w1, w2 }) => globalAveragePool(relu(conv(relu(conv(x, w1)), w2)))],
  [
    'padding',
    ({ x, w1, b1, w2, b2 }) =>
      conv(relu(conv(x, w1, b1, { pads: [1, 2, 0, 1] })), w2, b2, { pads: [2, 0, 1, 1] }),
  ],
  [
    'strides',
    ({ x, w1, b1, w2, b2 }) => conv(relu(conv(x, w1, b1, { strides: [2, 1] })), w2, b2, { strides: [1, 2] }),
  ],
  [
    'strides of a padded kernel',
    ({ x, w1, b1, w2, b2 }) =>
      conv(relu(conv(x, w1, b1, { pads: [1, 1, 1, 1] })), w2, b2, { strides: [2, 2], pads: [0, 0, 1, 1] }),
  ],
  [
    'strides of a kernel of one place',
    ({ x, w1, b1, w2 }) =>
      conv(relu(conv(x, w1, b1)), slice(w2, { starts: [0, 0], ends: [1, 1], axes: [2, 3] }), undefined, {
        strides: [2, 2],
      }),
  ],
  [
    'filters that do not fill a block',
    ({ x, w1, b1 }) => {
      const few = slice(w1, { starts: [0], ends: [6], axes: [0] });
      return conv(x, few, slice(b1, { starts: [0], ends: [6], axes: [0] }));
    },
  ],
  ...[32, 24, 6].map((filters): [string, Build] => [
    `channels that are more than a block and do not fill two, and ${filters} filters on them`,
    ({ x, w1, w2 }) => {
      const half = (value: Value, axis: number) => slice(value, { starts: [0], ends: [8], axes: [axis] });
      const kernels = concat([w2, half(w2, 1)], 1);
      const some = slice(kernels, { starts: [0], ends: [filters], axes: [0] });
      return conv(relu(conv(x, concat([w1, half(w1, 0)], 0))), some);
    },
  ]),
  ['dilations', ({ x, w1, b1, w2 }) => conv(relu(conv(x, w1, b1)), w2, undefined, { dilations: [2, 2] })],
  [
    'an operand that is stretched',
    ({ x, w1, w2 }) => {
      const hidden = conv(x, w1);
      return conv(mul(hidden, reduceSum(hidden, { axes: [2, 3] })), w2);
    },
  ],
  [
    'a comparison that is read in the plain layout',
    ({ x, w1, b1 }) => {
      const y = conv(x, w1, b1);
      return where(greater(y, 0), reduceSum(y, { axes: [1] }), y);
    },
  ],
  [
    'depthwise convolutions',
    ({ x, w1, b1, w2 }) => conv(relu(depthwise(relu(depthwise(conv(x, w1), w1, b1)), w1)), w2),
  ],
  [
    'channels joined, and parted by the gradient',
    ({ x, w1, b1 }) => {
      const hidden = conv(x, w1, b1);
      return depthwise(concat([relu(hidden), tanh(hidden)], 1), concat([w1, mul(w1, 2)], 0));
    },
  ],
  [
    'channels joined that do not fill a block',
    ({ x, w1, b1, w2 }) => {
      const few = slice(w1, { starts: [0], ends: [8], axes: [0] });
      return conv(
        concat([conv(x, few), slice(conv(x, w1, b1), { starts: [4], ends: [12], axes: [1] })], 1),
        w2,
      );
    },
  ],
  [
    'channels taken out that are a block, and some that are not',
    ({ x, w1, w2, b2 }) => {
      const hidden = conv(conv(x, w1), w2, b2);
      const [block, few] = [16, 5].map((size) => slice(hidden, { starts: [0], ends: [size], axes: [1] }));
      return concat([relu(block!), tanh(few!)], 1);
    },
  ],
  [
    'a factor for each channel of each picture',
    ({ x, w1, b1, w2 }) => {
      const hidden = relu(conv(x, w1, b1));
      return conv(mul(sigmoid(globalAveragePool(hidden)), hidden), w2);
    },
  ],
  [
    'a factor for each picture',
    ({ x, w1, b1, w2 }) => conv(mul(conv(x, w1, b1), reduceMean(x, { axes: [1, 2, 3] })), w2),
  ],
  [
    'activations whose gradients compare twice',
    ({ x, w1, b1, w2 }) => conv(gelu(hardSwish(conv(x, w1, b1))), w2),
  ],
];

/** The sums, for each channel, of the products of two pictures. */
const sumsOfProducts: Build = ({ x, w1, b1 }) => {
  const hidden = conv(x, w1, b1);
  return reduceSum(mul(hidden, tanh(hidden)), { axes: [0, 2, 3], keepDims: false });
};
cases.push(['sums of products', sumsOfProducts]);

/** Each channel by itself, as many as the weights have filters. */
function depthwise(x: Value, weights: Value, bias?: Value, attributes: ConvAttributes = {}): Value {
  return conv(x, weights, bias, { group: weights.shape[0] as number, ...attributes });
}

/** One convolution of 16 pictures, and the shapes that its gradients must do justice to. */
interface Case {
  pictures?: number;
  channels?: number;
  filters?: number;
  size: readonly [number, number];
  kernel: readonly [number, number];
  attributes?: ConvAttributes;
}

const convolutions: [name: string, the: Case][] = [
  ['a 5×5 kernel', { size: [8, 8], kernel: [5, 5], attributes: { pads: [2, 2, 2, 2] } }],
  [
    'a 5×5 kernel with strides',
    { size: [8, 6], kernel: [5, 5], attributes: { pads: [2, 2, 2, 2], strides: [2, 2] } },
  ],
  [
    'pictures and kernels that are not square',
    { size: [5, 9], kernel: [1, 3], attributes: { pads: [0, 1, 0, 1] } },
  ],
  [
    'strides of 3, more than the kernel has',
    { size: [9, 6], kernel: [2, 2], attributes: { strides: [3, 3] } },
  ],
  ['a 1×1 kernel', { size: [4, 7], kernel: [1, 1] }],
  ['a 1×1 kernel with strides', { size: [7, 8], kernel: [1, 1], attributes: { strides: [2, 3] } }],
  ['a 1×1 kernel with padding', { size: [4, 4], kernel: [1, 1], attributes: { pads: [1, 0, 0, 1] } }],
  [
    'dilation down, not across',
    { size: [8, 8], kernel: [3, 3], attributes: { dilations: [2, 1], pads: [2, 1, 2, 1] } },
  ],
  [
    'more padding than the kernel reaches',
    { size: [4, 4], kernel: [2, 2], attributes: { pads: [3, 3, 3, 3] } },
  ],
  ['a batch that does not divide into blocks', { pictures: 10, size: [6, 6], kernel: [3, 3] }],
  [
    'one channel',
    { channels: 1, size: [9, 7], kernel: [3, 3], attributes: { pads: [1, 1, 1, 1], strides: [2, 2] } },
  ],
  [
    'three channels',
    { channels: 3, size: [7, 8], kernel: [3, 3], attributes: { pads: [1, 0, 1, 1], strides: [1, 2] } },
  ],
  ['three channels and a 5×5 kernel', { channels: 3, size: [7, 7], kernel: [5, 5] }],
  [
    'three channels with dilation down and a last row that no window reads',
    { channels: 3, size: [8, 7], kernel: [3, 2], attributes: { dilations: [2, 1], strides: [3, 2] } },
  ],
  [
    'one channel and filters that do not fill a block',
    { channels: 1, filters: 6, size: [8, 6], kernel: [5, 5], attributes: { pads: [2, 2, 2, 2] } },
  ],
  [
    'six channels and filters that fill more than one block',
    { pictures: 32, channels: 6, filters: 20, size: [6, 7], kernel: [3, 3] },
  ],
  [
    'few channels, filters and pictures that do not fill a block',
    { pictures: 10, channels: 5, filters: 6, size: [6, 6], kernel: [3, 3] },
  ],
  [
    'three channels in a batch that does not divide',
    { pictures: 10, channels: 3, size: [6, 7], kernel: [3, 2], attributes: { pads: [1, 1, 1, 1] } },
  ],
  ...(
    [
      ['of their own for each block of pictures', [6, 7]],
      ['for all pictures, because the kernels are larger than the pictures', [3, 3]],
    ] as const
  ).map(([name, size]): [string, Case] => [
    `sums ${name}`,
    { pictures: 32, channels: 32, size, kernel: [3, 3], attributes: { pads: [1, 1, 1, 1] } },
  ]),
  ['three channels and a 1×1 kernel', { channels: 3, size: [5, 4], kernel: [1, 1] }],
  [
    'a few channels in a batch of one',
    { pictures: 1, channels: 2, size: [6, 6], kernel: [2, 2], attributes: { dilations: [2, 2] } },
  ],
];

function convolutionOf({
  pictures = 16,
  channels = 16,
  filters = 32,
  size,
  kernel,
  attributes = {},
}: Case): Graph {
  const shapes = { x: [pictures, channels, ...size], w: [filters, channels, ...kernel], b: [filters] };
  return graphOf(shapes, ({ x, w, b }) => conv(x, w, b, attributes));
}

/** One convolution of each of 32 channels by itself. */
function depthwiseOf({ pictures = 3, size, kernel, attributes = {} }: Case): Graph {
  const shapes = { x: [pictures, 32, ...size], w: [32, 1, ...kernel], b: [32] };
  return graphOf(shapes, ({ x, w, b }) => depthwise(x, w, b, attributes));
}

const ofEachChannel: [name: string, the: Case][] = [
  ['a 3×3 kernel', { size: [6, 7], kernel: [3, 3] }],
  ['a 5×5 kernel with padding', { size: [6, 5], kernel: [5, 5], attributes: { pads: [2, 2, 2, 2] } }],
  ['one picture', { pictures: 1, size: [6, 5], kernel: [3, 3], attributes: { pads: [1, 1, 1, 1] } }],
  [
    'strides that divide',
    { size: [8, 6], kernel: [3, 3], attributes: { strides: [2, 2], pads: [0, 0, 1, 1] } },
  ],
  [
    'strides that do not divide',
    { size: [7, 7], kernel: [3, 3], attributes: { strides: [2, 2], pads: [1, 1, 1, 1] } },
  ],
  ['strides that pass over rows', { size: [9, 8], kernel: [2, 2], attributes: { strides: [3, 3] } }],
  ['dilations', { size: [9, 8], kernel: [3, 2], attributes: { dilations: [2, 3], pads: [2, 1, 2, 0] } }],
  [
    'strides and dilations',
    { size: [9, 8], kernel: [2, 2], attributes: { strides: [2, 2], dilations: [3, 2] } },
  ],
  ['a 1×1 kernel', { size: [4, 5], kernel: [1, 1] }],
  ['a 1×1 kernel with strides', { size: [6, 6], kernel: [1, 1], attributes: { strides: [2, 3] } }],
  [
    'more padding than the kernel reaches',
    { size: [4, 4], kernel: [2, 2], attributes: { pads: [3, 3, 3, 3] } },
  ],
  ['a kernel as large as the picture', { size: [4, 3], kernel: [4, 3] }],
];

describe.skipIf(blockSize === undefined)('blockedLayout', () => {
  it.each([
    ...cases.map(([name, build]) => [name, () => graphOf(shapes, build)] as const),
    ...convolutions.map(([name, the]) => [name, () => convolutionOf(the)] as const),
    ...ofEachChannel.map(
      ([name, the]) => [`of each channel by itself, ${name}`, () => depthwiseOf(the)] as const,
    ),
  ])('keeps results and gradients: %s', async (_, make) => {
    const graph = withGradients(make());
    expectAgreement(await run(blockedLayout(graph, blockSize!)), await run(graph), 1e-5);
  });

  it('shares the gradient of equal maxima, also with one-pass masks', async () => {
    const graph = withGradients(graphOf(shapes, cases[0]![1]));
    const blocked = blockedLayout(graph, blockSize!);
    const masked = maskInOnePass(blocked);
    expect([countOf(blocked, 'Equal'), countOf(masked, 'Equal')]).toEqual([2, 0]);
    const feeds = { x: new Float32Array(16 * 14 * 14).fill(0.5) };
    const plain = await run(graph, feeds);
    // Rounding errors of equal terms do not cancel.
    for (const other of [blocked, masked]) expectAgreement(await run(other, feeds), plain, 3e-5);
  });

  it('keeps pooling without a gradient: windows beyond the border, or dilated', async () => {
    const graph = graphOf(shapes, ({ x, w1, w2 }) => {
      const holes = { kernel_shape: [2, 2], dilations: [2, 3] };
      const out = { kernel_shape: [3, 2], strides: [2, 2], ceil_mode: 1 } as const;
      return averagePool(conv(maxPool(maxPool(conv(x, w1), holes), out), w2), out);
    });
    expectAgreement(await run(blockedLayout(graph, blockSize!)), await run(graph), 1e-5);
  });

  it.each([
    ['maxima', maxPool, tile],
    [
      'maxima of windows that overlap',
      maxPool,
      { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 0, 0] },
    ],
    ['averages', averagePool, tile],
    ['averages without padding', averagePool, { kernel_shape: [3, 2], strides: [1, 2], pads: [1, 0, 1, 1] }],
  ] as const)('pools plain pictures as planes: %s', async (_, pool, window) => {
    const graph = withGradients(graphOf({ x: [8, 6, 10, 8] }, ({ x }) => pool(x, window)));
    const blocked = blockedLayout(graph, blockSize!);
    expect(typesOf(blocked, 'y')).toContain('ReorderInput');
    expectAgreement(await run(blocked), await run(graph), 1e-6);
  });

  it('returns comparisons in the plain layout', async () => {
    const graph = graphOf(shapes, ({ x, w1 }) => conv(x, w1));
    const positive = greater(graph.outputs.get('y')!, 0);
    graph.output('positive', positive);
    graph.output('whole', cast(positive, 'int32'));
    const [plain, blocked] = [await run(graph), await run(blockedLayout(graph, blockSize!))];
    for (const name of ['positive', 'whole']) expect(blocked[name]).toEqual(plain[name]);
  });
});

describe('blockedLayout', () => {
  it('stays blocked from one convolution to the next', () => {
    const graph = blockedLayout(withGradients(graphOf(shapes, cases[0]![1])), 16);
    const nodes = liveNodes(graph, [graph.outputs.get('y')!]);
    const batch = shapes.x[0];
    const reordered = (type: string) =>
      nodes.filter((node) => node.operator.type === type && node.inputs[0]!.shape[0] === batch);
    expect(reordered('ReorderInput')).toEqual([]);
    expect(reordered('ReorderOutput')).toHaveLength(1);
  });

  it.each<[name: string, isKept: boolean, the: Case]>([
    ['by a convolution', false, { size: [8, 8], kernel: [5, 5], attributes: { pads: [2, 2, 2, 2] } }],
    ['by a convolution of few channels', false, { channels: 9, size: [6, 6], kernel: [5, 5] }],
    ['by a convolution to few filters', false, { channels: 1, filters: 6, size: [6, 6], kernel: [5, 5] }],
    ['by patches of few channels', false, { pictures: 10, channels: 3, size: [6, 6], kernel: [3, 3] }],
    ['plainly where the batch does not divide', true, { pictures: 10, size: [6, 6], kernel: [3, 3] }],
    ['plainly where patches are large', true, { pictures: 10, channels: 9, size: [6, 6], kernel: [5, 5] }],
    [
      'plainly where most filters would be idle',
      true,
      { channels: 1, filters: 2, size: [6, 6], kernel: [5, 5] },
    ],
  ])('computes weight gradients %s', (_, isKept, the) => {
    const types = typesOf(blockedLayout(withGradients(convolutionOf(the)), 16), 'dw');
    expect(types.includes('ConvWeightGradient')).toBe(isKept);
  });

  it('sums products of pictures without writing them', () => {
    expect(typesOf(blockedLayout(graphOf(shapes, sumsOfProducts), 16), 'y')).not.toContain('Mul');
  });

  it('keeps a depthwise convolution in blocks, with one conversion in and one out', () => {
    const graph = withGradients(depthwiseOf({ pictures: 2, size: [8, 8], kernel: [3, 3] }));
    const blocked = blockedLayout(graph, 16);
    expect(typesOf(blocked).filter((type) => type.startsWith('Conv'))).toEqual(['Conv', 'Conv', 'Conv']);
    const pictures = liveNodes(blocked).filter(
      ({ operator, inputs }) => operator.type.startsWith('Reorder') && inputs[0]!.shape[0] === 2,
    );
    // x and the loss's gradient come in; y, its squares for the loss, and the gradient by x go out.
    const types = pictures.map(({ operator }) => operator.type).sort();
    expect(types).toEqual([
      'ReorderInput',
      'ReorderInput',
      'ReorderOutput',
      'ReorderOutput',
      'ReorderOutput',
    ]);
  });

  it('keeps the pooling of planes that do not divide, or whose number is not known', () => {
    const graph = new Graph();
    const inputs = [
      [3, 5, 8, 8],
      ['batch', 16, 8, 8],

      [16, 2, 8],
    ] as const;
    for (const [i, shape] of inputs.entries()) {
      const x = graph.input(`x${i}`, 'float32', shape);
      graph.output(`y${i}`, maxPool(x, { kernel_shape: shape.slice(2).map(() => 2) }));
    }
    expect(new Set(typesOf(blockedLayout(graph, 16)))).toEqual(new Set(['MaxPool']));
  });

  it('keeps channels that do not divide, groups, and constant weights', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2, 16, 5, 5]);
    const constant = graph.constant(new Float32Array(16 * 16), [16, 16, 1, 1], 'float32');
    graph.output('a', conv(x, graph.input('a', 'float32', [10, 16, 3, 3])));
    graph.output('b', conv(x, graph.input('b', 'float32', [16, 8, 3, 3]), undefined, { group: 2 }));
    graph.output('c', conv(x, constant));
    graph.output('d', conv(x, graph.input('d', 'float32', [32, 1, 3, 3]), undefined, { group: 16 }));
    const domains = blockedLayout(graph, 16).nodes.map((node) => node.operator.domain);
    expect(new Set(domains)).toEqual(new Set(['']));
  });
});

describe('findBlockSize', () => {
  it('finds the block size of this processor, and none on other devices', async () => {
    expect([undefined, 8, 16]).toContain(blockSize);
    expect(await findBlockSize({ device: 'wasm' })).toBeUndefined();
  });
});
