// The passes on forward graphs: the same results and gradients, and less work.
import { describe, expect, it } from 'vitest';
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
import { cropUnreadBorders } from './crop-unread-borders.ts';
import { reluAfterPooling } from './relu-after-pooling.ts';
import { GraphError } from '../graph/operator.ts';
import { toBlocked } from '../graph/operators/blocked.ts';
import { finish, simplify } from './passes.ts';
import { expectAgreement, graphOf as graphOfShapes, run, typesOf, withGradients } from './testing/graphs.ts';

const two: PoolAttributes = { kernel_shape: [2, 2], strides: [2, 2] };
type Build = (x: Value, w: Value) => Value;

/** Pictures of 15×15, for which two convolutions and poolings leave rows unread at every level. */
const deep: Build = (x, w) => maxPool(relu(conv(maxPool(relu(conv(x, w)), two), w)), two);

const graphOf = (build: Build): Graph =>
  graphOfShapes({ x: [2, 3, 15, 15], w: [3, 3, 3, 3] }, ({ x, w }) => build(x, w));

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
    const simple = simplify(graphOf(build));
    expectAgreement(await run(withGradients(simple)), await run(withGradients(graphOf(build))), 1e-5);
  });
});

const shapesOf = (graph: Graph, type: string): string[] =>
  liveNodes(graph)
    .filter((node) => node.operator.type === type)
    .map((node) => node.outputs[0]!.shape.slice(2).join('×'));

describe('cropUnreadBorders', () => {
  it('computes only the elements that are read, back to the input', () => {
    // 15 → conv 13 → pool 6 → conv 4 → pool 2: the first pooling reads 12 of 13.
    expect(shapesOf(graphOf(deep), 'Conv')).toEqual(['13×13', '4×4']);
    const graph = cropUnreadBorders(graphOf(deep));
    expect(shapesOf(graph, 'Conv')).toEqual(['12×12', '4×4']);
    expect(shapesOf(graph, 'Slice')).toEqual(['14×14']);
  });

  it('keeps a pooling whose indices count within the whole input', () => {
    const graph = new Graph();
    const [pooled, indices] = maxPoolWithIndices(graph.input('x', 'float32', [1, 1, 5, 5]), two);
    graph.output('y', pooled!);
    graph.output('indices', indices!);
    expect(shapesOf(cropUnreadBorders(graph), 'Slice')).toEqual([]);
  });

  it('adds nothing if all elements are read', () => {
    const graph = graphOf((x, w) => maxPool(conv(x, w, undefined, { pads: [1, 1, 0, 0] }), two));
    expect(shapesOf(cropUnreadBorders(graph), 'Slice')).toEqual([]);
  });
});

describe('reluAfterPooling', () => {
  it('moves ReLU behind the pooling', () => {
    const graph = graphOf((x, w) => maxPool(relu(conv(x, w)), two));
    expect(typesOf(reluAfterPooling(graph), 'y')).toEqual(['Conv', 'MaxPool', 'Relu']);
  });

  it('keeps a ReLU that is read elsewhere', () => {
    const graph = graphOf((x, w) => {
      const activated = relu(conv(x, w));
      return mul(maxPool(activated, two), reduceSum(activated, { axes: [2, 3] }));
    });
    expect(typesOf(reluAfterPooling(graph), 'y').slice(0, 3)).toEqual(['Conv', 'Relu', 'MaxPool']);
  });

  it('keeps ReLU before indices, and before other poolings', () => {
    const graph = graphOf((x, w) => averagePool(relu(conv(x, w)), two));
    graph.output('indices', maxPoolWithIndices(relu(graph.inputs[0]!), two)[1]!);
    expect(typesOf(reluAfterPooling(graph))).toEqual(typesOf(graph));
  });
});

it('are checked one by one in debug mode, with a message that names the pass', () => {
  const graph = new Graph();
  graph.output('y', toBlocked(graph.input('x', 'float32', [1, 8, 2, 2])));
  expect(() => simplify(graph)).not.toThrow();
  expect(() => simplify(graph, { debug: true })).toThrow(
    'after building it: ReorderInput: ReorderInput is not allowed in a built graph',
  );
  expect(() => finish(graph, { device: 'cpu', blockSize: undefined, debug: true })).toThrow(GraphError);
});
