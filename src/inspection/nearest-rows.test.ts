// The search in a graph against the plain one.
import { expect, it } from 'vitest';
import { Graph } from '../engine/graph/graph.ts';
import { compile } from '../engine/runtime/compile.ts';
import { nearestNeighbours } from '../neighbours/nearest-neighbours.ts';
import { Random } from '../random.ts';
import { nearestRows } from './nearest-rows.ts';

it.each([
  ['in one piece', 7, 20],
  ['in several pieces', 4096, 1100],
])('finds the nearest rows %s', async (_, places, rows) => {
  const random = new Random(2, 'rows');
  const numbers = (count: number) => Float32Array.from({ length: count }, () => random.normal());
  const [queries, bank] = [numbers(2 * places * 3), numbers(rows * 3)];
  queries.set(bank.subarray(3 * (rows - 1)), 3); // a vector that is in the bank has the distance 0
  const graph = new Graph();
  const vectors = graph.input('vectors', 'float32', ['batch', places, 3]);
  const found = nearestRows(vectors, graph.constant(bank, [rows, 3], 'float32'));
  graph.output('distances', found.distances);
  graph.output('indices', found.indices);
  const program = await compile(graph, { threads: 1 });
  const { distances, indices } = await program.run({ vectors: queries });
  await program.dispose();
  const expected = await nearestNeighbours(
    { count: 2 * places, dimensions: 3, values: queries },
    { count: rows, dimensions: 3, values: bank },
    { k: 1, threads: 1 },
  );
  expect(Array.from(indices as BigInt64Array, Number)).toEqual([...expected.indices]);
  expected.distances.forEach((value, i) => expect((distances as Float32Array)[i]).toBeCloseTo(value, 5));
  expect((distances as Float32Array)[1]).toBe(0);
});
