// Cases of batch normalisation, in training and inference, and of dropout that drops nothing. Real dropout
// differs from run to run; it is tested next to its rule.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Value } from '../../graph/graph.ts';
import { apply } from '../../graph/graph.ts';
import * as op from '../../graph/operators/index.ts';
import {
  drawn,
  pytorchCase,
  tensorflowCase,
  type OperatorCase,
  type OperatorCases,
} from '../operator-case.ts';
import { normalize } from '../tensorflow.ts';

const inference = (name: string, shape: readonly number[], epsilon?: number): OperatorCase => {
  const channels = [shape[1]!];
  return tensorflowCase(
    name,
    [
      drawn(shape),
      drawn(channels, { seed: 2 }),
      drawn(channels, { seed: 3 }),
      drawn(channels, { seed: 4 }),
      drawn(channels, { seed: 5, low: 0.5, high: 2 }),
    ],
    (x, scale, bias, mean, variance) =>
      op.batchNormalization(x, scale, bias, mean, variance, epsilon === undefined ? {} : { epsilon }),
    (x, scale, bias, mean, variance) => normalize(x, scale, bias, mean, variance, epsilon ?? 1e-5),
  );
};

const constant = (like: Value, length: number, value: number) =>
  op.expand(like.graph.scalar(value, like.dtype), [length]);

function inTraining(x: Value, scale: Value, bias: Value, epsilon = 1e-3): Value {
  const channels = x.shape[1] as number;
  const running = [constant(x, channels, 0), constant(x, channels, 1)] as const;
  return op.batchNormalizationTraining(x, scale, bias, ...running, { epsilon })[0];
}

const training = (name: string): OperatorCase =>
  pytorchCase(name, (x, scale, bias) => inTraining(x, scale, bias));

const byTensorflow: OperatorCase = tensorflowCase(
  'training, with the default epsilon',
  [drawn([3, 2, 2, 2]), drawn([2], { seed: 2 }), drawn([2], { seed: 3 })],
  (x, scale, bias) => inTraining(x, scale, bias, 1e-5),
  (x, scale, bias) => {
    const { mean, variance } = tf.moments(x, [0, 2, 3]);
    return normalize(x, scale, bias, mean, variance, 1e-5);
  },
);

/** Normalised over axes by their own mean and variance. */
const standardized = (x: Tensor, axes: number[], epsilon: number): Tensor => {
  const { mean, variance } = tf.moments(x, axes, true);
  return tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, epsilon)));
};

const layerCase = (name: string, shape: number[], axis: number, epsilon?: number): OperatorCase => {
  const axes = [...shape.keys()].slice(axis);
  const normalized = shape.slice(axis);
  return tensorflowCase(
    name,
    [drawn(shape), drawn(normalized, { seed: 2 }), drawn(normalized, { seed: 3 })],
    (x, scale, bias) =>
      op.layerNormalization(x, scale, bias, { axis, ...(epsilon !== undefined && { epsilon }) }),
    (x, scale, bias) => tf.add(tf.mul(standardized(x, axes, epsilon ?? 1e-5), scale), bias),
  );
};

const instanceCase = (name: string, shape: number[], epsilon?: number): OperatorCase => {
  const axes = [...shape.keys()].slice(2);
  const perChannel = (value: Tensor) => tf.reshape(value, [1, -1, ...axes.map(() => 1)]);
  return tensorflowCase(
    name,
    [drawn(shape), drawn([shape[1]!], { seed: 2 }), drawn([shape[1]!], { seed: 3 })],
    (x, scale, bias) => op.instanceNormalization(x, scale, bias, epsilon === undefined ? {} : { epsilon }),
    (x, scale, bias) =>
      tf.add(tf.mul(standardized(x, axes, epsilon ?? 1e-5), perChannel(scale)), perChannel(bias)),
  );
};

export const normalizationCases: OperatorCases = {
  BatchNormalization: [
    inference('inference', [3, 2, 2, 3]),
    inference('inference over a matrix', [4, 3], 0.1),
    training('batch normalisation in training'),
    training('batch normalisation in training, two axes'),
    training('batch normalisation in training, three axes'),
    byTensorflow,
  ],
  Dropout: [
    tensorflowCase(
      'of nothing',
      [drawn([3, 4])],
      (x) => op.dropout(x, 0, 1)[0],
      (x) => tf.mul(x, 1),
    ),
    tensorflowCase(
      'in inference',
      [drawn([3, 4])],
      (x) => apply(op.Dropout, [x]),
      (x) => tf.mul(x, 1),
    ),
  ],
  LayerNormalization: [
    layerCase('over the last axis', [2, 3, 5], 2),
    layerCase('over two axes', [2, 3, 4], 1, 0.1),
    layerCase('over a matrix', [4, 6], -1),
    tensorflowCase(
      'without bias',
      [drawn([3, 5]), drawn([5], { seed: 2 })],
      (x, scale) => op.layerNormalization(x, scale),
      (x, scale) => tf.mul(standardized(x, [1], 1e-5), scale),
    ),
  ],
  InstanceNormalization: [
    instanceCase('over two axes', [2, 3, 4, 3]),
    instanceCase('over one axis', [2, 3, 5], 0.1),
  ],
};
