// TensorFlow.js operations in the engine's layouts: NCHW pictures, [filters, channels, ...kernel] weights,
// and ONNX's pads. They use only differentiable operations, so TensorFlow.js gives gradients in these layouts
// too. Importing this file sets up the cpu backend and its gradients, which the package's entry point leaves
// out.
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';

type Pair = [number, number];
type Pads = readonly [top: number, left: number, bottom: number, right: number];

interface Options {
  strides?: Pair;
  pads?: Pads;
}

const channelsLast = (x: Tensor): Tensor4D => tf.transpose(x as Tensor4D, [0, 2, 3, 1]);
const channelsFirst = (x: Tensor): Tensor => tf.transpose(x, [0, 3, 1, 2]);

function padded(x: Tensor, [top, left, bottom, right]: Pads = [0, 0, 0, 0], value = 0): Tensor4D {
  return tf.pad(
    channelsLast(x),
    [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    value,
  );
}

export function conv2d(
  x: Tensor,
  weights: Tensor,
  bias?: Tensor,
  { strides = [1, 1], pads }: Options = {},
): Tensor {
  const filter = tf.transpose(weights as Tensor4D, [2, 3, 1, 0]);
  const y = tf.conv2d(padded(x, pads), filter, strides, 'valid');
  return channelsFirst(bias ? tf.add(y, bias) : y);
}

export const maxPool2d = (x: Tensor, kernel: Pair, { strides = kernel, pads }: Options = {}): Tensor =>
  channelsFirst(tf.maxPool(padded(x, pads, -1e6), kernel, strides, 'valid'));

/** The mean includes padding. */
export const averagePool2d = (x: Tensor, kernel: Pair, { strides = kernel, pads }: Options = {}): Tensor =>
  channelsFirst(tf.avgPool(padded(x, pads), kernel, strides, 'valid'));

/**
 * The mean does not include padding: the mean over zeros is divided by the share of elements that are not
 * padding.
 */
export function averagePool2dUncounted(x: Tensor, kernel: Pair, options: Options): Tensor {
  const share = averagePool2d(tf.onesLike(x), kernel, options);
  return tf.div(averagePool2d(x, kernel, options), share);
}

/** Batch normalisation by the given moments, for each channel (axis 1). */
export function normalize(
  x: Tensor,
  scale: Tensor,
  bias: Tensor,
  mean: Tensor,
  variance: Tensor,
  epsilon: number,
): Tensor {
  const perChannel = (value: Tensor) => tf.reshape(value, [1, value.size, ...x.shape.slice(2).map(() => 1)]);
  const normalized = tf.div(tf.sub(x, perChannel(mean)), tf.sqrt(tf.add(perChannel(variance), epsilon)));
  return tf.add(tf.mul(normalized, perChannel(scale)), perChannel(bias));
}
