// paper-cnn in TensorFlow.js's basic operators (its layers package is not needed). Layout: NHWC, kernels
// [height, width, in, out]. Initial values do not affect the speed, so they are small seeded normal numbers.
import * as tf from '@tensorflow/tfjs-core';

export interface Network {
  parameters: tf.Variable[];
  /** From pictures `[batch, 28, 28, 1]` to logits `[batch, 10]`, with dropout. */
  logits(images: tf.Tensor4D): tf.Tensor2D;
}

/** The network with new parameters. */
export function createNetwork(seed: number): Network {
  const [kernel1, bias1] = layer(seed, [3, 3, 1, 32]);
  const [kernel2, bias2] = layer(seed + 1, [3, 3, 32, 64]);
  const [weight3, bias3] = layer(seed + 2, [1600, 128]);
  const [weight4, bias4] = layer(seed + 3, [128, 10]);
  return {
    parameters: [kernel1, bias1, kernel2, bias2, weight3, bias3, weight4, bias4],
    logits(images) {
      const pooled1 = tf.maxPool(tf.relu(conv2d(images, kernel1, bias1)), 2, 2, 'valid');
      const pooled2 = tf.maxPool(tf.relu(conv2d(pooled1, kernel2, bias2)), 2, 2, 'valid');
      const hidden = tf.relu(dense(flatten(pooled2), weight3, bias3));
      return dense(tf.dropout(hidden, 0.5), weight4, bias4);
    },
  };
}

function layer(seed: number, shape: number[]): [weight: tf.Variable, bias: tf.Variable] {
  return [
    tf.variable(tf.randomNormal(shape, 0, 0.05, 'float32', seed)),
    tf.variable(tf.zeros([shape.at(-1)!])),
  ];
}

function conv2d(images: tf.Tensor4D, kernel: tf.Variable, bias: tf.Variable) {
  return tf.add<tf.Tensor4D>(tf.conv2d(images, kernel as tf.Tensor as tf.Tensor4D, 1, 'valid'), bias);
}

function dense(input: tf.Tensor, weight: tf.Variable, bias: tf.Variable) {
  return tf.add<tf.Tensor2D>(tf.matMul(input, weight), bias);
}

function flatten(maps: tf.Tensor4D): tf.Tensor2D {
  return tf.reshape(maps, [maps.shape[0], -1]);
}
