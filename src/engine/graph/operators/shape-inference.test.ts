// The shapes that follow from an operator's inputs, with fixed and with open sizes. That they are what the
// runtime computes is checked by every case of the contract.
import { describe, expect, it } from 'vitest';
import { Graph, type Value } from '../graph.ts';
import type { Shape } from '../tensor-type.ts';
import * as op from './index.ts';

const given = (...shapes: Shape[]): Value[] => {
  const graph = new Graph();
  return shapes.map((shape, i) => graph.input(`x${i}`, 'float32', shape));
};

const constants = (x: Value, shape: readonly number[]): Value =>
  x.graph.constant(new Float32Array(shape.reduce((a, b) => a * b, 1)), shape, 'float32');

type Row = [name: string, inputs: Shape[], build: (...x: Value[]) => Value, expected: Shape];

describe('an open batch passes through', () => {
  const picture: Shape = ['batch', 3, 8, 8];
  const rows: Row[] = [
    ['Conv', [picture], (x) => op.conv(x, constants(x, [4, 3, 3, 3])), ['batch', 4, 6, 6]],
    [
      'MaxPool',
      [picture],
      (x) => op.maxPool(x, { kernel_shape: [2, 2], strides: [2, 2] }),
      ['batch', 3, 4, 4],
    ],
    ['AveragePool', [picture], (x) => op.averagePool(x, { kernel_shape: [3, 3] }), ['batch', 3, 6, 6]],
    ['GlobalAveragePool', [picture], (x) => op.globalAveragePool(x), ['batch', 3, 1, 1]],
    ['Flatten', [picture], (x) => op.flatten(x), ['batch', 192]],
    ['Reshape with -1', [picture], (x) => op.reshape(x, [-1, 192]), ['batch', 192]],
    ['Reshape to a multiple of an open size', [picture], (x) => op.reshape(x, [-1, 64]), ['3*batch', 64]],
    [
      'Reshape of a multiple of an open size',
      [['64*batch', 9, 4]],
      (x) => op.reshape(x, [-1, 64, 9, 4]),
      ['batch', 64, 9, 4],
    ],
    ['Reshape with 0', [picture], (x) => op.reshape(x, [0, -1]), ['batch', 192]],
    ['Reshape with 0 and all sizes', [picture], (x) => op.reshape(x, [0, 3, 64]), ['batch', 3, 64]],
    ['Gemm', [['batch', 5]], (x) => op.gemm(x, constants(x, [5, 2]), constants(x, [2])), ['batch', 2]],
    ['MatMul', [['batch', 4, 5]], (x) => op.matMul(x, constants(x, [5, 2])), ['batch', 4, 2]],
    ['Softmax', [['batch', 10]], (x) => op.softmax(x), ['batch', 10]],
    ['Add', [['batch', 10]], (x) => op.add(x, constants(x, [10])), ['batch', 10]],
    [
      'Add to itself',
      [
        ['batch', 10],
        ['batch', 1],
      ],
      (x, y) => op.add(x, y),
      ['batch', 10],
    ],
    ['ReduceMean', [['batch', 10]], (x) => op.reduceMean(x, { axes: [1] }), ['batch', 1]],
    ['Transpose', [['batch', 2, 3]], (x) => op.transpose(x, [2, 0, 1]), [3, 'batch', 2]],
    [
      'Slice beside it',
      [['batch', 4]],
      (x) => op.slice(x, { starts: [1], ends: [3], axes: [1] }),
      ['batch', 2],
    ],
    [
      'Concat beside it',
      [
        ['batch', 4],
        ['batch', 2],
      ],
      (x, y) => op.concat([x, y], 1),
      ['batch', 6],
    ],
    ['Pad beside it', [['batch', 4]], (x) => op.pad(x, [0, 1, 0, 2]), ['batch', 7]],
    ['Unsqueeze', [['batch', 4]], (x) => op.unsqueeze(x, [1]), ['batch', 1, 4]],
    ['Squeeze', [['batch', 1, 4]], (x) => op.squeeze(x, [1]), ['batch', 4]],
    ['OneHot', [['batch']], (x) => op.oneHot(op.cast(x, 'int64'), 10), ['batch', 10]],
    ['TopK', [['batch', 5]], (x) => op.topK(x, 2).indices, ['batch', 2]],
    ['Expand', [['batch', 1]], (x) => op.expand(x, [1, 3]), ['batch', 3]],
  ];
  it.each(rows)('%s', (_, shapes, build, expected) => {
    expect(build(...given(...shapes)).shape).toEqual(expected);
  });
});

describe('shapes', () => {
  const rows: Row[] = [
    [
      'broadcast from both sides',
      [
        [2, 1, 4],
        [3, 1],
      ],
      (a, b) => op.mul(a, b),
      [2, 3, 4],
    ],
    [
      'of Conv with stride, dilation and pads',
      [[1, 2, 9, 9]],
      (x) =>
        op.conv(x, constants(x, [4, 2, 3, 3]), undefined, {
          strides: [2, 1],
          dilations: [1, 2],
          pads: [1, 0, 0, 2],
        }),
      [1, 4, 4, 7],
    ],
    [
      'of ConvTranspose',
      [[1, 2, 3, 3]],
      (x) =>
        op.convTranspose(x, constants(x, [2, 5, 3, 3]), undefined, {
          strides: [2, 2],
          pads: [1, 1, 1, 1],
          output_padding: [1, 0],
        }),
      [1, 5, 6, 5],
    ],
    [
      'of ceil_mode',
      [[1, 1, 5, 6]],
      (x) => op.maxPool(x, { kernel_shape: [2, 2], strides: [2, 2], ceil_mode: 1 }),
      [1, 1, 3, 3],
    ],
    ['of Gather', [[5, 4]], (x) => op.gather(x, x.graph.int64([1, 2, 3]), 0), [3, 4]],
    ['of Gather by one index', [[5, 4]], (x) => op.gather(x, 2, 1), [5]],
    ['of Resize', [[1, 2, 3, 4]], (x) => op.upsample(x, [2, 3]), [1, 2, 6, 12]],
    ['of reductions without axes', [[2, 3]], (x) => op.reduceSum(x, { keepDims: false }), []],
    ['of a slice past both ends', [[5]], (x) => op.slice(x, { starts: [-9], ends: [9], axes: [0] }), [5]],
    ['of an empty slice', [[5]], (x) => op.slice(x, { starts: [3], ends: [2], axes: [0] }), [0]],
    ['of negative pads', [[5, 5]], (x) => op.pad(x, [-1, 0, -1, 2]), [3, 7]],
  ];
  it.each(rows)('%s', (_, shapes, build, expected) => {
    expect(build(...given(...shapes)).shape).toEqual(expected);
  });
});
