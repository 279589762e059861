// Sums and ReLU fused into convolutions: the same results, and fused only if nothing else reads their input.
import { describe, expect, it } from 'vitest';
import type { Graph, Value } from '../../graph/graph.ts';
import { add, clip, conv, maxPool, mul, relu, reshape, tanh } from '../../graph/operators/index.ts';
import { findBlockSize } from '../../runtime/block-size.ts';
import { countOf, expectAgreement, graphOf, run, withGradients } from '../testing/graphs.ts';
import { blockedLayout } from './blocked-layout.ts';
import { fuseConvolutions } from './fuse-convolutions.ts';

const pads = { pads: [1, 1, 1, 1] };
const shapes = { x: [16, 16, 4, 4], w: [16, 16, 3, 3], v: [16, 16, 1, 1], b: [16] } as const;
type Build = (inputs: Record<keyof typeof shapes, Value>) => Value;

const blockSize = await findBlockSize({ threads: 1 });
const blocked = (build: Build): Graph => blockedLayout(graphOf(shapes, build), blockSize ?? 16);

/** With how many sums and activations are left. */
const cases: [name: string, build: Build, sums: number, activations: number][] = [
  ['ReLU', ({ x, w, b }) => relu(conv(x, w, b, pads)), 0, 0],
  ['bounds', ({ x, w, b }) => clip(conv(x, w, b, pads), -0.5, 1), 0, 0],
  ['a sum, then bounds', ({ x, w, b }) => clip(add(x, conv(x, w, b, pads)), 0, 6), 0, 0],
  ['a bound on one side, which must be left', ({ x, w, b }) => clip(conv(x, w, b, pads), 0), 0, 1],
  ['a sum with a value', ({ x, w, b }) => add(x, conv(x, w, b, pads)), 0, 0],
  ['a sum, then ReLU', ({ x, w, v }) => relu(add(conv(x, w, undefined, pads), tanh(conv(x, v)))), 0, 0],
  [
    'a sum whose other operand comes later',
    ({ x, w, v }) => {
      const first = conv(x, w, undefined, pads);
      return relu(add(first, tanh(conv(x, v))));
    },
    0,
    0,
  ],
  ['a sum of two convolutions', ({ x, w, v }) => add(conv(x, v), conv(x, w, undefined, pads)), 0, 0],
  [
    'a sum of three convolutions and two values',
    ({ x, w, v }) => {
      const [first, second] = [conv(x, v), conv(tanh(x), w, undefined, pads)];
      return add(add(x, first), add(conv(relu(x), v), add(tanh(x), second)));
    },
    1,
    1,
  ],
  ['ReLU before a sum, which must be left', ({ x, w, b }) => add(relu(conv(x, w, b, pads)), x), 1, 0],
  [
    'a convolution that is read twice',
    ({ x, w, b }) => {
      const y = conv(x, w, b, pads);
      return add(relu(y), tanh(y));
    },
    1,
    1,
  ],
  [
    'a convolution added to itself',
    ({ x, w, b }) => {
      const y = conv(x, w, b, pads);
      return add(y, y);
    },
    1,
    0,
  ],
  [
    'a sum that is read twice',
    ({ x, w, v, b }) => {
      const sum = add(conv(x, w, b, pads), x);
      return mul(add(sum, conv(x, v)), sum);
    },
    0,
    0,
  ],
  ['a sum that stretches', ({ x, w, b }) => add(conv(x, w, undefined, pads), perChannel(b)), 1, 0],
  [
    'a pooling between',
    ({ x, w }) => relu(maxPool(conv(x, w, undefined, pads), { kernel_shape: [2, 2] })),
    0,
    1,
  ],
];

/** `[16]` as `[16, 1, 1]`. */
const perChannel = (b: Value): Value => reshape(b, [16, 1, 1]);

describe('fuseConvolutions', () => {
  it.each(cases)('leaves this many sums and activations: %s', (_, build, sums, activations) => {
    const fused = fuseConvolutions(blocked(build));
    const left = countOf(fused, 'Relu') + countOf(fused, 'Clip');
    expect([countOf(fused, 'Add'), left]).toEqual([sums, activations]);
  });

  it.skipIf(blockSize === undefined).each(cases)('keeps results: %s', async (_, build) => {
    expectAgreement(await run(fuseConvolutions(blocked(build))), await run(blocked(build)), 1e-5);
  });

  it.skipIf(blockSize === undefined)('keeps gradients', async () => {
    const residual: Build = ({ x, w, v, b }) => {
      const hidden = relu(conv(x, w, b, pads));
      return relu(add(conv(hidden, w, undefined, pads), conv(hidden, v)));
    };
    const plain = withGradients(graphOf(shapes, residual));
    expectAgreement(await run(fuseConvolutions(blockedLayout(plain, blockSize!))), await run(plain), 1e-5);
  });
});
