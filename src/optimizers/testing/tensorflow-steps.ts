// The optimisers of TensorFlow.js on the problem of descend.ts.
import { dataOf, tensor, tf } from '../../nn/testing/tensorflow.ts';
import { gradientAt, start } from './descend.ts';

/** The parameters after each step, at the rate with which the optimiser was made. */
export function stepInTensorflow(peer: tf.Optimizer, steps: number): Float32Array[] {
  const theta = tf.variable(tensor(start, [start.length]));
  return Array.from({ length: steps }, () => {
    const gradient = tensor(gradientAt(dataOf(theta)), [start.length]);
    peer.applyGradients([{ name: theta.name, tensor: gradient }]);
    return dataOf(theta).slice();
  });
}
