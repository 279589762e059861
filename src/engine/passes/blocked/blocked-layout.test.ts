// The blocked layout: the same results and gradients, and as few changes of layout as the rules promise. Skipped where the
// runtime has no such layout, which is nowhere that a CPU with AVX2 runs it.
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../../random.ts';
import { gradients } from '../../gradients/gradients.ts';
import { Graph, type Value } from '../../graph/graph.ts';
import { liveNodes } from '../../graph/live-nodes.ts';
import {
  averagePool,
  conv,
  maxPool,
  mul,
  reduceSum,
  relu,
  slice,
  tanh,
} from '../../graph/operators/index.ts';
import { checkGraph } from '../../graph/specification.ts';
import { sizeOf } from '../../graph/tensor-type.ts';
import { encodeModel } from '../../onnx/encode.ts';
import { findBlockSize } from '../../runtime/block-size.ts';
import { openModel } from '../../runtime/program.ts';
import { blockedLayout } from './blocked-layout.ts';
import { lower } from '../lower.ts';

const tile = { kernel_shape: [2, 2], strides: [2, 2] };
const shapes = { x: [16, 1, 14, 14], w1: [16, 1, 3, 3], b1: [16], w2: [32, 16, 3, 3], b2: [32] } as const;
type Inputs = Record<keyof typeof shapes, Value>;

function graphOf(build: (inputs: Inputs) => Value): Graph {
  const graph = new Graph();
  const entries = Object.entries(shapes).map(([name, shape]) => [name, graph.input(name, 'float32', shape)]);
  const inputs = Object.fromEntries(entries) as Inputs;
  const y = build(inputs);
  graph.output('y', y);
  const loss = reduceSum(mul(y, y), { keepDims: false });
  const names = Object.keys(shapes);
  gradients(loss, Object.values(inputs)).forEach((gradient, i) => graph.output(`d${names[i]!}`, gradient));
  return graph;
}

async function run(graph: Graph): Promise<Record<string, Float32Array>> {
  checkGraph(graph);
  const program = await openModel(encodeModel(graph), { threads: 1 });
  const feeds = Object.entries(shapes).map(([name, shape]) => {
    const random = new Random(1, name);
    return [name, Float32Array.from({ length: sizeOf(shape) }, () => random.normal())];
  });
  return (await program.run(Object.fromEntries(feeds) as Record<string, Float32Array>)) as Record<
    string,
    Float32Array
  >;
}

const cases: [name: string, build: (inputs: Inputs) => Value][] = [
  [
    'max pooling',
    ({ x, w1, b1, w2, b2 }) => maxPool(conv(relu(maxPool(conv(x, w1, b1), tile)), w2, b2), tile),
  ],
  ['average pooling', ({ x, w1, b1, w2, b2 }) => conv(tanh(averagePool(conv(x, w1, b1), tile)), w2, b2)],
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
  ['dilations', ({ x, w1, b1, w2 }) => conv(relu(conv(x, w1, b1)), w2, undefined, { dilations: [2, 2] })],
  [
    'an operand that is stretched',
    ({ x, w1, w2 }) => {
      const hidden = conv(x, w1);
      return conv(mul(hidden, reduceSum(hidden, { axes: [2, 3] })), w2);
    },
  ],
];

let blockSize: number | undefined;
beforeAll(async () => {
  blockSize = await findBlockSize({ threads: 1 });
});

describe('blockedLayout', () => {
  it.each(cases)('keeps results and gradients: %s', async (_, build) => {
    if (blockSize === undefined) return;
    const graph = graphOf(build);
    const plain = await run(lower(graph));
    const blocked = await run(lower(blockedLayout(graph, blockSize)));
    for (const [name, expected] of Object.entries(plain)) {
      const scale = Math.max(...expected.map(Math.abs));
      const worst = Math.max(...expected.map((value, i) => Math.abs(value - blocked[name]![i]!)));
      expect(worst, name).toBeLessThanOrEqual(1e-5 * scale);
    }
  });

  it('stays blocked from one convolution to the next', () => {
    const graph = blockedLayout(graphOf(cases[0]![1]), 16);
    const nodes = liveNodes(graph, [graph.outputs.get('y')!]);
    const batch = shapes.x[0];
    const reordered = (type: string) =>
      nodes.filter((node) => node.operator.type === type && node.inputs[0]!.shape[0] === batch);
    expect(reordered('ReorderInput')).toEqual([]);
    expect(reordered('ReorderOutput')).toHaveLength(1);
  });

  it('leaves channels that do not divide, groups, and constant weights alone', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2, 16, 5, 5]);
    const constant = graph.constant(new Float32Array(16 * 16), [16, 16, 1, 1], 'float32');
    graph.output('a', conv(x, graph.input('a', 'float32', [10, 16, 3, 3])));
    graph.output('b', conv(x, graph.input('b', 'float32', [16, 1, 3, 3]), undefined, { group: 16 }));
    graph.output('c', conv(x, constant));
    const domains = blockedLayout(graph, 16).nodes.map((node) => node.operator.domain);
    expect(new Set(domains)).toEqual(new Set(['']));
  });
});

describe('findBlockSize', () => {
  it('finds the size of a block of this processor, and none on other devices', async () => {
    expect([undefined, 8, 16]).toContain(blockSize);
    expect(await findBlockSize({ device: 'wasm' })).toBeUndefined();
  });
});
