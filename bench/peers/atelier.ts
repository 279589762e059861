// This project as a peer like the others: the same pool and protocol, in a separate process. The step itself
// is in atelier-engine.ts.
import { packageVersion } from '../../src/node/files/package-version.ts';
import type { Work } from '../protocol.ts';
import { createInference, createTrainStep } from './atelier-engine.ts';
import { ImagePool } from './image-pool.ts';
import { serve, type ServedPeer } from './peer-server.ts';

await serve(async (work) => ({
  versions: { 'onnxruntime-node': packageVersion('onnxruntime-node') },
  ...(await (work.command === 'train-step' ? training(work) : inference(work))),
}));

type Stepping = Pick<ServedPeer, 'step' | 'parameters'>;

async function training({ architecture, batchSize, threads, seed }: Work): Promise<Stepping> {
  const engine = await createTrainStep({ architecture, batchSize, threads, seed });
  const pool = new ImagePool(seed);
  const step = () => {
    const { images, labels } = pool.nextBatch(batchSize);
    return engine.step(images, labels);
  };
  return { step, ...counted(engine) };
}

async function inference({ architecture, batchSize, threads, seed }: Work): Promise<Stepping> {
  const engine = await createInference({ architecture, threads, seed });
  const pool = new ImagePool(seed);
  return { step: () => engine.run(pool.nextBatch(batchSize).images, batchSize), ...counted(engine) };
}

function counted({ parameters }: { parameters?: number }) {
  return parameters === undefined ? {} : { parameters };
}
