// jax-js as a peer: its WebAssembly backend, its fastest backend that works in Node. It runs on one thread,
// because its workers need a browser's global Worker; a batch of 128 takes several seconds.
import { blockUntilReady, defaultDevice, init, numpy as np, random } from '@jax-js/jax';
import { packageVersion } from '../../src/node/files/package-version.ts';
import type { Work } from '../protocol.ts';
import { ImagePool } from './image-pool.ts';
import { initialState, parameterCount, trainStep } from './jax-js-step.ts';
import { serve } from './peer-server.ts';

await serve(async (work) => {
  if (!(await init('wasm')).includes('wasm')) throw new Error('jax-js: the WebAssembly backend is missing');
  defaultDevice('wasm');
  return {
    versions: { '@jax-js/jax': packageVersion('@jax-js/jax') },
    parameters: parameterCount,
    note: 'WebAssembly, one thread',
    step: training(work),
  };
});

/** A step is compiled for its batch size, so a warm-up must be a whole step. */
function training({ batchSize, seed }: Work): () => Promise<number> {
  const pool = new ImagePool(seed);
  let state = initialState(seed);
  let count = 0;
  return async () => {
    const { images, labels } = pool.nextBatch(batchSize);
    const floats = Float32Array.from(images, (byte) => byte / 255);
    const pictures = np.array(floats).reshape([batchSize, 1, 28, 28]);
    const classes = np.array(labels, { dtype: np.int32 });
    count++;
    const [loss, next] = trainStep(state, np.array(count), pictures, classes, random.key(seed + count));
    state = await blockUntilReady(next);
    return loss.item();
  };
}
