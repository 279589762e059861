// Programs that are opened more than once, and which of them are large.
import { describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { relu } from '../graph/operators/index.ts';
import { prepareProgram } from './compile.ts';

/** Two results of so many rows of 1 KiB. */
function twice(rows: number): Graph {
  const graph = new Graph();
  graph.output('y', relu(relu(graph.input('x', 'float32', [rows, 256]))));
  return graph;
}

describe('prepareProgram', () => {
  it('gives the same program again after it was disposed of', async () => {
    const { open } = await prepareProgram(twice(1), { threads: 1 });
    const x = Float32Array.from({ length: 256 }, (_, i) => i - 100);
    for (let time = 0; time < 2; time++) {
      const program = await open();
      expect((await program.run({ x }))['y']).toEqual(x.map((value) => Math.max(0, value)));
      await program.dispose();
    }
  });

  it('calls a program large if its results take 1 GiB', async () => {
    const isLarge = async (rows: number) => (await prepareProgram(twice(rows))).isLarge;
    expect(await isLarge(2 ** 19)).toBe(true);
    expect(await isLarge(2 ** 19 - 1)).toBe(false);
  });
});
