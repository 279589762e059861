// Layers by the names of nodes, and the layer for class activation maps.
import { describe, expect, it } from 'vitest';
import type { Value } from '../engine/graph/graph.ts';
import * as op from '../engine/graph/operators/index.ts';
import { InputError } from '../errors.ts';
import { findLayer, lastSpatialLayer, layersOf } from './layers.ts';
import { constantLike, toyExplainer } from './testing/toy-models.ts';

const kernel = (x: Value) => constantLike(x, [1], [1, 1, 1, 1]);
const head = (x: Value) => {
  const flat = op.flatten(x);
  const width = flat.shape[1] as number;
  return op.gemm(flat, constantLike(x, new Array<number>(2 * width).fill(1), [width, 2]));
};
const graphOf = (side: number, build: (x: Value) => Value) =>
  toyExplainer([1, side, side], (x) => head(build(x))).model.graph;

const named = (x: Value, name: string, build: (x: Value) => Value) => x.graph.within(name, () => build(x));
const convRelu = (x: Value) => op.relu(op.conv(x, kernel(x)));
const pool = (x: Value) => op.maxPool(x, { kernel_shape: [2, 2], strides: [2, 2] });

it('are the scopes of nodes, inner ones first, each at its last node', () => {
  const graph = graphOf(8, (x) =>
    x.graph.within('block', () => {
      const inner = x.graph.within('block/first', () => convRelu(x));
      return op.add(inner, x);
    }),
  );
  expect(layersOf(graph).map(({ name, value }) => `${name} by ${value}`)).toEqual([
    'block/first by block/first/Relu',
    'block by block/Add',
  ]);
});

describe('the layer of class activation maps', () => {
  it.each<[string, number, (x: Value) => Value, string]>([
    ['is the last activation, not its pooling', 8, (x) => pool(named(x, 'conv', convRelu)), 'conv'],
    [
      'has 4×4 cells or more, where one has',
      6,
      (x) => named(pool(named(x, 'a', convRelu)), 'b', convRelu),
      'a',
    ],
    ['has fewer where none has more', 3, (x) => named(x, 'a', convRelu), 'a'],
    [
      'is the last convolution where there is no activation',
      8,
      (x) => named(x, 'c', (y) => op.conv(y, kernel(y))),
      'c',
    ],
    [
      'is behind a gate, not the gate',
      8,
      (x) => named(x, 'swish', (y) => op.mul(op.conv(y, kernel(y)), op.sigmoid(op.conv(y, kernel(y))))),
      'swish',
    ],
    [
      'is a gate where nothing goes through it',
      8,
      (x) =>
        named(x, 'sum', (y) =>
          op.add(
            named(y, 'gate', (z) => op.sigmoid(op.conv(z, kernel(z)))),
            y,
          ),
        ),
      'gate',
    ],
    [
      'is an activation that is scaled, not what comes of it',
      8,
      (x) => named(x, 'scaled', (y) => op.mul(named(y, 'relu', op.relu), constantLike(y, [2], [1]))),
      'relu',
    ],
    ['has no single cell', 8, (x) => op.globalAveragePool(named(x, 'a', convRelu)), 'a'],
    ['may have one row', 8, (x) => named(op.maxPool(x, { kernel_shape: [8, 1] }), 'a', convRelu), 'a'],
    ['may be a node without a layer', 8, (x) => op.tanh(op.conv(x, kernel(x))), 'Tanh'],
  ])('%s', (_, side, build, name) => {
    expect(lastSpatialLayer(graphOf(side, build)).name).toBe(name);
  });
});

describe('findLayer', () => {
  const graph = graphOf(8, (x) => pool(named(named(x, 'first', convRelu), 'second', convRelu)));

  it('finds a layer by its name, and a node by its own', () => {
    expect(findLayer(graph, 'first')).toEqual({ name: 'first', value: 'first/Relu', shape: [1, 8, 8] });
    expect(findLayer(graph, 'second/Conv')).toEqual({
      ...{ name: 'second/Conv', value: 'second/Conv', shape: [1, 8, 8] },
    });
  });

  it('lists the known layers, and names the option that named another', () => {
    expect(() => findLayer(graph, 'fist')).toThrow(
      new InputError("layer: the model has no layer 'fist': did you mean first?; it has first, second"),
    );
    expect(() => findLayer(graph, 'convolution', '--layer')).toThrow(
      new InputError("--layer: the model has no layer 'convolution'; it has first, second"),
    );
  });
});

it('nodes are layers if none is named after a layer', () => {
  const layers = layersOf(graphOf(4, (x) => convRelu(x)));
  expect(layers.map(({ name, shape }) => [name, shape])).toEqual([
    ['Conv', [1, 4, 4]],
    ['Relu', [1, 4, 4]],
    ['Flatten', [16]],
    ['scores', [2]],
  ]);
});

it('values computed from constants alone are not layers', () => {
  const graph = graphOf(4, (x) =>
    named(x, 'a', (y) =>
      op.mul(
        y,
        named(y, 'b', () => op.tanh(constantLike(y, new Array<number>(16).fill(1), [1, 1, 4, 4]))),
      ),
    ),
  );
  expect(layersOf(graph).map(({ name }) => name)).toEqual(['a']);
});

it('a model without maps of features has no layer for class activation maps', () => {
  expect(() => lastSpatialLayer(graphOf(4, (x) => op.flatten(x)))).toThrow(
    new InputError('the model has no layer with feature maps; class activation maps need one'),
  );
});
