// TensorFlow.js as a peer: its pure JavaScript backend, the only one that trains a convolution in Node
// without a native build. It is slow and runs on one thread: a batch of 128 takes most of a minute.
import { createRequire } from 'node:module';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Work } from '../protocol.ts';
import { ImagePool } from './image-pool.ts';
import { serve, type ServedPeer } from './peer-server.ts';
import { createNetwork, type Network } from './tfjs-network.ts';

// The package's entry point leaves out the gradients, and Node can't import the module that has them.
// `require` under tsx resolves it. It fills a registry that the whole process shares.
createRequire(import.meta.url)('@tensorflow/tfjs-core/dist/register_all_gradients.js');

// A step takes a minute, and a few pictures are enough for the just-in-time compiler to see all code.
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
      // The type asks for variables, but gradients are plain tensors, which work too.
      adam.applyGradients(grads as Parameters<typeof adam.applyGradients>[0]);
      return value;
    });
    return readAndDispose(loss);
  };
}

/** Converts raw bytes to floats in [0, 1], `[batch, 28, 28, 1]`. */
function normalised(images: Uint8Array): tf.Tensor4D {
  const floats = Float32Array.from(images, (byte) => byte / 255);
  return tf.tensor4d(floats, [images.length / (28 * 28), 28, 28, 1]);
}

function readAndDispose(tensor: tf.Tensor): unknown {
  const values = tensor.dataSync();
  tensor.dispose();
  return values;
}
