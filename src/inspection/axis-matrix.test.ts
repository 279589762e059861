// Matrices against the same changes written out for maps.
import { describe, expect, it } from 'vitest';
import { Graph } from '../engine/graph/graph.ts';
import { compile } from '../engine/runtime/compile.ts';
import { blurPlanes } from '../explain/blur.ts';
import { resizeMaps } from '../explain/resize-map.ts';
import { Random } from '../random.ts';
import { alongAxes, interpolation, inTurn, shifting, smoothing, type AxisMatrix } from './axis-matrix.ts';

const maps = new Random(1, 'maps').fillUniform(new Float32Array(2 * 6 * 5));

async function applied(rows: AxisMatrix, columns: AxisMatrix): Promise<Float32Array> {
  const graph = new Graph();
  graph.output('y', alongAxes(graph.input('x', 'float32', ['batch', 6, 5]), rows, columns));
  const program = await compile(graph, { threads: 1 });
  const { y } = await program.run({ x: maps });
  await program.dispose();
  return y as Float32Array;
}

const expectClose = (found: Float32Array, expected: Float32Array, digits: number) => {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, digits));
};

describe('matrices along axes', () => {
  it('enlarge like bilinear interpolation', async () => {
    const enlarged = await applied(interpolation(6, 17), interpolation(5, 12));
    expectClose(enlarged, resizeMaps(maps, [6, 5], [17, 12]), 5);
  });

  it('smooth like a Gaussian filter', async () => {
    // That filter ends at three deviations, this one at four.
    const smoothed = await applied(smoothing(6, 0.8), smoothing(5, 0.8));
    expectClose(smoothed, blurPlanes(maps, 6, 5, 0.8), 2);
  });

  it('shift, and leave what is uncovered at 0', () => {
    const values = [1, 2, 3, 4];
    const shifted = (by: number) =>
      Array.from({ length: 4 }, (_, i) =>
        values.reduce((sum, value, j) => sum + value * shifting(4, by).weights[i * 4 + j]!, 0),
      );
    expect(shifted(1)).toEqual([0, 1, 2, 3]);
    expect(shifted(-2)).toEqual([3, 4, 0, 0]);
  });

  it('apply one after the other', async () => {
    const rows = inTurn(interpolation(6, 9), smoothing(9, 1.5));
    const columns = inTurn(interpolation(5, 7), smoothing(7, 1.5));
    const enlarged = resizeMaps(maps, [6, 5], [9, 7]);
    expectClose(await applied(rows, columns), blurPlanes(enlarged, 9, 7, 1.5), 2);
  });
});
