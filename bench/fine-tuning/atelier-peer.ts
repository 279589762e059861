// This project as a peer of `bench fine-tuning`: a network from an ONNX file, all layers in training.
import { readFile } from 'node:fs/promises';
import { openClassifier } from '../../src/nn/classifier.ts';
import { encodeClassifier } from '../../src/nn/classifier-file.ts';
import { fineTune } from '../../src/nn/foreign/fine-tune.ts';
import { readForeign } from '../../src/nn/foreign/read-foreign.ts';
import { initialWeights, type Model } from '../../src/nn/model.ts';
import { packageVersion } from '../../src/node/files/package-version.ts';
import { adamw } from '../../src/optimizers/adamw.ts';
import { Random } from '../../src/random.ts';
import { TrainStep } from '../../src/training/train-step.ts';
import { serve } from '../peers/peer-server.ts';
import { classes, workSchema, type FineTuningWork } from './protocol.ts';

const normalization = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] };

await serve<FineTuningWork>(async (work) => {
  const { file, side, task } = work;
  const bytes = await readFile(file);
  const size = { height: side, width: side };
  const read = (batch: number | 'batch') => readForeign(bytes, { batch, size });
  const model = fineTune({ name: work.network, sha256: '0'.repeat(64), read }, { classes });
  return {
    versions: { 'onnxruntime-node': packageVersion('onnxruntime-node') },
    parameters: model.countParameters([3, side, side]),
    step: await (task === 'step' ? training(model, work) : inference(model, work)),
  };
}, workSchema);

async function training(model: Model, work: FineTuningWork): Promise<() => unknown> {
  const { side, threads, seed, batchSize } = work;
  const optimizer = adamw({ learningRate: 1e-4, weightDecay: 0.05 });
  const input = [3, side, side] as const;
  const step = new TrainStep({ model, input, classes, normalization, optimizer, seed }, { threads });
  await step.prepare(batchSize);
  const images = picturesFor(work);
  const labels = Int32Array.from({ length: batchSize }, (_, i) => i % classes);
  let steps = 0;
  return () => step.run({ images, labels }, { step: ++steps, learningRate: 1e-4 });
}

async function inference(model: Model, work: FineTuningWork): Promise<() => unknown> {
  const { side, threads, seed } = work;
  const weights = initialWeights(model.weightSpecs([3, side, side]), seed);
  const bytes = encodeClassifier(model, weights, {
    classNames: Array.from({ length: classes }, (_, label) => String(label)),
    input: { channels: 3, height: side, width: side },
    ...{ preprocessing: normalization, data: 'synthetic', seed, epoch: 0 },
  });
  const classifier = await openClassifier(bytes, work.network, { threads });
  const images = picturesFor(work);
  return () => classifier.predict(images);
}

function picturesFor({ seed, batchSize, side }: FineTuningWork): Uint8Array {
  const random = new Random(seed, 'pictures');
  return Uint8Array.from({ length: batchSize * 3 * side * side }, () => random.integer(256));
}
