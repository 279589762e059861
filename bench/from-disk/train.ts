// Trains on a folder of photographs for some seconds, with the pictures in memory or on disk, and prints its
// speed and its peak memory. `bench from-disk` starts it as a process of its own.
import { architectures } from '../../src/architectures/index.ts';
import { parseAugmentation } from '../../src/data/augmentation/parse-augmentation.ts';
import { subset } from '../../src/data/dataset.ts';
import { openBatches } from '../../src/node/data/batches/worker-batches.ts';
import { openData } from '../../src/node/data/load.ts';
import { adam } from '../../src/optimizers/adam.ts';
import { TrainStep } from '../../src/training/train-step.ts';
import { peakMemoryMiB } from '../process-usage.ts';
import { workSchema, type FromDiskResult } from './work.ts';

/** The steps before the clock starts. */
const warmUp = 3;

const { folder, where, arch, size, batchSize, seconds, threads, augment } = workSchema.parse(
  JSON.parse(process.argv[2]!),
);
const { train } = await openData(folder, {
  pictures: { size, testShare: 0 },
  mostInMemory: where === 'disk' ? 0 : Infinity,
});
const whole = train.count - (train.count % batchSize); // so that all batches have one size
const data =
  whole === train.count
    ? train
    : subset(
        train,
        Uint32Array.from({ length: whole }, (_, i) => i),
      );
const input = [data.channels, data.height, data.width] as const;
const classes = data.classNames.length;
const model = architectures[arch as keyof typeof architectures](classes);
const normalization = { mean: [0.5], std: [0.25] };
const config = { model, input, classes, normalization, optimizer: adam(), seed: 1 };
const step = new TrainStep(config, { threads });
const batches = openBatches(data, { batchSize, seed: 1, augmentation: parseAugmentation(augment) });

let batch = await batches.next();
let start = performance.now();
let elapsed = 0;
let done = -warmUp;
while (elapsed < seconds) {
  if (done === 0) start = performance.now();
  const running = step.run(batch, { step: done + warmUp + 1, learningRate: 1e-4 });
  [, batch] = await Promise.all([running, batches.next()]);
  done++;
  if (done > 0) elapsed = (performance.now() - start) / 1000;
}
const result: FromDiskResult = {
  imagesPerSecond: (done * batchSize) / elapsed,
  peakMemoryMiB: peakMemoryMiB(),
};
process.stdout.write(`${JSON.stringify(result)}\n`);
await batches.close();
await step.dispose();
