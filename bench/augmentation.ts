// Measures the cost of augmentation: training steps of one network on batches without augmentation, and with
// batches augmented on the thread of the steps or ahead on a separate thread. The three ways take turns
// within one process, so a disturbance affects all. There are no peers. All ways run the same step, which
// takes mixed labels, so only the making of batches differs.
import { architectures } from '../src/architectures/index.ts';
import type { Augmentation } from '../src/data/augmentation/augmentation.ts';
import { parseAugmentation } from '../src/data/augmentation/parse-augmentation.ts';
import { inlineBatches, type BatchSource } from '../src/data/batch-source.ts';
import type { Batch } from '../src/data/batches.ts';
import type { Dataset } from '../src/data/dataset.ts';
import { workerBatches } from '../src/node/data/batches/worker-batches.ts';
import { adam } from '../src/optimizers/adam.ts';
import { TrainStep } from '../src/training/train-step.ts';
import { Disturbance } from './disturbance.ts';
import { describeMachine, type Machine } from './machine.ts';
import { ImagePool } from './peers/image-pool.ts';
import { distinct, integer, seconds } from './question.ts';
import { whyNotQuotable } from './result-document.ts';
import { median } from './statistics.ts';
import { rotated } from './take-turns.ts';

/** The options, as the command line gives them. */
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

/** Checks the options. Throws an InputError for a wrong one. */
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

/** Without augmentation; with it, on the thread of the steps; with it, ahead on a separate thread. */
export const ways = ['without', 'inline', 'ahead'] as const;

export interface AugmentationRow {
  batchSize: number;
  batches: (typeof ways)[number];
  /** The median, minimum and maximum over the repetitions. */
  imagesPerSecond: number;
  min: number;
  max: number;
  /** The median speed divided by that without augmentation. */
  ratio: number;
  /** The median time, in milliseconds, for which the thread of the steps waits for or makes a batch. */
  batchMilliseconds: number;
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
  /** Why this run must not be quoted; empty if it may be. */
  notQuotable: string[];
  results: AugmentationRow[];
}

/** Measures training at each batch size and reports progress line by line. */
export async function measureAugmentation(
  question: AugmentationQuestion,
  progress: (message: string) => void,
): Promise<AugmentationDocument> {
  const { batchSizes, ...settings } = question;
  const machine = describeMachine();
  const watched: { what: string; othersCores: number | null }[] = [];
  const results: AugmentationRow[] = [];
  for (const batchSize of batchSizes) {
    const disturbance = new Disturbance([]);
    const rows = await measureBatchSize(question, batchSize, progress);
    watched.push({ what: `batch ${batchSize}`, othersCores: disturbance.othersCores() });
    progress(rows.map(({ batches, ratio }) => `${batches} ${ratio.toFixed(3)}`).join(', '));
    results.push(...rows);
  }
  const notQuotable = whyNotQuotable(question.repetitions, watched, machine.cores);
  return { command: 'augmentation', architecture: 'paper-cnn', machine, ...settings, notQuotable, results };
}

/** One of the ways, and its measurements so far. */
interface Contestant {
  readonly source: BatchSource;
  readonly speeds: number[];
  readonly milliseconds: number[];
}

async function measureBatchSize(
  question: AugmentationQuestion,
  batchSize: number,
  progress: (message: string) => void,
): Promise<AugmentationRow[]> {
  const contestants = openSources(question, batchSize);
  const training = paperCnn(question);
  try {
    const step = await stepper(training, batchSize);
    for (const contestant of contestants) await burst(step, contestant, question.secondsPerBurst);
    for (const { speeds, milliseconds } of contestants) speeds.length = milliseconds.length = 0;
    for (let repetition = 0; repetition < question.repetitions; repetition++) {
      progress(`batch ${batchSize}: repetition ${repetition + 1} of ${question.repetitions}`);
      for (const contestant of rotated(contestants, repetition))
        await burst(step, contestant, question.secondsPerBurst);
    }
  } finally {
    await Promise.all([training.dispose(), ...contestants.map(({ source }) => source.close())]);
  }
  return contestants.map((contestant, way) => rowOf(batchSize, ways[way]!, contestant, contestants[0]!));
}

function rowOf(
  batchSize: number,
  batches: AugmentationRow['batches'],
  { speeds, milliseconds }: Contestant,
  without: Contestant,
): AugmentationRow {
  return {
    batchSize,
    batches,
    imagesPerSecond: median(speeds),
    min: Math.min(...speeds),
    max: Math.max(...speeds),
    ratio: median(speeds) / median(without.speeds),
    batchMilliseconds: median(milliseconds),
  };
}

/** The number of pictures of Fashion-MNIST. */
const pictures = 60_000;

function openSources({ augmentation, seed }: AugmentationQuestion, batchSize: number): Contestant[] {
  const dataset = randomPictures(seed, batchSize);
  return [
    inlineBatches(dataset, { batchSize, seed }),
    inlineBatches(dataset, { batchSize, seed, augmentation }),
    workerBatches(dataset, { batchSize, seed, augmentation }),
  ].map((source) => ({ source, speeds: [], milliseconds: [] }));
}

/** Random pictures in whole batches. */
function randomPictures(seed: number, batchSize: number): Dataset {
  const count = batchSize * Math.floor(pictures / batchSize);
  const classNames = Array.from({ length: 10 }, (_, label) => String(label));
  const { images, labels } = new ImagePool(seed, count).nextBatch(count);
  return { name: 'random', classNames, count, channels: 1, height: 28, width: 28, images, labels };
}

type Step = (batch: Batch) => Promise<unknown>;
const learningRate = 1e-3;

function paperCnn({ threads, seed }: AugmentationQuestion): TrainStep {
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

/** Trains on batches for a given time. */
async function burst(
  step: Step,
  { source, speeds, milliseconds }: Contestant,
  duration: number,
): Promise<void> {
  const start = performance.now();
  let trained = 0;
  let elapsed = 0;
  while (elapsed < 1000 * duration) {
    const asked = performance.now();
    const batch = await source.next();
    milliseconds.push(performance.now() - asked);
    await step(batch);
    trained += batch.labels.length;
    elapsed = performance.now() - start;
  }
  speeds.push(trained / (elapsed / 1000));
}
