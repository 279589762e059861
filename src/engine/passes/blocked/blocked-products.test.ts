// Products of tall matrices in blocks: the same results and gradients, what is converted, what stays plain.
import { describe, expect, it } from 'vitest';
import type { Value } from '../../graph/graph.ts';
import * as op from '../../graph/operators/index.ts';
import { findBlockSize } from '../../runtime/block-size.ts';
import { countOf, expectAgreement, graphOf, run, typesOf, withGradients } from '../testing/graphs.ts';
import { blockedProducts } from './blocked-products.ts';

const blockSize = await findBlockSize({ threads: 1 });

/** 48 rows in three pictures. */
const shapes = { x: [3, 16, 16], w: [16, 32], b: [32], v: [32, 16], c: [16], u: [16, 16] } as const;
type Inputs = Record<keyof typeof shapes, Value>;
const flat = (x: Value): Value => op.reshape(x, [48, 16]);

const cases: [name: string, build: (inputs: Inputs) => Value][] = [
  ['a product', ({ x, w }) => op.matMul(x, w)],
  ['a product and a bias', ({ x, w, b }) => op.add(op.matMul(x, w), b)],
  ['a bias and a product', ({ x, w, b }) => op.add(b, op.matMul(x, w))],
  ['a dense layer', ({ x, w, b }) => op.gemm(flat(x), w, b)],
  ['a dense layer with turned weights', ({ x, v, b }) => op.gemm(flat(x), v, b, { transB: 1 })],
  ['turned weights', ({ x, v }) => op.matMul(x, op.transpose(v, [1, 0]))],
  ['weights that a permutation leaves', ({ x, w }) => op.matMul(x, op.transpose(w, [0, 1]))],
  ['a product that is read twice', ({ x, w, b }) => twice(op.matMul(x, w), b)],
  ['two layers', ({ x, w, b, v, c }) => op.add(op.matMul(smooth(op.add(op.matMul(x, w), b)), v), c)],
  ['a residual', ({ x, w, v }) => op.add(x, op.matMul(smooth(op.matMul(x, w)), v))],
  ['a scale for each column', ({ x, w, b }) => op.mul(op.matMul(x, w), b)],
  ['a product of rows that are broadcast', ({ x, u }) => op.mul(op.matMul(x, u), op.matMul(u, u))],
  ['a sum over all', ({ x, w }) => op.mul(op.matMul(x, w), op.reduceSum(op.matMul(x, w)))],
  ['a sum over columns', ({ x, w }) => op.reduceSum(op.matMul(x, w), { axes: [2] })],
  ['a sum over pictures', ({ x, w }) => op.reduceSum(op.matMul(x, w), { axes: [0], keepDims: false })],
  ['a sum over rows', ({ x, w }) => op.reduceSum(op.matMul(x, w), { axes: [0, 1] })],
];

/** The elementwise operators of a GELU. */
const smooth = (x: Value): Value => op.mul(op.mul(x, 0.5), op.add(op.erf(op.div(x, 1.4)), 1));
const twice = (y: Value, b: Value): Value => op.mul(op.add(y, b), y);

describe.skipIf(!blockSize)('blockedProducts', () => {
  const size = blockSize ?? 16;

  it.each(cases)('keeps results and gradients of %s', async (_, build) => {
    const plain = withGradients(graphOf(shapes, build));
    const blocked = blockedProducts(plain, size);
    for (const type of ['MatMul', 'Gemm']) expect(countOf(blocked, type), type).toBe(0);
    expectAgreement(await run(blocked), await run(plain), 1e-5);
  });

  it('converts what lies between two products only at the ends', () => {
    const build = ({ x, w, b, v, c }: Inputs) => op.add(op.matMul(smooth(op.add(op.matMul(x, w), b)), v), c);
    const types = typesOf(blockedProducts(graphOf(shapes, build), size), 'y');
    const count = (type: string) => types.filter((found) => found === type).length;
    // The input and both weights; the result.
    expect([count('ReorderInput'), count('ReorderOutput'), count('Conv')]).toEqual([3, 1, 2]);
    // That of the GELU; both biases are in the convolutions.
    expect(count('Add')).toBe(1);
  });

  it('computes a product once that is read with its bias and without', () => {
    const graph = graphOf(shapes, ({ x, w, b }) => twice(op.matMul(x, w), b));
    expect(countOf(blockedProducts(graph, size), 'Conv')).toBe(1);
  });

  const kept: [name: string, shapes: Record<'x' | 'w', number[]>, build: (x: Value, w: Value) => Value][] = [
    ['rows that fill no block', { x: [47, 16], w: [16, 16] }, op.matMul],
    ['columns that fill no block', { x: [48, 16], w: [16, 10] }, op.matMul],
    ['fewer rows than columns', { x: [16, 32], w: [32, 16] }, op.matMul],
    ['a matrix for each picture', { x: [3, 16, 16], w: [3, 16, 16] }, op.matMul],
    ['a factor', { x: [48, 16], w: [16, 16] }, (x, w) => op.gemm(x, w, undefined, { alpha: 2 })],
    ['a factor of the bias', { x: [48, 16], w: [16, 16] }, (x, w) => op.gemm(x, w, firstRow(w), { beta: 2 })],
    ['a sum of two products', { x: [32, 16], w: [32, 16] }, (x, w) => squareOf(x, w)],
  ];
  const firstRow = (w: Value) => op.reduceSum(w, { axes: [0], keepDims: false });
  const squareOf = (x: Value, w: Value) =>
    op.gemm(x, w, op.matMul(op.transpose(x, [1, 0]), w), { transA: 1 });

  it.each(kept)('leaves %s', (_, of, build) => {
    const graph = graphOf(of, ({ x, w }) => build(x, w));
    expect(typesOf(blockedProducts(graph, size))).toEqual(typesOf(graph));
  });
});
