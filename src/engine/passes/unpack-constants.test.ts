// Unpacked constants: the numbers of the runtime to the bit, and what does not change.
import { describe, expect, it } from 'vitest';
import { Graph, type Value } from '../graph/graph.ts';
import * as op from '../graph/operators/index.ts';
import { run, typesOf } from './testing/graphs.ts';
import { unpackConstants } from './unpack-constants.ts';

const halves = (graph: Graph): Value =>
  graph.constant(Uint16Array.of(0x3c00, 0x0001, 0xc000, 0x3555, 0x7bff, 0x8000), [2, 3], 'float16', 'a/half');
const bytes = (graph: Graph): Value =>
  graph.constant(Int8Array.of(-127, 3, 0, 127, 1, -50), [2, 3], 'int8', 'a/bytes');
const scales = (graph: Graph, values: number[], shape: number[]): Value =>
  graph.constant(Float32Array.from(values), shape, 'float32', 'scales');

const graphOf = (build: (graph: Graph) => Value): Graph => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [2, 3]);
  graph.output('y', op.add(x, build(graph)));
  return graph;
};

describe('unpackConstants', () => {
  it.each<[string, (graph: Graph) => Value]>([
    ['half precision', (graph) => op.cast(halves(graph), 'float32')],
    ['bytes', (graph) => op.cast(bytes(graph), 'float32')],
    [
      'bytes with a scale for each row',
      (graph) => op.mul(op.cast(bytes(graph), 'float32'), scales(graph, [0.1, 0.003], [2, 1])),
    ],
    [
      'bytes with a scale for each column',
      (graph) => op.mul(op.cast(bytes(graph), 'float32'), scales(graph, [0.1, 0.7, 1e-9], [1, 3])),
    ],
    [
      'bytes with one scale',
      (graph) => op.mul(op.cast(bytes(graph), 'float32'), scales(graph, [0.3], [1, 1])),
    ],
  ])('%s', async (_, build) => {
    const unpacked = unpackConstants(graphOf(build));
    expect(typesOf(unpacked)).toEqual(['Add']);
    expect(await run(unpacked)).toEqual(await run(graphOf(build)));
  });

  it('keeps their names', () => {
    const build = (graph: Graph) =>
      graph.add(op.Cast, [halves(graph)], { to: op.dtypeCodes.float32 }, 1, 'conv2d/kernel')[0]!;
    const [node] = unpackConstants(graphOf(build)).nodes;
    expect(node!.inputs[1]).toMatchObject({ name: 'conv2d/kernel', dtype: 'float32' });
  });

  it.each<[string, (graph: Graph) => Value, string[]]>([
    ['constants of other types', (graph) => op.cast(graph.scalar(7, 'int32'), 'float32'), ['Cast', 'Add']],
    [
      'scales that do not vary along one axis alone',
      (graph) =>
        op.mul(op.cast(bytes(graph), 'float32'), scales(graph, [1, 2, 3, 4, 5, 6].map(Math.sqrt), [2, 3])),
      ['Mul', 'Add'],
    ],
    [
      'scales of fewer axes',
      (graph) => op.mul(op.cast(bytes(graph), 'float32'), scales(graph, [1, 2, 3], [3])),
      ['Mul', 'Add'],
    ],
    [
      'products of constants that were float32 all along',
      (graph) => op.mul(scales(graph, [1, 2], [2, 1]), scales(graph, [3, 4], [2, 1])),
      ['Mul', 'Add'],
    ],
  ])('leaves %s to the runtime', async (_, build, left) => {
    const unpacked = unpackConstants(graphOf(build));
    expect(typesOf(unpacked)).toEqual(left);
    expect(await run(unpacked)).toEqual(await run(graphOf(build)));
  });
});
