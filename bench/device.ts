// Measures a device beside the CPU in a few minutes: training steps and predictions of a network on sketches.
// `npx tsx bench/device.ts webgpu [batch] [repetitions] [network]`. Devices take turns; the medians count.
import { architectures } from '../src/architectures/index.ts';
import { architectureNames, type ArchitectureName } from '../src/architectures/names.ts';
import { sketches } from '../src/data/sketches.ts';
import { nodeDeviceNames, type NodeDeviceName } from '../src/engine/device-names.ts';
import { requireDevice } from '../src/engine/runtime/require-device.ts';
import { InputError } from '../src/errors.ts';
import { openClassifier } from '../src/nn/classifier.ts';
import { adam } from '../src/optimizers/adam.ts';
import { encodeTrained } from '../src/training/encode-trained.ts';
import { TrainStep } from '../src/training/train-step.ts';
import { describeMachine } from './machine.ts';
import { median } from './statistics.ts';

process.once('uncaughtException', (error) => {
  console.error(error instanceof InputError ? error.message : error);
  process.exit(error instanceof InputError ? 2 : 1);
});

const [name = 'webgpu', batchText = '128', repetitionsText = '20', networkText = 'paper-cnn'] =
  process.argv.slice(2);
const device = nodeDeviceNames.find((known) => known === name);
const network = architectureNames.find((known) => known === networkText);
const [batchSize, repetitions] = [Number(batchText), Number(repetitionsText)];
if (!device || !network || ![batchSize, repetitions].every((count) => Number.isInteger(count) && count > 0))
  throw new InputError(
    'usage: npx tsx bench/device.ts cpu|webgpu|cuda [batch] [repetitions] [network]; batch and repetitions from 1',
  );
await requireDevice({ device });

const { train } = sketches({ train: Math.max(120, batchSize), test: 10 });
const batch = {
  images: train.images.slice(0, batchSize * 784),
  labels: Int32Array.from(train.labels.slice(0, batchSize)),
};
const normalization = { mean: [0.286], std: [0.353] };

/** What takes turns: a step, and a prediction. */
async function contestant(on: NodeDeviceName, architecture: ArchitectureName) {
  const model = architectures[architecture](train.classNames.length);
  const config = {
    model,
    input: [1, 28, 28] as const,
    classes: 10,
    normalization,
    optimizer: adam(),
    seed: 1,
  };
  const step = new TrainStep(config, { device: on, onFallback: tell, takesTurns: true });
  const bytes = encodeTrained(model, step.weights, { train, normalization, seed: 1, epoch: 0 });
  const classifier = await openClassifier(bytes, 'the model', { device: on, onFallback: tell });
  let steps = 0;
  return {
    on,
    step: () => step.run(batch, { step: ++steps, learningRate: 1e-3 }),
    predict: () => classifier.predict(batch.images),
    dispose: () => Promise.all([step.dispose(), classifier.dispose()]),
  };
}

const tell = (on: string, missing: ReadonlyMap<string, number>): void =>
  console.error(`${on} falls back for ${[...missing.keys()].join(', ')}`);

async function milliseconds(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

const both = [
  await contestant('cpu', network),
  ...(device === 'cpu' ? [] : [await contestant(device, network)]),
];
const times = both.map(() => ({ step: [] as number[], predict: [] as number[] }));
for (let i = -2; i < repetitions; i++) {
  for (const [at, { step, predict }] of both.entries()) {
    const found = { step: await milliseconds(step), predict: await milliseconds(predict) };
    if (i < 0) continue; // the first runs compile shaders
    times[at]!.step.push(found.step);
    times[at]!.predict.push(found.predict);
  }
}
await Promise.all(both.map(({ dispose }) => dispose()));

const results = both.map(({ on }, at) => {
  const { step, predict } = times[at]!;
  const perSecond = (all: readonly number[]) => Math.round((1000 * batchSize) / median(all));
  return {
    device: on,
    trainingImagesPerSecond: perSecond(step),
    predictedImagesPerSecond: perSecond(predict),
  };
});
console.log(
  JSON.stringify({ machine: describeMachine(), network, batchSize, repetitions, results }, null, 2),
);
