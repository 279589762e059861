// TensorFlow.js as a peer: its pure JavaScript backend, the only one of its backends that trains a
// convolution in Node without a native build. One thread, and slow: a batch of 128 takes the better part of a
// minute.
import { createRequire } from 'node:module';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Work } from '../protocol.ts';
import { ImagePool } from './image-pool.ts';
import { serve, type ServedPeer } from './peer-server.ts';
import { createNetwork, type Network } from './tfjs-network.ts';

// The package's entry point leaves the gradients out, and the module that has them imports as no Node module
// can:
// `require` under tsx resolves it. The registry it fills is one for the whole process.
createRequire(import.meta.url)('@tensorflow/tfjs-core/dist/register_all_gradients.js');

// A step takes a minute, and the just-in-time compiler has seen everything after a few pictures.
const warmUpPictures = 2;

await serve(async (work) => {
  await tf.setBackend('cpu');
  const network = createNetwork(work.seed);
  const step = training(network, work);
  return {
    versions: { '@tensorflow/tfjs-core': tf.version_core },
    parameters: network.parameters.reduce((sum, parameter) => sum + parameter.size, 0),
    note: 'JavaScript, one thread',
    step: () => step(work.batchSize),
    warmStep: () => step(Math.min(warmUpPictures, work.batchSize)),
  } satisfies ServedPeer;
});

function training(network: Network, { seed }: Work) {
  const pool = new ImagePool(seed);
  const adam = tf.train.adam(1e-3);
  return (size: number) => {
    const batch = pool.nextBatch(size);
    const loss = tf.tidy(() => {
      const images = normalised(batch.images);
      const labels = tf.oneHot(tf.tensor1d(batch.labels, 'int32'), 10) as tf.Tensor2D;
      const lossOf = () =>
        tf.losses.softmaxCrossEntropy<tf.Tensor2D, tf.Scalar>(labels, network.logits(images));
      const { value, grads } = tf.variableGrads(lossOf, network.parameters);
      // Typed as a map of variables, used as a map of tensors: gradients are not variables.
      adam.applyGradients(grads as Parameters<typeof adam.applyGradients>[0]);
      return value;
    });
    return readAndDispose(loss);
  };
}

/** Raw bytes as floats in [0, 1], `[batch, 28, 28, 1]`. */
function normalised(images: Uint8Array): tf.Tensor4D {
  const floats = Float32Array.from(images, (byte) => byte / 255);
  return tf.tensor4d(floats, [images.length / (28 * 28), 28, 28, 1]);
}

function readAndDispose(tensor: tf.Tensor): unknown {
  const values = tensor.dataSync();
  tensor.dispose();
  return values;
}
