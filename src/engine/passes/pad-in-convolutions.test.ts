// Padding as a node of its own: the same results and gradients when the convolution pads itself, and where
// it must stay.
import { describe, expect, it } from 'vitest';
import type { Graph, Value } from '../graph/graph.ts';
import { conv, pad, relu, add, type ConvAttributes } from '../graph/operators/index.ts';
import { padInConvolutions } from './pad-in-convolutions.ts';
import { countOf, expectAgreement, graphOf, run, withGradients } from './testing/graphs.ts';

const shapes = { x: [2, 3, 7, 6], w: [4, 3, 3, 3] };

const padded =
  (pads: readonly number[], attributes: ConvAttributes = {}, value = 0) =>
  (): Graph =>
    graphOf(shapes, ({ x, w }) => conv(pad(x, pads, value), w, undefined, attributes));

describe('padInConvolutions', () => {
  it.each<[name: string, make: () => Graph]>([
    ['around', padded([0, 0, 1, 1, 0, 0, 1, 1])],
    ['at the end only, with strides', padded([0, 0, 0, 0, 0, 0, 1, 1], { strides: [2, 2] })],
    ['besides the padding of the convolution', padded([0, 0, 2, 0, 0, 0, 1, 3], { pads: [0, 1, 2, 3] })],
  ])('moves zeros %s', async (_, make) => {
    const moved = padInConvolutions(make());
    expect(countOf(moved, 'Pad')).toBe(0);
    expectAgreement(await run(withGradients(moved)), await run(withGradients(make())), 1e-6);
  });

  it('copies no picture that another node reads padded', () => {
    const moved = padInConvolutions(
      graphOf({ x: [2, 3, 7, 6], w: [3, 3, 1, 1] }, ({ x, w }: Record<'x' | 'w', Value>) => {
        const surrounded = pad(x, [0, 0, 1, 1, 0, 0, 1, 1]);
        return add(conv(surrounded, w), relu(surrounded));
      }),
    );
    expect(countOf(moved, 'Pad')).toBe(1);
  });

  it.each<[name: string, make: () => Graph]>([
    ['of another value', padded([0, 0, 1, 1, 0, 0, 1, 1], {}, 1)],
    [
      'of channels',
      () =>
        graphOf({ x: [2, 2, 5, 5], w: [4, 3, 3, 3] }, ({ x, w }) =>
          conv(pad(x, [0, 1, 0, 0, 0, 0, 0, 0]), w),
        ),
    ],
    ['that crops', padded([0, 0, -1, 0, 0, 0, 0, -2], { pads: [1, 0, 0, 2] })],
  ])('leaves padding alone %s', (_, make) => {
    expect(countOf(padInConvolutions(make()), 'Pad')).toBe(1);
  });
});
