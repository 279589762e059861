// Pooling in phases: the same results and gradients, also with ties, and where it does not apply.
import { describe, expect, it } from 'vitest';
import type { Graph, Value } from '../graph/graph.ts';
import { conv, maxPool, mul, reduceSum, type ConvAttributes } from '../graph/operators/index.ts';
import { poolInPhases } from './pool-in-phases.ts';
import { countOf, expectAgreement, graphOf, run, typesOf, withGradients } from './testing/graphs.ts';

const tile = (height: number, width: number) => ({ kernel_shape: [height, width], strides: [height, width] });
const two = tile(2, 2);

/** A convolution of pictures of so many rows and columns, and what becomes of it. */
function behind(
  [height, width]: readonly [number, number],
  attributes: ConvAttributes,
  then: (y: Value) => Value,
  channels = 1,
): Graph {
  const shapes = { x: [2, channels, height, width], w: [4, channels, 3, 3], b: [4] };
  return graphOf(shapes, ({ x, w, b }) => then(conv(x, w, b, attributes)));
}

const pooled = (y: Value) => maxPool(y, two);

const constantWeights = () =>
  graphOf({ x: [2, 1, 8, 8] }, ({ x }) =>
    pooled(conv(x, x.graph.constant(new Float32Array(36).fill(1), [4, 1, 3, 3], 'float32'))),
  );

const cases: [name: string, make: () => Graph][] = [
  ['plain', () => behind([10, 8], {}, pooled)],
  ['with padding', () => behind([6, 8], { pads: [1, 1, 1, 1] }, pooled)],
  ['with padding on some sides', () => behind([6, 9], { pads: [2, 0, 0, 1] }, pooled)],
  ['of windows that are not square', () => behind([8, 6], {}, (y) => maxPool(y, tile(3, 2)))],
  ['of three channels', () => behind([8, 8], {}, pooled, 3)],
];

describe('poolInPhases', () => {
  it.each(cases)('keeps results and gradients: %s', async (_, make) => {
    const phased = poolInPhases(make());
    expect(countOf(phased, 'MaxPool')).toBe(0);
    expectAgreement(await run(withGradients(phased)), await run(withGradients(make())), 1e-5);
  });

  it('shares the gradient of equal maxima like the pooling', async () => {
    const make = () => behind([6, 6], { pads: [1, 1, 1, 1] }, pooled);
    const feeds = { x: new Float32Array(2 * 36).fill(1) };
    expectAgreement(
      await run(withGradients(poolInPhases(make())), feeds),
      await run(withGradients(make()), feeds),
      1e-5,
    );
  });

  it('makes a convolution for each place of the window, one maximum, and one sum with the bias', () => {
    const types = typesOf(poolInPhases(behind([10, 8], {}, (y) => maxPool(y, tile(4, 2)))), 'y');
    expect(types.filter((type) => type !== 'Slice')).toEqual([
      ...Array<string>(8).fill('Conv'),
      ...['Max', 'Reshape', 'Add'],
    ]);
  });

  it.each<[name: string, make: () => Graph]>([
    ['of many products', () => behind([10, 8], {}, pooled, 4)],
    [
      'that is read elsewhere',
      () => behind([10, 8], {}, (y) => mul(pooled(y), reduceSum(y, { axes: [2, 3] }))),
    ],
    ['with strides', () => behind([9, 9], { strides: [2, 2] }, pooled)],
    ['of constant weights', constantWeights],
    ['whose windows overlap', () => behind([10, 8], {}, (y) => maxPool(y, { kernel_shape: [2, 2] }))],
    ['whose windows leave a row', () => behind([9, 8], {}, pooled)],
    ['whose windows stand out', () => behind([9, 8], {}, (y) => maxPool(y, { ...two, ceil_mode: 1 }))],
  ])('keeps a convolution %s', (_, make) => {
    expect(typesOf(poolInPhases(make()))).toEqual(typesOf(make()));
  });
});
