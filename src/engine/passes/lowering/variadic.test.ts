// Max and Sum of many operands become pairs.
import { expect, it } from 'vitest';
import type { Graph } from '../../graph/graph.ts';
import { max, sum } from '../../graph/operators/index.ts';
import { lower } from '../lower.ts';
import { graphOf, run, typesOf } from '../testing/graphs.ts';

const shapes = { a: [5], b: [5], c: [5], d: [5], e: [5] };
const names = Object.keys(shapes) as (keyof typeof shapes)[];

/** Both of the first `count` operands. */
function graphWith(count: number): Graph {
  const graph = graphOf(shapes, (inputs) => max(...names.slice(0, count).map((name) => inputs[name])));
  graph.output('sum', sum(...graph.inputs.slice(0, count)));
  return graph;
}

it.each([1, 2, 3, 4, 5])('of %i operands gives the same', async (count) => {
  const feeds = Object.fromEntries(
    names.map((name, i) => [name, Float32Array.from({ length: 5 }, (_, j) => ((i * 7 + j * 3) % 11) - 5)]),
  );
  const used = names.slice(0, count).map((name) => feeds[name]!);
  const { y, sum: total } = await run(graphWith(count), feeds);
  expect(Array.from(y!)).toEqual([0, 1, 2, 3, 4].map((j) => Math.max(...used.map((data) => data[j]!))));
  expect(Array.from(total!)).toEqual(
    [0, 1, 2, 3, 4].map((j) => used.reduce((all, data) => all + data[j]!, 0)),
  );
});

it('becomes operations on pairs; pairs stay', () => {
  const lowered = lower(graphWith(5));
  expect(typesOf(lowered, 'y')).toEqual(['Max', 'Max', 'Max', 'Max']);
  expect(typesOf(lowered, 'sum')).toEqual(['Add', 'Add', 'Add', 'Add']);
  expect(typesOf(lower(graphWith(2)), 'sum')).toEqual(['Sum']);
});
