// Each method against its paper's equations, written out in double precision.
import { describe, expect, it } from 'vitest';
import { Graph } from '../../engine/graph/graph.ts';
import { compile } from '../../engine/runtime/compile.ts';
import { Random } from '../../random.ts';
import { learners } from './index.ts';
import type { Head } from './method.ts';
import type { MethodName } from './names.ts';
import { grownPadimHead, padimHeadsIn } from './padim.ts';

const shape = { height: 2, width: 3, channels: 4 };
const places = 6;
const size = places * shape.channels;

function drawn(pieces: number, seed: number): Float32Array {
  const random = new Random(seed, 'features');
  return Float32Array.from({ length: pieces * size }, () => random.normal());
}

const good = drawn(30, 1);
const asked = drawn(3, 2);

/** The head of a method that has seen the good pieces in two parts. */
function learnt(method: MethodName, bankSize = 1000, without?: number): Head {
  const learner = learners[method]({ shape, pieces: [20, 10], bankSize, seed: 1 });
  learner.add(0, good.subarray(0, 20 * size));
  learner.add(1, good.subarray(20 * size));
  return learner.head(without);
}

async function judged(head: Head, region?: Uint8Array, features = asked) {
  const graph = new Graph();
  const { score, distances } = head.judge(
    graph.input('x', 'float32', ['batch', places, shape.channels]),
    region,
  );
  graph.output('score', score);
  graph.output('distances', distances);
  const program = await compile(graph, { threads: 1 });
  const results = await program.run({ x: features });
  await program.dispose();
  return { score: results['score'] as Float32Array, distances: results['distances'] as Float32Array };
}

const rowsOf = (values: Float32Array): number[][] =>
  Array.from({ length: values.length / shape.channels }, (_, i) => [
    ...values.subarray(i * shape.channels, (i + 1) * shape.channels),
  ]);
const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((value, i) => value - b[i]!));

describe('patchcore', () => {
  const bank = rowsOf(good);
  const plain = (rows: number[][]) => {
    const nearest = rows.map((row) => bank.toSorted((a, b) => distance(row, a) - distance(row, b))[0]!);
    const distances = rows.map((row, i) => distance(row, nearest[i]!));
    const worst = distances.indexOf(Math.max(...distances));
    const near = bank
      .toSorted((a, b) => distance(nearest[worst]!, a) - distance(nearest[worst]!, b))
      .slice(0, 9);
    const exps = near.map((row) => Math.exp(distance(rows[worst]!, row)));
    const weight = 1 - exps[0]! / exps.reduce((a, b) => a + b, 0);
    return { distances, score: weight * distances[worst]! };
  };

  it('has the distances and the weighted score of the paper, of a bank that keeps everything', async () => {
    const { score, distances } = await judged(learnt('patchcore'));
    for (let piece = 0; piece < 3; piece++) {
      const expected = plain(rowsOf(asked).slice(piece * places, (piece + 1) * places));
      expect(score[piece]).toBeCloseTo(expected.score, 5);
      expected.distances.forEach((value, i) => expect(distances[piece * places + i]).toBeCloseTo(value, 5));
    }
  });

  it('does not know what only the part that is left out tells', async () => {
    const last = good.slice(29 * size);
    expect((await judged(learnt('patchcore'), undefined, last)).score[0]).toBeCloseTo(0, 5);
    expect((await judged(learnt('patchcore', 1000, 0), undefined, last)).score[0]).toBeCloseTo(0, 5);
    expect((await judged(learnt('patchcore', 1000, 1), undefined, last)).score[0]).toBeGreaterThan(0.1);
  });

  it('keeps no more than its bank holds, and does not know the rest', async () => {
    const { distances } = await judged(learnt('patchcore', 50), undefined, good);
    expect(distances.filter((value) => value < 1e-5)).toHaveLength(50);
  });
});

