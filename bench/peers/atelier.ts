// This project as a peer among the others: the same pool, the same protocol, in a process of its own.
// What it runs is in atelier-engine.ts.
import { packageVersion } from '../machine.ts';
import type { Work } from '../protocol.ts';
import { createInference, createTrainStep } from './atelier-engine.ts';
import { ImagePool } from './image-pool.ts';
import { serve, type ServedPeer } from './peer-server.ts';

await serve(async (work) => ({
  versions: { 'onnxruntime-node': packageVersion('onnxruntime-node') },
  step: await stepOf(work),
}));

async function stepOf(work: Work): Promise<ServedPeer['step']> {
  const { architecture, batchSize, threads, seed } = work;
  if (work.command === 'train-step') {
    const training = await createTrainStep({ architecture, batchSize, threads, seed });
    const pool = new ImagePool(seed);
    return () => {
      const { images, labels } = pool.nextBatch(batchSize);
      return training.step(images, labels);
    };
  }
  const inference = await createInference({ architecture, threads, seed });
  const pool = new ImagePool(seed);
  return () => inference.run(pool.nextBatch(batchSize).images, batchSize);
}
