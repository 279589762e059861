// The layer and direction of a node, by its name; and a node's floor, by hand.
import { describe, expect, it, test } from 'vitest';
import { byLayer, byOperator, layersToShow, operatorsToShow, outsideLayers } from './breakdown.ts';
import { bandwidthFor } from './machine-floor.ts';
import { flopsOf, floorOf } from './node-floor.ts';
import type { NodeTime } from './node-times.ts';

const node = (name: string, milliseconds = 1, floorMilliseconds = 0.5) => ({
  ...{ name, milliseconds, floorMilliseconds },
  operator: name.split('/').at(-1)!.replace(/_\d+$/, ''),
});

describe('layers', () => {
  const nodes = [
    node('residual/conv2d/Conv'),
    node('dense/Gemm', 2),
    node('residual/conv2d/backward/Conv_1', 4),
    ...['Mul', 'backward/Sub', 'next/parameters/kernels', 'next/norm/movingMean'].map((name) => node(name)),
  ];
  const layers = byLayer(nodes, ['dense', 'residual/conv2d'], 20);

  it('are scopes in the given order, forward and backward separately', () => {
    expect(layers.map(({ name }) => name)).toEqual(['dense', 'residual/conv2d', outsideLayers]);
    expect(layers[1]).toEqual({
      ...{ name: 'residual/conv2d', milliseconds: 5, share: 0.25, floorMilliseconds: 1, floorFraction: 0.2 },
      ...{ forwardMilliseconds: 1, backwardMilliseconds: 4 },
    });
    expect(layers[2]).toMatchObject({ milliseconds: 4, forwardMilliseconds: 3, backwardMilliseconds: 1 });
  });

  it('are grouped by blocks if there are many', () => {
    expect(layersToShow(layers)).toBe(layers);
    const many = Array.from({ length: 30 }, (_, i) => node(`block_${i % 3}/conv2d_${i}/Conv`));
    const shown = layersToShow(byLayer(many, [], 30));
    expect(shown.map(({ name }) => name)).toEqual(['block_0', 'block_1', 'block_2']);
    expect(shown[0]).toMatchObject({ milliseconds: 10, floorMilliseconds: 5, floorFraction: 0.5 });
  });
});

test('operators: the slowest first, and the rest of many as one', () => {
  expect(byOperator([node('Mul'), node('a/Conv'), node('b/Conv_1')], 3)).toMatchObject([
    { name: 'Conv', count: 2, milliseconds: 2 },
    { name: 'Mul', count: 1, milliseconds: 1 },
  ]);
  const many = Array.from({ length: 20 }, (_, i) => node(`Kind${String.fromCharCode(65 + i)}`, 20 - i));
  expect(operatorsToShow(byOperator(many, 210)).at(-1)).toMatchObject({
    ...{ name: '8 others', count: 8, milliseconds: 36 },
  });
});

const timed = (operator: string, inputs: number[][], output: number[]): NodeTime => ({
  ...{ name: operator, operator, milliseconds: 1000, inputs, outputs: [output] },
  ...{ bytesRead: 600, bytesWritten: 400 },
});

test.each([
  ['Conv', [[8, 6, 14, 14], [16, 6, 5, 5], [16]], [8, 16, 10, 10], 2 * 8 * 16 * 100 * 6 * 25],
  [
    'Gemm',
    [
      [8, 400],
      [120, 400],
    ],
    [8, 120],
    2 * 8 * 120 * 400,
  ],
  [
    'FusedMatMul',
    [
      [400, 8],
      [400, 120],
    ],
    [8, 120],
    2 * 8 * 120 * 400,
  ],
  [
    'MatMul',
    [
      [3, 8, 5],
      [5, 2],
    ],
    [3, 8, 2],
    2 * 3 * 8 * 2 * 5,
  ],
  ['Add', [[8], [8]], [8], 0],
])('the operations of %s', (operator, inputs, output, flops) => {
  expect(flopsOf(timed(operator, inputs, output))).toBe(flops);
});

test('the floor is the larger of arithmetic and traffic time, at most the measured time', () => {
  const bandwidths = [
    { bytes: 500, gigabytesPerSecond: 8e-6 },
    { bytes: 2000, gigabytesPerSecond: 2e-6 },
    { bytes: 4000, gigabytesPerSecond: 4e-6 },
  ];
  const machine = { peakGflops: 1e-6, bandwidths };
  expect([100, 1000, 9999].map((bytes) => bandwidthFor(bytes, machine))).toEqual([8000, 4000, 4000]);
  expect(floorOf(timed('Add', [[8], [8]], [8]), machine)).toBe(250);
  expect(floorOf(timed('Reshape', [[8], [1]], [8]), machine)).toBe(0);
  expect(floorOf(timed('Slice', [[8], [1]], [8]), machine)).toBe(200);
  expect(
    floorOf(
      timed(
        'MatMul',
        [
          [5, 6],
          [6, 7],
        ],
        [5, 7],
      ),
      machine,
    ),
  ).toBe(420);
  expect(
    floorOf(
      timed(
        'MatMul',
        [
          [50, 6],
          [6, 7],
        ],
        [50, 7],
      ),
      machine,
    ),
  ).toBe(1000);
});
