// The passes over forward graphs: results and gradients stay what they were, and the work gets less.
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { gradients } from '../gradients/gradients.ts';
import { Graph, type Value } from '../graph/graph.ts';
import { liveNodes } from '../graph/live-nodes.ts';
import {
  averagePool,
  conv,
  maxPool,
  maxPoolWithIndices,
  mul,
  reduceSum,
  relu,
  type PoolAttributes,
} from '../graph/operators/index.ts';
import { checkGraph } from '../graph/specification.ts';
import { sizeOf } from '../graph/tensor-type.ts';
import { compile } from '../runtime/compile.ts';
import { cropUnreadBorders } from './crop-unread-borders.ts';
import { reluAfterPooling } from './relu-after-pooling.ts';
import { simplify } from './passes.ts';

const two: PoolAttributes = { kernel_shape: [2, 2], strides: [2, 2] };
type Build = (x: Value, w: Value) => Value;

/** Pictures of 15×15, for which two convolutions and poolings leave rows unread at every level. */
const deep: Build = (x, w) => maxPool(relu(conv(maxPool(relu(conv(x, w)), two), w)), two);

function graphOf(build: Build): Graph {
  const graph = new Graph();
  const y = build(graph.input('x', 'float32', [2, 3, 15, 15]), graph.input('w', 'float32', [3, 3, 3, 3]));
  graph.output('y', y);
  graph.output('loss', reduceSum(mul(y, y), { keepDims: false }));
  return graph;
}

async function run(graph: Graph): Promise<Record<string, Float32Array>> {
  const inputs = ['x', 'w'].map((name) => graph.inputs.find((input) => input.name === name)!);
  gradients(graph.outputs.get('loss')!, inputs).forEach((gradient, i) =>
    graph.output(`d${inputs[i]!.name}`, gradient),
  );
  checkGraph(graph);
  const program = await compile(graph, { threads: 1 });
  const feeds = Object.fromEntries(
    inputs.map(({ name, shape }) => {
      const random = new Random(1, name);
      return [name, Float32Array.from({ length: sizeOf(shape) }, () => random.normal())];
    }),
  );
  return (await program.run(feeds)) as Record<string, Float32Array>;
}

const cases: [name: string, build: Build][] = [
  ['two convolutions with ReLU and max pooling', deep],
  ['average pooling', (x, w) => averagePool(relu(conv(x, w)), two)],
  ['a stride that skips the last row', (x, w) => maxPool(conv(x, w, undefined, { strides: [2, 2] }), two)],
  [
    'padding at the end, which must stay',
    (x, w) => maxPool(conv(x, w, undefined, { pads: [1, 1, 1, 1] }), two),
  ],
  ['padding at the beginning', (x, w) => maxPool(conv(x, w, undefined, { pads: [2, 2, 0, 0] }), two)],
  ['dilation', (x, w) => maxPool(conv(x, w, undefined, { dilations: [2, 2] }), two)],
  [
    'an activation that something else reads too',
    (x, w) => {
      const activated = relu(conv(x, w));
      return mul(maxPool(activated, two), reduceSum(activated, { axes: [2, 3] }));
    },
  ],
];

describe('simplify', () => {
  it.each(cases)('keeps results and gradients: %s', async (_, build) => {
    const plain = await run(graphOf(build));
    const simple = await run(simplify(graphOf(build)));
    for (const name of ['y', 'loss', 'dx', 'dw']) {
      const scale = Math.max(...plain[name]!.map(Math.abs));
      expect(simple[name]!.length).toBe(plain[name]!.length);
      plain[name]!.forEach((value, i) =>
        expect(Math.abs(simple[name]![i]! - value)).toBeLessThan(1e-5 * scale),
      );
    }
  });
});

const shapesOf = (graph: Graph, type: string): string[] =>
  liveNodes(graph)
    .filter((node) => node.operator.type === type)
    .map((node) => node.outputs[0]!.shape.slice(2).join('×'));

describe('cropUnreadBorders', () => {
  it('computes only what is read, back to the input', () => {
    // 15 → conv 13 → pool 6 → conv 4 → pool 2: the first pooling reads 12 of 13.
    expect(shapesOf(graphOf(deep), 'Conv')).toEqual(['13×13', '4×4']);
    const graph = cropUnreadBorders(graphOf(deep));
    expect(shapesOf(graph, 'Conv')).toEqual(['12×12', '4×4']);
    expect(shapesOf(graph, 'Slice')).toEqual(['14×14']);
  });

  it('leaves a pooling alone whose indices count within the whole input', () => {
    const graph = new Graph();
    const [pooled, indices] = maxPoolWithIndices(graph.input('x', 'float32', [1, 1, 5, 5]), two);
    graph.output('y', pooled!);
    graph.output('indices', indices!);
    expect(shapesOf(cropUnreadBorders(graph), 'Slice')).toEqual([]);
  });

  it('adds nothing where all is read', () => {
    const graph = graphOf((x, w) => maxPool(conv(x, w, undefined, { pads: [1, 1, 0, 0] }), two));
    expect(shapesOf(cropUnreadBorders(graph), 'Slice')).toEqual([]);
  });
});

describe('reluAfterPooling', () => {
  const types = (graph: Graph) =>
    liveNodes(graph, [graph.outputs.get('y')!]).map((node) => node.operator.type);

  it('moves ReLU behind the pooling', () => {
    const graph = graphOf((x, w) => maxPool(relu(conv(x, w)), two));
    expect(types(reluAfterPooling(graph))).toEqual(['Conv', 'MaxPool', 'Relu']);
  });

  it('leaves a ReLU that is read elsewhere', () => {
    const graph = graphOf((x, w) => {
      const activated = relu(conv(x, w));
      return mul(maxPool(activated, two), reduceSum(activated, { axes: [2, 3] }));
    });
    expect(types(reluAfterPooling(graph)).slice(0, 3)).toEqual(['Conv', 'Relu', 'MaxPool']);
  });
});