describe('padim', () => {
  it('has the Mahalanobis distance of each place', async () => {
    const { score, distances } = await judged(learnt('padim'));
    const ofPlace = (values: Float32Array, place: number) =>
      rowsOf(values).filter((_, i) => i % places === place);
    for (let place = 0; place < places; place++) {
      const rows = ofPlace(good, place);
      const mean = rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
      const covariance = mean.map((_, i) =>
        mean.map(
          (_, j) =>
            rows.reduce((sum, row) => sum + (row[i]! - mean[i]!) * (row[j]! - mean[j]!), 0) / 29 +
            (i === j ? 0.01 : 0),
        ),
      );
      ofPlace(asked, place).forEach((row, piece) => {
        const difference = row.map((value, i) => value - mean[i]!);
        const solved = solve(covariance, difference);
        const squared = difference.reduce((sum, value, i) => sum + value * solved[i]!, 0);
        expect(distances[piece * places + place]).toBeCloseTo(Math.sqrt(squared), 4);
      });
    }
    for (let piece = 0; piece < 3; piece++)
      expect(score[piece]).toBe(Math.max(...distances.subarray(piece * places, (piece + 1) * places)));
  });
});

describe('padim that grows', () => {
  it('knows the same as one that has seen all pieces at once', async () => {
    const graph = new Graph();
    const early = learners.padim({ shape, pieces: [20], bankSize: 1, seed: 1 });
    early.add(0, good.subarray(0, 20 * size));
    early.head().judge(graph.input('x', 'float32', ['batch', places, shape.channels]));
    const late = good.subarray(20 * size);
    const added = { count: 10 * places, dimensions: shape.channels, values: late };
    const grown = grownPadimHead(padimHeadsIn(graph)[0]!, 20, added);
    const [found, expected] = [await judged(grown), await judged(learnt('padim'))];
    expected.distances.forEach((value, i) => expect(found.distances[i]! / value).toBeCloseTo(1, 4));
    const before = await judged(early.head());
    expect(Math.abs(before.distances[0]! / expected.distances[0]! - 1)).toBeGreaterThan(0.01);
  });
});

describe('knn', () => {
  it('has the mean distance of the two nearest pieces', async () => {
    const single = { height: 1, width: 1, channels: size };
    const learner = learners.knn({ shape: single, pieces: [30], bankSize: 1, seed: 1 });
    learner.add(0, good);
    const graph = new Graph();
    graph.output('score', learner.head().judge(graph.input('x', 'float32', ['batch', 1, size])).score);
    const program = await compile(graph, { threads: 1 });
    const score = (await program.run({ x: asked }))['score'] as Float32Array;
    await program.dispose();
    const rows = (values: Float32Array) =>
      Array.from({ length: values.length / size }, (_, i) => [...values.subarray(i * size, (i + 1) * size)]);
    rows(asked).forEach((row, piece) => {
      const [first, second] = rows(good)
        .map((other) => distance(row, other))
        .sort((a, b) => a - b);
      expect(score[piece]).toBeCloseTo((first! + second!) / 2, 5);
    });
  });
});

it.each(['patchcore', 'padim'] as const)('%s counts only the places of the region', async (method) => {
  const region = Uint8Array.of(1, 0, 1, 0, 0, 1);
  const [all, within] = [await judged(learnt(method)), await judged(learnt(method), region)];
  within.distances.forEach((value, i) => expect(value).toBe(region[i % places] ? all.distances[i] : 0));
});

/** Solves a system of equations by Gaussian elimination; the matrix is symmetric and positive definite. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  rows.forEach((pivot, i) => {
    for (let j = i + 1; j < rows.length; j++) {
      const factor = rows[j]![i]! / pivot[i]!;
      rows[j] = rows[j]!.map((value, k) => value - factor * pivot[k]!);
    }
  });
  const solution = new Array<number>(rows.length).fill(0);
  for (let i = rows.length - 1; i >= 0; i--) {
    const known = solution.reduce((sum, value, k) => sum + (k > i ? value * rows[i]![k]! : 0), 0);
    solution[i] = (rows[i]!.at(-1)! - known) / rows[i]![i]!;
  }
  return solution;
}
