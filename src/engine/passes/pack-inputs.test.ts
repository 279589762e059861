// Packed inputs: the parts are read from the list in order and shape, and nothing else changes.
import { expect, it } from 'vitest';
import { add, matMul, mul, reduceSum } from '../graph/operators/index.ts';
import { Graph } from '../graph/graph.ts';
import { packInputs } from './pack-inputs.ts';
import { expectAgreement, graphOf, run, withGradients } from './testing/graphs.ts';

const shapes = { x: [4, 3], w: [3, 2], b: [2], s: [] };

it('reads the parts of a list', async () => {
  const make = () => {
    const graph = withGradients(graphOf(shapes, ({ x, w, b, s }) => mul(add(matMul(x, w), b), s)));
    graph.output('sum', reduceSum(graph.input('all', 'float32', [9]), { keepDims: false }));
    return graph;
  };
  const packed = packInputs(make(), new Map([['all', ['b', 'w', 's']]]));
  expect(packed.inputs.map(({ name }) => name)).toEqual(['x', 'all']);
  const all = Float32Array.from({ length: 9 }, (_, i) => i - 3.5);
  const parts = { b: all.slice(0, 2), w: all.slice(2, 8), s: all.slice(8) };
  expectAgreement(await run(packed, { all }), await run(make(), { all, ...parts }), 0);
});

it('keeps a graph without lists', () => {
  const graph = new Graph();
  graph.output('y', add(graph.input('a', 'float32', [2]), graph.input('b', 'float32', [2])));
  expect(packInputs(graph, new Map()).inputs.map(({ name }) => name)).toEqual(['a', 'b']);
});
