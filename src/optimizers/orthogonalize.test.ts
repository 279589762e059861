// The Newton-Schulz iteration on wide and tall matrices, against the same products in float64 by plain loops
// (tolerance 1e-4: small singular values are multiplied by up to 500 with their rounding), and its result:
// rows or columns that are nearly orthonormal.
import { describe, expect, it } from 'vitest';
import { Graph } from '../engine/graph/graph.ts';
import { Gemm } from '../engine/graph/operators/index.ts';
import { expectClose } from '../engine/testing/closeness.ts';
import { runGraph } from '../nn/testing/layer-programs.ts';
import { Random } from '../random.ts';
import { orthogonalize } from './orthogonalize.ts';

type Matrix = number[][];

const multiply = (x: Matrix, y: Matrix): Matrix =>
  x.map((row) => y[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * y[k]![j]!, 0)));
const transpose = (x: Matrix): Matrix => x[0]!.map((_, j) => x.map((row) => row[j]!));
const weighted = (terms: readonly (readonly [factor: number, matrix: Matrix])[]): Matrix =>
  terms[0]![1].map((row, i) =>
    row.map((_, j) => terms.reduce((sum, [factor, matrix]) => sum + factor * matrix[i]![j]!, 0)),
  );

function expected(given: Matrix, steps: number): Matrix {
  const norm = Math.hypot(...given.flat());
  let x = given.map((row) => row.map((value) => value / norm));
  for (let i = 0; i < steps; i++) {
    const once = multiply(multiply(x, transpose(x)), x);
    const twice = multiply(multiply(once, transpose(x)), x);
    x = weighted([
      [3.4445, x],
      [-4.775, once],
      [2.0315, twice],
    ]);
  }
  return x;
}

function drawn(rows: number, columns: number): Matrix {
  const random = new Random(7, 'matrix', rows, columns);
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.normal()));
}

async function run(x: Matrix, steps: number): Promise<Matrix> {
  const [rows, columns] = [x.length, x[0]!.length];
  const graph = new Graph();
  graph.output('y', orthogonalize(graph.input('x', 'float32', [rows, columns]), steps));
  const { y } = await runGraph(graph, { x: Float32Array.from(x.flat()) });
  return x.map((_, i) => [...y!.subarray(i * columns, (i + 1) * columns)]);
}

describe.each([
  [6, 40],
  [40, 6],
  [8, 8],
])('%d×%d', (rows, columns) => {
  it.each([1, 3, 5])('agrees with plain loops after %d steps', async (steps) => {
    const x = drawn(rows, columns);
    expectClose((await run(x, steps)).flat(), expected(x, steps).flat(), 1e-4);
  });
});

it.each([
  [6, 40],
  [40, 6],
])('makes the shorter side of %d×%d nearly orthonormal', async (rows, columns) => {
  const y = await run(drawn(rows, columns), 5);
  const gram = rows < columns ? multiply(y, transpose(y)) : multiply(transpose(y), y);
  // Singular values between 0.68 and 1.16 have squares no further than 0.54 from 1.
  gram.forEach((row, i) =>
    row.forEach((value, j) => expect(Math.abs(value - (i === j ? 1 : 0))).toBeLessThan(0.55)),
  );
});

it.each([
  [6, 40],
  [40, 6],
])('multiplies %d×%d by the products of its shorter side', (rows, columns) => {
  const graph = new Graph();
  orthogonalize(graph.input('x', 'float32', [rows, columns]), 5);
  const shapes = graph.nodes
    .filter(({ operator }) => operator === Gemm)
    .map(({ outputs }) => outputs[0]!.shape);
  expect(shapes).toHaveLength(15);
  for (const shape of shapes)
    expect([
      [6, 6],
      [rows, columns],
    ]).toContainEqual(shape);
});

it('keeps zeros', async () => {
  expect(await run([[0, 0, 0]], 5)).toEqual([[0, 0, 0]]);
});
