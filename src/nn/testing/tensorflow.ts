// TensorFlow.js on its plain JavaScript backend, as an independent oracle for layers and training steps.
// Tensors here have the layouts of this project: pictures NCHW, kernels [filters, channels, height, width].
// TensorFlow.js needs NHWC and [height, width, channels, filters].
import { require } from 'tsx/cjs/api';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';

// The package's entry for Node leaves out the gradients, and their module loads only through a bundler's
// resolution.
require('@tensorflow/tfjs-core/dist/register_all_gradients.js', import.meta.url);

tf.env().set('PROD', true); // no advice on standard error to install another backend

type Data = ArrayLike<number>;

export const tensor = (data: Data, shape: readonly number[]): tf.Tensor =>
  tf.tensor(Float32Array.from(data), [...shape]);

/** Converts NCHW pictures to the layout of TensorFlow.js. */
export const toChannelsLast = (x: tf.Tensor): tf.Tensor4D => tf.transpose(x as tf.Tensor4D, [0, 2, 3, 1]);
export const toChannelsFirst = (x: tf.Tensor): tf.Tensor4D => tf.transpose(x as tf.Tensor4D, [0, 3, 1, 2]);
export const toKernel = (kernel: tf.Tensor): tf.Tensor4D => tf.transpose(kernel as tf.Tensor4D, [2, 3, 1, 0]);

export const dataOf = (x: tf.Tensor): Float32Array => x.dataSync<'float32'>();
export { tf };
