// Clipping by the norm of all gradients together, against its formula in float64.
import { expect, it } from 'vitest';
import { compile } from '../engine/runtime/compile.ts';
import { Graph } from '../engine/graph/graph.ts';
import { expectClose } from '../engine/testing/closeness.ts';
import { clipByNorm, globalNorm } from './clip-gradients.ts';

async function clip(gradients: readonly number[][], clipNorm: number): Promise<number[][]> {
  const graph = new Graph();
  const values = gradients.map((data, i) => graph.input(`${i}`, 'float32', [data.length]));
  clipByNorm(values, globalNorm(values), clipNorm).forEach((value, i) => graph.output(`clipped ${i}`, value));
  const program = await compile(graph, { threads: 1, debug: true });
  const feeds = Object.fromEntries(gradients.map((data, i) => [`${i}`, Float32Array.from(data)]));
  const results = await program.run(feeds);
  await program.dispose();
  return gradients.map((_, i) => [...(results[`clipped ${i}`] as Float32Array)]);
}

it('scales gradients together, and keeps their direction', async () => {
  // The norm of 3, 4 and 12 is 13.
  const clipped = await clip([[3, -4], [12]], 6.5);
  expectClose(clipped.flat(), [1.5, -2, 6], 1e-6);
});

it('keeps short gradients and zeros', async () => {
  expect(await clip([[3, -4], [12]], 13.5)).toEqual([[3, -4], [12]]);
  expect(await clip([[0, 0], [0]], 1)).toEqual([[0, 0], [0]]);
});
