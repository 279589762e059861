import { describe, expect, it } from 'vitest';
import { Graph, type Value } from '../engine/graph/graph.ts';
import * as op from '../engine/graph/operators/index.ts';
import { InputError } from '../errors.ts';
import { middleMaps } from './middle-maps.ts';

/** A network from pictures of 224 pixels; each step is a convolution of a name, a width and a stride. */
function network(
  build: (layer: (x: Value, name: string, filters: number, stride?: number) => Value, x: Value) => Value,
): Graph {
  const graph = new Graph();
  const layer = (x: Value, name: string, filters: number, stride = 1) => {
    const kernel = graph.constant(
      new Float32Array(filters * Number(x.shape[1])),
      [filters, Number(x.shape[1]), 1, 1],
      'float32',
    );
    return graph.within(name, () => op.conv(x, kernel, undefined, { strides: [stride, stride] }));
  };
  const last = build(layer, graph.input('image', 'float32', ['batch', 3, 224, 224]));
  graph.output('logits', op.flatten(op.globalAveragePool(last)));
  return graph;
}

const size = { height: 224, width: 224 };
const named = (graph: Graph, names?: string[]) => middleMaps(graph, size, names).map(({ name }) => name);

describe('middleMaps', () => {
  it('takes the last layer of an eighth and of a sixteenth of the size', () => {
    const graph = network((layer, x) => {
      const quarter = layer(x, 'quarter', 8, 4);
      const eighth = layer(layer(quarter, 'eighth', 16, 2), 'eighth again', 16);
      const sixteenth = layer(layer(eighth, 'sixteenth', 32, 2), 'sixteenth again', 32);
      return layer(sixteenth, 'last', 64, 2);
    });
    expect(named(graph)).toEqual(['eighth again/Conv', 'sixteenth again/Conv']);
    expect(middleMaps(graph, size)).toMatchObject([
      { height: 28, width: 28, channels: 16 },
      { height: 14, width: 14, channels: 32 },
    ]);
  });

  it('takes none that a shortcut passes by', () => {
    const graph = network((layer, x) => {
      const eighth = layer(x, 'eighth', 8, 8);
      const inside = layer(eighth, 'inside', 8);
      const joined = op.add(eighth, inside);
      const main = layer(layer(joined, 'main', 8), 'main down', 16, 2);
      return op.add(main, layer(joined, 'shortcut', 16, 2));
    });
    expect(named(graph)).toEqual(['Add', 'Add_1']);
  });

  it('takes none that is widened inside a block', () => {
    const graph = network((layer, x) => {
      const eighth = layer(x, 'eighth', 10, 8);
      const widened = layer(eighth, 'widened', 60);
      const sixteenth = layer(layer(widened, 'down', 60, 2), 'narrow', 20);
      return layer(sixteenth, 'widened again', 120);
    });
    expect(named(graph)).toEqual(['eighth/Conv', 'narrow/Conv']);
  });

  it('takes layers by name, the larger maps first, and refuses others', () => {
    const graph = network((layer, x) => layer(layer(x, 'first', 4, 4), 'second', 4, 4));
    expect(named(graph, ['second/Conv', 'first/Conv'])).toEqual(['first/Conv', 'second/Conv']);
    expect(() => named(graph, ['secnd/Conv'])).toThrow('did you mean second/Conv?');
  });

  it.each([
    ['no maps', (x: Value) => op.globalAveragePool(x), 'one without maps'],
    ['maps of one size', (x: Value) => op.relu(x), 'maps of 224 rows'],
  ])('refuses a network with %s', (_, build, message) => {
    const graph = network((_layer, x) => build(x));
    expect(() => named(graph)).toThrow(InputError);
    expect(() => named(graph)).toThrow(message);
  });
});
