// Weight gradients in groups against those of separate convolutions, computed from patches.
import { expect, it } from 'vitest';
import type { Graph, Value } from '../../graph/graph.ts';
import { concat, conv, slice, type ConvAttributes } from '../../graph/operators/index.ts';
import { lower } from '../lower.ts';
import { expectAgreement, graphOf, run, typesOf, withGradients } from '../testing/graphs.ts';

interface Case {
  readonly groups: number;
  readonly channels: number;
  readonly filters: number;
  readonly size: readonly number[];
  readonly kernel: readonly number[];
  readonly attributes?: ConvAttributes;
}

type Convolve = (x: Value, weights: Value, the: Case) => Value;

const inGroups: Convolve = (x, weights, { groups, attributes }) =>
  conv(x, weights, undefined, { ...attributes, group: groups });

const sideBySide: Convolve = (x, weights, { groups, attributes = {} }) => {
  const part = (value: Value, axis: number, group: number) => {
    const size = (value.shape[axis] as number) / groups;
    return slice(value, { starts: [group * size], ends: [(group + 1) * size], axes: [axis] });
  };
  const parts = Array.from({ length: groups }, (_, i) =>
    conv(part(x, 1, i), part(weights, 0, i), undefined, attributes),
  );
  return concat(parts, 1);
};

function gradientsOf(the: Case, convolve: Convolve): Graph {
  const { groups, channels, filters, size, kernel } = the;
  const shapes = { x: [3, channels, ...size], w: [filters, channels / groups, ...kernel] };
  return withGradients(graphOf(shapes, ({ x, w }) => convolve(x, w, the)));
}

const padded = { pads: [1, 1, 1, 1] };
const cases: [name: string, the: Case][] = [
  ['two groups', { groups: 2, channels: 4, filters: 6, size: [5, 6], kernel: [3, 3], attributes: padded }],
  [
    'three groups with strides that pass over a row',
    { groups: 3, channels: 6, filters: 3, size: [8, 6], kernel: [3, 2], attributes: { strides: [2, 2] } },
  ],
  [
    'two groups, dilated',
    {
      ...{ groups: 2, channels: 4, filters: 4, size: [7, 8], kernel: [2, 3] },
      attributes: { dilations: [3, 2], pads: [0, 1, 2, 3] },
    },
  ],
  ['each channel', { groups: 5, channels: 5, filters: 5, size: [5, 6], kernel: [3, 3], attributes: padded }],
  [
    'each channel, with strides that pass over more rows than dilations reach',
    { groups: 4, channels: 4, filters: 4, size: [8, 9], kernel: [2, 2], attributes: { strides: [3, 3] } },
  ],
  [
    'each channel, three filters each, with strides and dilations',
    {
      ...{ groups: 4, channels: 4, filters: 12, size: [9, 8], kernel: [3, 2] },
      attributes: { strides: [2, 1], dilations: [1, 3], pads: [1, 0, 1, 2] },
    },
  ],
  [
    'each channel, in one dimension',
    { groups: 3, channels: 3, filters: 6, size: [11], kernel: [3], attributes: { strides: [2] } },
  ],
  ['each channel, in three', { groups: 2, channels: 2, filters: 2, size: [4, 3, 5], kernel: [2, 1, 3] }],
];

it.each(cases)('agrees with convolutions side by side: %s', async (_, the) => {
  const [found, expected] = [inGroups, sideBySide].map((convolve) => gradientsOf(the, convolve));
  expectAgreement(await run(found!), await run(expected!), 1e-5);
});

it('is one convolution for any number of groups', () => {
  for (const groups of [4, 64]) {
    const shared = { groups, filters: 64, size: [4, 4], kernel: [3, 3], attributes: padded };
    for (const channels of [64, 128]) {
      const types = typesOf(lower(gradientsOf({ ...shared, channels }, inGroups)), 'dw');
      expect(types.length).toBeLessThan(20);
      // Of the forward direction, which its loss needs, and of the gradient.
      expect(types.filter((type) => type === 'Conv')).toHaveLength(2);
    }
  }
});
