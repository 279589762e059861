// Class activation maps without gradients, for every form of global average pooling and a dense layer in a
// saved graph.
import { describe, expect, it } from 'vitest';
import type { Value } from '../../engine/graph/graph.ts';
import * as op from '../../engine/graph/operators/index.ts';
import { constantLike, toyExplainer } from '../testing/toy-models.ts';
import { cam, hasCam } from './cam.ts';

/** Two maps of 2×2 pixels: x, and twice x. */
const mapsOf = (x: Value): Value => op.relu(op.conv(x, constantLike(x, [1, 2], [2, 1, 1, 1])));
/** `[maps][classes]`, three classes, so that it can't be taken for its transpose. */
const kernel = [1, 2, 3, 10, 20, 30];
const turned = [1, 10, 2, 20, 3, 30];
const dense = (x: Value): Value => op.gemm(x, constantLike(x, kernel, [2, 3]));
const pooled = (x: Value): Value => op.globalAveragePool(mapsOf(x));
const explainerOf = (build: (x: Value) => Value) => toyExplainer([1, 2, 2], build);

const heads: [name: string, build: (x: Value) => Value][] = [
  ['a flattened pooling', (x) => dense(op.flatten(pooled(x)))],
  ['a reshaped pooling', (x) => dense(op.reshape(pooled(x), [-1, 2]))],
  ['a mean over rows and columns', (x) => dense(op.reduceMean(mapsOf(x), { axes: [2, 3], keepDims: false }))],
  ['a mean by negative axes', (x) => dense(op.reduceMean(mapsOf(x), { axes: [-1, -2], keepDims: false }))],
  [
    'a product and a bias',
    (x) => {
      const product = op.matMul(op.flatten(pooled(x)), constantLike(x, kernel, [2, 3]));
      return op.add(product, constantLike(x, [5, 6, 7], [3]));
    },
  ],
  [
    'a turned kernel',
    (x) => op.gemm(op.flatten(pooled(x)), constantLike(x, turned, [3, 2]), undefined, { transB: 1 }),
  ],
  ['a value passed on', (x) => op.identity(dense(op.identity(op.flatten(pooled(x)))))],
];

describe('class activation maps', () => {
  it.each(heads)('are found with %s', async (_, build) => {
    const explainer = explainerOf(build);
    expect(hasCam(explainer)).toBe(true);
    // Of class 1: 2 times the first map and 20 times the second, which is twice as high.
    const { maps } = await cam(explainer, [1, 2, 3, 4], { targets: 1 });
    expect([...maps]).toEqual([42, 84, 126, 168]);
    const both = await cam(explainer, [1, 2, 3, 4, 1, 0, 0, 0], { targets: [0, 2] });
    expect([...both.maps]).toEqual([21, 42, 63, 84, 63, 0, 0, 0]);
    expect(both.isSigned).toBe(false);
  });

  it.each<[string, (x: Value) => Value]>([
    ['a maximum', (x) => dense(op.flatten(op.reduceMax(mapsOf(x), { axes: [2, 3] })))],
    [
      'a mean over rows alone',
      (x) =>
        op.gemm(
          op.flatten(op.reduceMean(mapsOf(x), { axes: [2] })),
          constantLike(x, [1, 2, 3, 4, 5, 6, 7, 8], [4, 2]),
        ),
    ],
    [
      'a mean over maps as well',
      (x) =>
        op.gemm(op.flatten(op.reduceMean(mapsOf(x), { axes: [1, 2, 3] })), constantLike(x, [1, 2], [1, 2])),
    ],
    [
      'two dense layers',
      (x) => op.gemm(dense(op.flatten(pooled(x))), constantLike(x, [1, 2, 3, 4, 5, 6], [3, 2])),
    ],
    ['an activation between', (x) => dense(op.relu(op.flatten(pooled(x))))],
    ['no dense layer', (x) => op.flatten(pooled(x))],
    [
      'no pooling',
      (x) => op.gemm(op.flatten(mapsOf(x)), constantLike(x, new Array<number>(16).fill(1), [8, 2])),
    ],
  ])('are missing with %s', (_, build) => {
    expect(hasCam(explainerOf(build))).toBe(false);
  });
});
