// The two networks of the bench in TensorFlow.js's plain operators (its layers package is not needed for this).
// NHWC, kernels [height, width, in, out]. Initial values don't matter to speed: small seeded normal numbers.
import * as tf from '@tensorflow/tfjs-core';
import type { Architecture } from '../protocol.ts';

export interface Network {
  parameters: tf.Variable[];
  /** Pictures `[batch, 28, 28, 1]` to logits `[batch, 10]`. */
  logits(images: tf.Tensor4D, training: boolean): tf.Tensor2D;
}

/** The named network with fresh parameters. */
export function createNetwork(architecture: Architecture, seed: number): Network {
  return architecture === 'paper-cnn' ? paperCnn(seed) : lenet5(seed);
}

function paperCnn(seed: number): Network {
  const [kernel1, bias1] = layer(seed, [3, 3, 1, 32]);
  const [kernel2, bias2] = layer(seed + 1, [3, 3, 32, 64]);
  const [weight3, bias3] = layer(seed + 2, [1600, 128]);
  const [weight4, bias4] = layer(seed + 3, [128, 10]);
  return {
    parameters: [kernel1, bias1, kernel2, bias2, weight3, bias3, weight4, bias4],
    logits(images, training) {
      const pooled1 = tf.maxPool(tf.relu(conv2d(images, kernel1, bias1, 'valid')), 2, 2, 'valid');
      const pooled2 = tf.maxPool(tf.relu(conv2d(pooled1, kernel2, bias2, 'valid')), 2, 2, 'valid');
      const hidden = tf.relu(dense(flatten(pooled2), weight3, bias3));
      return dense(training ? tf.dropout(hidden, 0.5) : hidden, weight4, bias4);
    },
  };
}

function lenet5(seed: number): Network {
  const [kernel1, bias1] = layer(seed, [5, 5, 1, 6]);
  const [kernel2, bias2] = layer(seed + 1, [5, 5, 6, 16]);
  const [weight3, bias3] = layer(seed + 2, [400, 120]);
  const [weight4, bias4] = layer(seed + 3, [120, 84]);
  const [weight5, bias5] = layer(seed + 4, [84, 10]);
  return {
    parameters: [kernel1, bias1, kernel2, bias2, weight3, bias3, weight4, bias4, weight5, bias5],
    logits(images) {
      const pooled1 = tf.avgPool(tf.tanh(conv2d(images, kernel1, bias1, 'same')), 2, 2, 'valid');
      const pooled2 = tf.avgPool(tf.tanh(conv2d(pooled1, kernel2, bias2, 'valid')), 2, 2, 'valid');
      const hidden = tf.tanh(dense(flatten(pooled2), weight3, bias3));
      return dense(tf.tanh(dense(hidden, weight4, bias4)), weight5, bias5);
    },
  };
}

function layer(seed: number, shape: number[]): [weight: tf.Variable, bias: tf.Variable] {
  return [
    tf.variable(tf.randomNormal(shape, 0, 0.05, 'float32', seed)),
    tf.variable(tf.zeros([shape.at(-1)!])),
  ];
}

function conv2d(images: tf.Tensor4D, kernel: tf.Variable, bias: tf.Variable, pad: 'same' | 'valid') {
  return tf.add<tf.Tensor4D>(tf.conv2d(images, kernel as tf.Tensor as tf.Tensor4D, 1, pad), bias);
}

function dense(input: tf.Tensor, weight: tf.Variable, bias: tf.Variable) {
  return tf.add<tf.Tensor2D>(tf.matMul(input, weight), bias);
}

function flatten(maps: tf.Tensor4D): tf.Tensor2D {
  return tf.reshape(maps, [maps.shape[0], -1]);
}
