// Folded constants: what is removed, what stays, and results that are the same to the bit.
import { describe, expect, it } from 'vitest';
import { Graph, type Value } from '../graph/graph.ts';
import * as op from '../graph/operators/index.ts';
import { foldConstants } from './fold-constants.ts';
import { graphOf, run, typesOf } from './testing/graphs.ts';

type Build = (x: Value) => Value;
const graphWith = (build: Build): Graph => graphOf({ x: [2, 3] }, ({ x }) => build(x));
const filled = (x: Value, value: number, shape: number[]): Value => op.expand(x.graph.scalar(value), shape);

/** What is left of the nodes, and what they are folded to, as the results of both graphs. */
const cases: [name: string, build: Build, left: string[]][] = [
  ['x + 0', (x) => op.add(x, 0), []],
  ['0 + x', (x) => op.add(0, x), []],
  ['x - 0', (x) => op.sub(x, 0), []],
  ['x · 1', (x) => op.mul(x, 1), []],
  ['1 · x', (x) => op.mul(1, x), []],
  ['x / 1', (x) => op.div(x, 1), []],
  ['ones that were spread', (x) => op.mul(x, filled(x, 1, [2, 3])), []],
  ['operations that keep the memory', (x) => op.identity(op.reshape(op.cast(x, 'float32'), [2, 3])), []],
  ['one after the other', (x) => op.relu(op.add(op.mul(op.reshape(x, [2, 3]), 1), 0)), ['Relu']],
  ['0 - x', (x) => op.sub(0, x), ['Sub']],
  ['1 / x', (x) => op.div(1, x), ['Div']],
  ['x · 2', (x) => op.mul(x, 2), ['Mul']],
  ['zeros that make the shape larger', (x) => op.add(x, filled(x, 0, [4, 2, 3])), ['Expand', 'Add']],
  ['another shape', (x) => op.reshape(x, [3, 2]), ['Reshape']],
  ['another type', (x) => op.cast(op.cast(x, 'int32'), 'float32'), ['Cast', 'Cast']],
];

describe('foldConstants', () => {
  it.each(cases)('%s', async (_, build, left) => {
    const folded = foldConstants(graphWith(build));
    expect(typesOf(folded, 'y')).toEqual(left);
    expect(await run(folded)).toEqual(await run(graphWith(build)));
  });

  it('computes scalars in single precision, as the runtime does', async () => {
    const build: Build = (x) => {
      const third = op.div(x.graph.scalar(1), x.graph.scalar(3));
      const root = op.sqrt(op.add(op.mul(third, op.neg(x.graph.scalar(-0.1))), 7));
      return op.mul(x, op.reciprocal(op.sub(root, third)));
    };
    const folded = foldConstants(graphWith(build));
    expect(typesOf(folded, 'y')).toEqual(['Mul']);
    expect(await run(folded)).toEqual(await run(graphWith(build)));
  });

  it('keeps outputs that are constants or inputs', async () => {
    const graph = graphWith((x) => op.add(x, 0));
    graph.output('constant', op.add(graph.scalar(2), graph.scalar(3)));
    const folded = await run(foldConstants(graph));
    expect(folded['constant']).toEqual(Float32Array.of(5));
    expect(folded['y']).toHaveLength(6);
  });

  it('leaves whole numbers and double precision to the runtime', () => {
    const graph = new Graph();
    graph.output('whole', op.add(graph.input('i', 'int32', [2]), 0));
    graph.output('double', op.add(graph.scalar(1, 'float64'), graph.scalar(2, 'float64')));
    expect(typesOf(foldConstants(graph))).toEqual(['Add', 'Add']);
  });
});
