// What augmentation costs: training steps of one network on batches without and with it, in turn within one process, so that
// a disturbance meets both. There are no peers here. Both ways run the same step, which takes mixed
// labels, so that what differs is the making of batches alone.
import { architectures } from '../src/architectures/index.ts';
import type { Augmentation } from '../src/data/augmentation/augmentation.ts';
import { parseAugmentation } from '../src/data/augmentation/parse-augmentation.ts';
import { shuffledBatches, type Batch } from '../src/data/batches.ts';
import type { Dataset } from '../src/data/dataset.ts';
import { adam } from '../src/optimizers/adam.ts';
import { TrainStep } from '../src/training/train-step.ts';
import { Disturbance } from './disturbance.ts';
import { describeMachine, type Machine } from './machine.ts';
import { ImagePool } from './peers/image-pool.ts';
import { distinct, integer, seconds } from './question.ts';
import { whyNotQuotable } from './result-document.ts';
import { median } from './statistics.ts';
import { rotated } from './take-turns.ts';

/** The options as the command line gives them. */
export interface AugmentationOptions {
  augment: string;
  batchSize: string;
  repetitions: string;
  seconds: string;
  threads: string;
  seed: string;
}

export const augmentationDefaults = {
  augment: 'rotation=10,translation=0.1,zoom=0.1,flip,erase=0.5,mixup=0.2',
  batchSize: '64,128',
  repetitions: '9',
  seconds: '1.5',
  threads: '2',
  seed: '1',
} as const satisfies AugmentationOptions;

export interface AugmentationQuestion {
  augmentation: Augmentation;
  batchSizes: number[];
  repetitions: number;
  secondsPerBurst: number;
  threads: number;
  seed: number;
}

/** The question that the options ask. Bad ones throw an InputError. */
export function augmentationQuestion(options: AugmentationOptions): AugmentationQuestion {
  return {
    augmentation: parseAugmentation(options.augment, '--augment'),
    batchSizes: distinct(options.batchSize).map((size) => integer('--batch-size', size, 1, pictures)),
    repetitions: integer('--repetitions', options.repetitions, 1, 1000),
    secondsPerBurst: seconds(options.seconds),
    threads: integer('--threads', options.threads, 1, 1024),
    seed: integer('--seed', options.seed, 0, 2 ** 32 - 1),
  };
}

/** One of the two ways to make batches, at one batch size. */
export interface Arm {
  /** The median of the repetitions, and the least and the most of them. */
  imagesPerSecond: number;
  min: number;
  max: number;
  /** The median time that a batch takes to be made by itself, in milliseconds. */
  batchMilliseconds: number;
}

export interface AugmentationRow {
  batchSize: number;
  without: Arm;
  with: Arm;
  /** The speed with augmentation over the speed without, of the medians. */
  ratio: number;
}

export interface AugmentationDocument {
  command: 'augmentation';
  architecture: 'paper-cnn';
  machine: Omit<Machine, 'peakGflops'>;
  augmentation: Augmentation;
  threads: number;
  repetitions: number;
  secondsPerBurst: number;
  seed: number;
  /** Why this run is not a figure to quote; empty when it is. */
  notQuotable: string[];
  results: AugmentationRow[];
}

const pictures = 60_000;

/** Measures training at each batch size and reports progress line by line. */
export async function measureAugmentation(
  question: AugmentationQuestion,
  progress: (message: string) => void,
): Promise<AugmentationDocument> {
  const { augmentation, threads, repetitions, secondsPerBurst, seed } = question;
  const machine = describeMachine();
  const watched: { what: string; othersCores: number | null }[] = [];
  const results: AugmentationRow[] = [];
  for (const batchSize of question.batchSizes) {
    const disturbance = new Disturbance([]);
    const row = await measureBatchSize(question, batchSize, progress);
    watched.push({ what: `batch ${batchSize}`, othersCores: disturbance.othersCores() });
    progress(`batch ${batchSize}: ratio ${row.ratio.toFixed(3)}`);
    results.push(row);
  }
  const notQuotable = whyNotQuotable(repetitions, watched, machine.cores);
  const settings = { augmentation, threads, repetitions, secondsPerBurst, seed };
  return { command: 'augmentation', architecture: 'paper-cnn', machine, ...settings, notQuotable, results };
}

async function measureBatchSize(
  { augmentation, repetitions, secondsPerBurst, threads, seed }: AugmentationQuestion,
  batchSize: number,
  progress: (message: string) => void,
): Promise<AugmentationRow> {
  const dataset = randomPictures(seed, batchSize);
  const arms = [{}, augmentation].map((chosen) => ({
    batches: endless(dataset, batchSize, seed, chosen),
    speeds: [] as number[],
  }));
  const training = paperCnn(threads, seed);
  const step = await stepper(training, batchSize);
  for (const { batches } of arms) await burst(step, batches, secondsPerBurst);
  for (let repetition = 0; repetition < repetitions; repetition++) {
    progress(`batch ${batchSize}: repetition ${repetition + 1} of ${repetitions}`);
    for (const { batches, speeds } of rotated(arms, repetition))
      speeds.push(await burst(step, batches, secondsPerBurst));
  }
  await training.dispose();
  const [without, augmented] = arms.map(({ batches, speeds }): Arm => ({
    imagesPerSecond: median(speeds),
    min: Math.min(...speeds),
    max: Math.max(...speeds),
    batchMilliseconds: median(Array.from({ length: 500 }, () => millisecondsOf(() => batches.next()))),
  })) as [Arm, Arm];
  return { batchSize, without, with: augmented, ratio: augmented.imagesPerSecond / without.imagesPerSecond };
}

/** Random pictures in whole batches, as many as fit into Fashion-MNIST's number. */
function randomPictures(seed: number, batchSize: number): Dataset {
  const count = batchSize * Math.floor(pictures / batchSize);
  const classNames = Array.from({ length: 10 }, (_, label) => String(label));
  const { images, labels } = new ImagePool(seed, count).nextBatch(count);
  return { name: 'random', classNames, count, channels: 1, height: 28, width: 28, images, labels };
}

function* endless(
  dataset: Dataset,
  batchSize: number,
  seed: number,
  augmentation: Augmentation,
): Generator<Batch, never> {
  for (let epoch = 1; ; epoch++) yield* shuffledBatches(dataset, batchSize, seed, epoch, { augmentation });
}

type Step = (batch: Batch) => Promise<unknown>;
const learningRate = 1e-3;

function paperCnn(threads: number, seed: number): TrainStep {
  const normalization = { mean: [0.286], std: [0.353] };
  const optimizer = adam({ learningRate });
  const model = architectures['paper-cnn'](10);
  return new TrainStep(
    { model, input: [1, 28, 28], classes: 10, normalization, optimizer, seed, mixes: true },
    { threads },
  );
}

async function stepper(training: TrainStep, batchSize: number): Promise<Step> {
  await training.prepare(batchSize);
  let steps = 0;
  return (batch) => training.run(batch, { step: ++steps, learningRate });
}

/** Images per second over a time: each batch is made, then trained on, as training does it on this thread. */
async function burst(step: Step, batches: Generator<Batch, never>, duration: number): Promise<number> {
  const start = performance.now();
  let images = 0;
  let elapsed = 0;
  while (elapsed < duration) {
    const batch = batches.next().value;
    await step(batch);
    images += batch.labels.length;
    elapsed = (performance.now() - start) / 1000;
  }
  return images / elapsed;
}

function millisecondsOf(act: () => unknown): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}
