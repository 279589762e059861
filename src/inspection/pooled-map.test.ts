// Shares of places against the distances written out in double precision.
import { expect, it } from 'vitest';
import { Graph } from '../engine/graph/graph.ts';
import { div, reduceL2, reduceMean, reshape } from '../engine/graph/operators/index.ts';
import { compile } from '../engine/runtime/compile.ts';
import { Random } from '../random.ts';
import { knnHead } from './methods/knn.ts';
import { pooledDistances } from './pooled-map.ts';

const [channels, height, width, places, pictures] = [4, 2, 3, 6, 2];
const random = new Random(3, 'maps');
const drawn = (count: number) => Float32Array.from({ length: count }, () => random.normal());
const [maps, bank, usual] = [pictures * channels * places, 5 * channels, channels * places].map(drawn) as [
  Float32Array,
  Float32Array,
  Float32Array,
];

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const minus = (a: readonly number[], b: readonly number[]) => a.map((value, i) => value - b[i]!);

it.each([undefined, usual])(
  'are the parts of the distances to the two nearest pieces along their directions',
  async (known) => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', ['batch', channels, height, width]);
    const means = reduceMean(x, { axes: [2, 3], keepDims: false });
    const scale = div(1, reduceL2(means, { axes: [1] }));
    const features = reshape(div(means, reduceL2(means, { axes: [1] })), [0, 1, channels]);
    const judgement = knnHead({ count: 5, dimensions: channels, values: bank }).judge(features);
    graph.output('score', judgement.score);
    const parts = [{ size: channels, maps: x, scale, usual: known }];
    graph.output('shares', pooledDistances(parts, judgement, { height, width }));
    const program = await compile(graph, { threads: 1 });
    const { score, shares } = await program.run({ x: maps });
    await program.dispose();

    for (let picture = 0; picture < pictures; picture++) {
      const at = (place: number) =>
        Array.from({ length: channels }, (_, c) => maps[(picture * channels + c) * places + place]!);
      const all = Array.from({ length: places }, (_, place) => at(place));
      const mean = all[0]!.map((_, c) => all.reduce((sum, row) => sum + row[c]!, 0) / places);
      const length = Math.hypot(...mean);
      const scaled = (row: readonly number[]) => row.map((value) => value / length);
      const near = Array.from({ length: 5 }, (_, i) => [...bank.subarray(i * channels, (i + 1) * channels)])
        .map((row) => ({ row, distance: Math.hypot(...minus(scaled(mean), row)) }))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, 2);
      const usualAt = (place: number) =>
        Array.from({ length: channels }, (_, c) => (known ? known[c * places + place]! : 0));
      const usualMean = usualAt(0).map((_, c) =>
        all.reduce((sum, _row, p) => sum + usualAt(p)[c]! / places, 0),
      );
      const expected = all.map((row, place) => {
        const along = near.map((piece) => {
          const direction = minus(scaled(mean), piece.row).map((value) => value / piece.distance);
          const unusual = minus(scaled(row), minus(usualAt(place), usualMean));
          return dot(direction, minus(unusual, piece.row));
        });
        return (along[0]! + along[1]!) / 2;
      });
      const found = [...(shares as Float32Array).subarray(picture * places, (picture + 1) * places)];
      found.forEach((share, place) => expect(share).toBeCloseTo(expected[place]!, 4));
      const sum = found.reduce((a, b) => a + b, 0);
      expect(sum / places).toBeCloseTo((score as Float32Array)[picture]!, 5);
      expect(Math.max(...found) - Math.min(...found)).toBeGreaterThan(0.1);
    }
  },
);
