// Cases of convolution and transposed convolution. The oracle is TensorFlow.js, or PyTorch if TensorFlow.js
// lacks the gradient (dilation, groups) or the operation (one or three spatial axes).
import * as tf from '@tensorflow/tfjs-core';
import {
  conv,
  convTranspose,
  type ConvAttributes,
  type ConvTransposeAttributes,
} from '../../graph/operators/index.ts';
import {
  drawn,
  pytorchCase,
  tensorflowCase,
  type OperatorCase,
  type OperatorCases,
} from '../operator-case.ts';
import { conv2d } from '../tensorflow.ts';

type Quadruple = readonly [number, number, number, number];
interface Planar {
  strides?: [number, number];
  pads?: Quadruple;
}

const planar = (
  name: string,
  x: Quadruple,
  weights: Quadruple,
  attributes: Planar = {},
  bias = false,
): OperatorCase =>
  tensorflowCase(
    name,
    [drawn(x), drawn(weights, { seed: 2 }), ...(bias ? [drawn([weights[0]], { seed: 3 })] : [])],
    (x, w, b) => conv(x, w, b, attributes),
    (x, w, b) => conv2d(x, w, b, attributes),
  );

/** TensorFlow.js has no groups, so each group is a convolution, and the results are joined. */
const inTwoGroups = (name: string, x: Quadruple, weights: Quadruple): OperatorCase =>
  tensorflowCase(
    name,
    [drawn(x), drawn(weights, { seed: 2 })],
    (x, w) => conv(x, w, undefined, { group: 2 }),
    (x, w) => {
      const [xs, ws] = [tf.split(x, 2, 1), tf.split(w, 2, 0)];
      return tf.concat([conv2d(xs[0]!, ws[0]!), conv2d(xs[1]!, ws[1]!)], 1);
    },
  );

const byPytorch = (name: string, attributes: ConvAttributes = {}) =>
  pytorchCase(name, (x, w, b) => conv(x, w, b, attributes));

const transposed = (name: string, attributes: ConvTransposeAttributes = {}) =>
  pytorchCase(name, (x, w, b) => convTranspose(x, w, b, attributes));

export const convolutionCases: OperatorCases = {
  Conv: [
    planar('valid, with bias', [2, 3, 5, 6], [4, 3, 3, 3], {}, true),
    planar('one channel', [2, 1, 6, 5], [3, 1, 3, 3], {}, true),
    planar('one filter', [2, 3, 5, 5], [1, 3, 2, 2]),
    planar('1x1', [2, 3, 4, 3], [5, 3, 1, 1], {}, true),
    planar('1x1 with stride', [2, 3, 5, 4], [2, 3, 1, 1], { strides: [2, 2] }),
    planar('same', [2, 2, 5, 4], [3, 2, 3, 3], { pads: [1, 1, 1, 1] }),
    planar('stride that divides', [2, 2, 7, 5], [3, 2, 3, 3], { strides: [2, 2] }),
    planar('stride that leaves a border', [2, 2, 8, 7], [3, 2, 3, 3], { strides: [2, 3] }, true),
    planar('stride wider than the kernel', [1, 2, 8, 8], [2, 2, 2, 2], { strides: [3, 3] }),
    planar('asymmetric pads', [2, 2, 5, 4], [2, 2, 3, 3], { pads: [0, 2, 1, 0] }, true),
    planar('stride and asymmetric pads', [2, 2, 6, 5], [2, 2, 3, 2], { strides: [2, 2], pads: [1, 0, 2, 1] }),
    planar('kernel as large as the picture', [2, 2, 3, 4], [3, 2, 3, 4]),
    planar('single picture, uneven kernel', [1, 2, 6, 6], [2, 2, 1, 4]),
    planar('channels in threes, filters in fours', [2, 6, 5, 4], [4, 6, 3, 3], { pads: [1, 1, 1, 1] }, true),
    inTwoGroups('two groups of six filters', [2, 4, 4, 5], [12, 2, 2, 2]),
    byPytorch('conv dilated', { dilations: [2, 2] }),
    byPytorch('conv dilated with stride and pads', {
      dilations: [2, 1],
      strides: [1, 2],
      pads: [1, 2, 0, 1],
    }),
    byPytorch('conv in two groups', { group: 2 }),
    byPytorch('conv in two groups with stride and asymmetric pads', {
      group: 2,
      strides: [2, 2],
      pads: [1, 0, 2, 1],
    }),
    byPytorch('conv depthwise', { group: 4, pads: [1, 1, 1, 1] }),
    byPytorch('conv depthwise with stride, two filters a channel', { group: 4, strides: [2, 2] }),
    byPytorch('conv depthwise 1x1', { group: 4 }),
    byPytorch('conv in one dimension', { strides: [2], pads: [1, 2] }),
    byPytorch('conv in one dimension, dilated, depthwise', { dilations: [3], group: 3 }),
    byPytorch('conv in three dimensions', { strides: [1, 2, 1], pads: [1, 1, 1, 1, 1, 1] }),
  ],
  ConvTranspose: [
    transposed('transposed conv'),
    transposed('transposed conv with stride and output padding', {
      strides: [2, 3],
      pads: [1, 0, 1, 0],
      output_padding: [1, 2],
    }),
    transposed('transposed conv with asymmetric pads', { strides: [2, 2], pads: [1, 0, 0, 1] }),
    transposed('transposed conv dilated in two groups', { strides: [2, 2], dilations: [2, 2], group: 2 }),
    transposed('transposed conv in one dimension', { strides: [2], output_padding: [1] }),
  ],
};
