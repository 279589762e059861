// Cases of pooling. The maxima of windows have no close rivals, so finite differences hold; ties have tests
// of their own.
import * as tf from '@tensorflow/tfjs-core';
import { apply } from '../../graph/graph.ts';
import * as op from '../../graph/operators/index.ts';
import {
  distinct,
  drawn,
  pytorchCase,
  tensorflowCase,
  type OperatorCase,
  type OperatorCases,
} from '../operator-case.ts';
import { averagePool2d, averagePool2dUncounted, maxPool2d } from '../tensorflow.ts';

interface Planar {
  strides?: [number, number];
  pads?: readonly [number, number, number, number];
}
type Kernel = [number, number];
type Picture = readonly [number, number, number, number];

/** ONNX's strides default to 1, TensorFlow's wrappers default to the kernel. */
const withStrides = (kernel: Kernel, options: Planar) => ({ strides: kernel, ...options });

const maxCase = (name: string, x: Picture, kernel: Kernel, options: Planar = {}): OperatorCase =>
  tensorflowCase(
    name,
    [distinct(x)],
    (x) => op.maxPool(x, { kernel_shape: kernel, ...withStrides(kernel, options) }),
    (x) => maxPool2d(x, kernel, options),
  );

const averageCase = (name: string, x: Picture, kernel: Kernel, options: Planar = {}): OperatorCase[] =>
  ([0, 1] as const).map((count_include_pad) =>
    tensorflowCase(
      `${name}, padding ${count_include_pad ? '' : 'not '}counted`,
      [drawn(x)],
      (x) => op.averagePool(x, { kernel_shape: kernel, ...withStrides(kernel, options), count_include_pad }),
      (x) => (count_include_pad ? averagePool2d : averagePool2dUncounted)(x, kernel, options),
    ),
  );

export const poolingCases: OperatorCases = {
  MaxPool: [
    maxCase('tiles', [2, 2, 4, 6], [2, 2]),
    maxCase('uneven tiles', [1, 2, 6, 4], [3, 1]),
    maxCase('tiles with a border', [2, 2, 5, 5], [2, 2]),
    maxCase('tiles with a border on one side', [1, 2, 4, 5], [2, 2]),
    maxCase('one tile', [2, 3, 2, 3], [2, 3]),
    maxCase('overlapping', [1, 2, 7, 6], [3, 3], { strides: [2, 2] }),
    maxCase('stride 1', [1, 2, 4, 4], [2, 2], { strides: [1, 1] }),
    maxCase('padded tiles', [1, 2, 4, 6], [2, 2], { pads: [1, 1, 1, 1] }),
    maxCase('asymmetric pads', [1, 2, 5, 6], [3, 3], { strides: [2, 2], pads: [0, 1, 2, 0] }),
    maxCase('stride wider than the kernel', [1, 2, 8, 7], [2, 2], { strides: [3, 3] }),
    tensorflowCase(
      'with a storage_order for unused indices',
      [distinct([1, 2, 4, 4])],
      (x) => apply(op.MaxPool, [x], { kernel_shape: [2, 2], strides: [2, 2], storage_order: 1 }),
      (x) => maxPool2d(x, [2, 2]),
    ),
    pytorchCase('max pool dilated', (x) => op.maxPool(x, { kernel_shape: [2, 3], dilations: [2, 2] })),
    pytorchCase('max pool padded and overlapping', (x) =>
      op.maxPool(x, { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] }),
    ),
    pytorchCase('max pool dilated with stride and padding', (x) =>
      op.maxPool(x, { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1], dilations: [2, 2] }),
    ),
    pytorchCase('max pool in one dimension', (x) => op.maxPool(x, { kernel_shape: [3], strides: [2] })),
    pytorchCase('max pool in three dimensions', (x) =>
      op.maxPool(x, { kernel_shape: [2, 2, 2], strides: [2, 2, 2] }),
    ),
  ],
  AveragePool: [
    ...averageCase('tiles', [2, 2, 4, 6], [2, 2]),
    ...averageCase('tiles with a border', [2, 2, 5, 7], [2, 3]),
    ...averageCase('overlapping', [1, 2, 6, 5], [3, 3], { strides: [1, 1] }),
    ...averageCase('padded', [1, 2, 5, 4], [3, 3], { strides: [2, 2], pads: [1, 1, 1, 1] }),
    ...averageCase('asymmetric pads', [1, 2, 5, 6], [3, 2], { strides: [2, 1], pads: [0, 1, 2, 0] }),
    ...averageCase('stride wider than the kernel', [1, 2, 7, 8], [2, 2], { strides: [3, 3] }),
    ...([0, 1] as const).map((count_include_pad) =>
      pytorchCase(`average pool padded, padding ${count_include_pad ? '' : 'not '}counted`, (x) =>
        op.averagePool(x, { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1], count_include_pad }),
      ),
    ),
    pytorchCase('average pool in one dimension', (x) =>
      op.averagePool(x, { kernel_shape: [3], strides: [2] }),
    ),
    pytorchCase('average pool in three dimensions', (x) =>
      op.averagePool(x, { kernel_shape: [1, 2, 2], strides: [1, 2, 2] }),
    ),
  ],
  GlobalAveragePool: [
    tensorflowCase('two axes', [drawn([2, 3, 4, 3])], op.globalAveragePool, (x) => tf.mean(x, [2, 3], true)),
    tensorflowCase('one axis', [drawn([2, 3, 5])], op.globalAveragePool, (x) => tf.mean(x, [2], true)),
  ],
  GlobalMaxPool: [
    tensorflowCase('two axes', [distinct([2, 3, 4, 3])], op.globalMaxPool, (x) => tf.max(x, [2, 3], true)),
    tensorflowCase('one axis', [distinct([2, 3, 5])], op.globalMaxPool, (x) => tf.max(x, [2], true)),
  ],
};
