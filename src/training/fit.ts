// Training: epochs of steps over shuffled batches, with a validation after each epoch. It validates the
// saved model, not the weights in training, so that the figures belong to a file. Everything random depends
// only on the seed, the epoch and the step. So a run resumed from a checkpoint gives the same bits.
import { mixes } from '../data/augmentation/augmentation.ts';
import { inlineBatches, type BatchSource } from '../data/batch-source.ts';
import { batchCount, type Batch } from '../data/batches.ts';
import { pictureSizeOf, type Dataset } from '../data/dataset.ts';
import { firstPictures, type Pictures } from '../data/pictures.ts';
import { stratifiedSample } from '../data/split.ts';
import { InputError } from '../errors.ts';
import { classificationReport } from '../metrics/classification-report.ts';
import type { Classifier } from '../nn/classifier.ts';
import type { Model } from '../nn/model.ts';
import { mostPictures } from '../nn/whitening.ts';
import { addNovelty } from '../novelty/novelty.ts';
import { observe, type Observation } from '../novelty/observe.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { warmupLinearDecay, type Schedule } from '../optimizers/schedules.ts';
import { shareTaken } from './averaging.ts';
import { CallbackList } from './callbacks/callback-list.ts';
import type { Callback, EpochEnd } from './callbacks/callback.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { defaultOptimizers } from './default-optimizer.ts';
import { defaults } from './defaults.ts';
import { openTeacher } from './distillation.ts';
import { encodeTrained } from './encode-trained.ts';
import { evaluateSaved, predictSaved } from './evaluate.ts';
import type { FitOptions, FitResult } from './fit-options.ts';
import { expectSameIdentity, trainingIdentity, type TrainingIdentity } from './identity.ts';
import { normalizationFor } from './normalization.ts';
import type { EpochResult } from './progress.ts';
import { TrainStep } from './train-step.ts';
import { TrainingProgress, type TrainedEpoch } from './training-progress.ts';
import { withValidation } from './validation-split.ts';

export type { FitOptions, FitResult } from './fit-options.ts';
export type { EpochResult, SavedModel, StepProgress, ValidationPredictions } from './progress.ts';

/**
 * Trains a model.
 *
 * The same seed, data, device and thread count give the same bytes, even if training was stopped and resumed.
 *
 * @throws InputError for an option out of range, a loss that becomes NaN or infinite, or a checkpoint of
 *   another run
 * @example
 * const { train } = sketches({ train: 1200 });
 * const { best, bestEpoch } = await fit(lenet5(10), { data: train, epochs: 3, optimizer: adam({ learningRate: 2e-3 }) });
 * await writeFile('best.onnx', best);
 * bestEpoch.validationAccuracy > 0.5 // true
 */
export async function fit(model: Model, options: FitOptions): Promise<FitResult> {
  const training = new Training(model, options);
  try {
    return await training.run();
  } finally {
    await training.dispose();
  }
}

/** The figures of a validation, and what they were computed from. */
interface Measured {
  readonly figures: Omit<EpochResult, keyof TrainedEpoch>;
  readonly seen: Observation;
}

/** One call of `fit`. */
class Training {
  private readonly model: Model;
  private readonly options: FitOptions;
  private readonly train: Dataset<Pictures>;
  private readonly validation: Dataset<Pictures>;
  private readonly trainingSample: Dataset<Pictures> | undefined;
  private readonly batchSize: number;
  private readonly seed: number;
  private readonly optimizer: Optimizer;
  private readonly schedule: Schedule;
  private readonly normalization;
  private readonly callbacks: CallbackList;
  private readonly step: TrainStep;
  private readonly progress: TrainingProgress;
  private teacher: Classifier | undefined;
  /** What the best model made of the validation pictures; unknown after a resume, until a model is better. */
  private seenByBest: Observation | undefined;
  private lastCheckpoint = performance.now();
  private identified: Promise<TrainingIdentity> | undefined;

  constructor(model: Model, options: FitOptions) {
    this.model = model;
    this.options = options;
    const epochs = wholeNumber('epochs', options.epochs ?? defaults.epochs);
    this.batchSize = wholeNumber('batchSize', options.batchSize ?? defaults.batchSize);
    this.seed = options.seed ?? defaults.seed;
    this.optimizer = options.optimizer ?? defaultOptimizers.adam();
    this.schedule = options.schedule ?? warmupLinearDecay(defaults.warmup);
    const { data, validation } = options;
    const split = withValidation({ train: data, ...(validation && { validation }) }, this.seed);
    this.train = split.train;
    this.validation = split.validation;
    this.trainingSample = sampleOf(this.train, options.measureTraining, this.seed);
    this.normalization = normalizationFor(this.train, options.normalization);
    this.callbacks = new CallbackList(options.callbacks ?? [], listenerOf(options));
    this.step = this.makeStep();
    const batches = batchCount(this.train, this.batchSize);
    this.progress = new TrainingProgress(epochs, { batches, pictures: this.train.count });
  }

  async run(): Promise<FitResult> {
    const { resume, onResume, distillation } = this.options;
    this.teacher = distillation && (await openTeacher(distillation, this.train, this.options));
    if (resume) {
      await this.restore(resume);
      await onResume?.();
    }
    try {
      if (this.goesOn) await this.runEpochs();
    } finally {
      await this.callbacks.trainEnd();
    }
    return this.result();
  }

  async dispose(): Promise<void> {
    await this.step.dispose();
    await this.teacher?.dispose();
  }

  private get goesOn(): boolean {
    return !this.progress.isComplete && !this.isStopped;
  }

  private get isStopped(): boolean {
    return this.options.signal?.aborted ?? false;
  }

  private async runEpochs(): Promise<void> {
    const { augmentation, sampling, openBatches = inlineBatches } = this.options;
    const { train, batchSize, seed, progress } = this;
    const batches = openBatches(train, {
      ...{ batchSize, seed, epoch: progress.epochsDone + 1, start: progress.batchesDone },
      ...(augmentation && { augmentation }),
      ...(sampling && { sampling }),
    });
    try {
      while (this.goesOn) await this.runEpoch(batches);
    } finally {
      await batches.close();
    }
  }

  /**
   * Trains an epoch, or the rest of it, until it is complete or training is stopped. Then validates and
   * saves.
   */
  private async runEpoch(batches: BatchSource): Promise<void> {
    await this.trainEpoch(batches);
    if (!this.progress.isEpochWhole) {
      await this.checkpoint(); // before validation, because a resumed run must not see the result of half an epoch
      return this.callbacks.interrupt(await this.validate());
    }
    const end = await this.validate();
    this.progress.nextEpoch();
    await this.callbacks.epochEnd(end, this.control);
    await this.checkpoint();
  }

  private async trainEpoch(batches: BatchSource): Promise<void> {
    const { progress } = this;
    let start = performance.now();
    const spend = () => {
      const now = performance.now();
      progress.addSeconds((now - start) / 1000);
      start = now;
    };
    let batch = await this.nextOf(batches, progress.batchesDone);
    while (batch && !this.isStopped) {
      [, batch] = await both(this.runStep(batch), this.nextOf(batches, progress.batchesDone + 1));
      this.callbacks.stepEnd(progress.step);
      if (!batch || !this.isCheckpointDue) continue;
      spend();
      await this.checkpoint();
      start = performance.now();
    }
    spend();
  }

  /** The batch with this number in the epoch, or undefined at the end of the epoch. */
  private async nextOf(batches: BatchSource, number: number): Promise<Batch | undefined> {
    return number < this.progress.batchesPerEpoch ? batches.next() : undefined;
  }

  private async runStep(batch: Batch): Promise<void> {
    const { progress, optimizer, options } = this;
    const { stepsDone, totalSteps } = progress;
    const factor = this.schedule(stepsDone, totalSteps) * progress.learningRateFactor;
    const step = stepsDone + 1;
    const { averaging } = options;
    const taught = await this.teacher?.predict(batch.images);
    progress.learningRate = optimizer.learningRate * factor;
    const result = await this.step.run(batch, {
      step,
      learningRate: progress.learningRate,
      taught,
      epochsDone: stepsDone / progress.batchesPerEpoch,
      ...(averaging && { averageTaken: shareTaken(averaging, step, totalSteps) }),
    });
    if (!Number.isFinite(result.loss)) throw this.diverged(step);
    progress.addStep(batch.labels.length, result);
  }

  private diverged(step: number): InputError {
    const rate = Number(this.progress.learningRate.toPrecision(3));
    const clip = this.options.clipNorm === undefined ? ', or clip the gradients (clipNorm)' : '';
    return new InputError(
      `the loss became NaN or infinite at step ${step}: try a learning rate below ${rate}, a longer warm-up${clip}`,
    );
  }

  /** Validates the model as it would be saved, and keeps the result. */
  private async validate(): Promise<EpochEnd> {
    const { progress, train, options } = this;
    const trained = progress.epoch;
    await this.step.fetch();
    const { figures, seen } = await this.measure(this.encode(trained));
    const result = { ...trained, ...figures };
    const monitor = options.monitor ?? 'validationAccuracy';
    const model = progress.addResult(result, this.encode(result), monitor);
    if (model.isBest) this.seenByBest = seen;
    return { result, history: progress.history, model, validated: seen, perEpoch: train.count };
  }

  private async measure(bytes: Uint8Array): Promise<Measured> {
    const { trainingSample, options } = this;
    const source = 'the model in training';
    this.callbacks.validationBegin();
    try {
      const seen = await this.observe(bytes, source);
      const trained = trainingSample && (await evaluateSaved(bytes, source, trainingSample, options));
      const { loss, accuracy } = classificationReport(seen);
      const figures = {
        ...{ validationLoss: loss, validationAccuracy: accuracy },
        ...(trained && { trainingAccuracy: trained.accuracy }),
      };
      return { figures, seen };
    } finally {
      this.callbacks.validationEnd();
    }
  }

  /** The features, which take another output, are needed for novelty alone. */
  private observe(bytes: Uint8Array, source: string): Promise<Observation> {
    const { validation, options } = this;
    if (options.novelty === false) return predictSaved(bytes, source, validation, options);
    return observe(bytes, source, validation, options);
  }

  private readonly control = ((training: Training) => ({
    stop: (reason: string) => void (training.progress.stopReason ??= reason),
    get learningRateFactor() {
      return training.progress.learningRateFactor;
    },
    set learningRateFactor(factor: number) {
      training.progress.learningRateFactor = factor;
    },
  }))(this);

  private async result(): Promise<FitResult> {
    const { history, best, stopReason } = this.progress;
    const last = history.at(-1);
    if (!last || !best) throw new InputError('training was stopped before its first step');
    return {
      history,
      best: await this.withNovelty(best.bytes),
      last: this.encode(last),
      bestEpoch: best.result,
      stopped: this.isStopped,
      ...(stopReason !== undefined && { stopReason }),
    };
  }

  private async withNovelty(bytes: Uint8Array): Promise<Uint8Array> {
    const { train, validation, options, seenByBest } = this;
    if (options.novelty === false) return bytes;
    return addNovelty(bytes, { train, validation }, 'best', {
      ...options,
      ...(seenByBest && { seen: seenByBest }),
    });
  }

  private makeStep(): TrainStep {
    const { model, train, normalization, optimizer, seed, options } = this;
    const { loss, clipNorm, averaging, augmentation, distillation, startFrom } = options;
    return new TrainStep(
      {
        ...{
          model,
          normalization,
          optimizer,
          seed,
          images: firstPictures(train.images, mostPictures, pictureSizeOf(train)),
        },
        input: [train.channels, train.height, train.width],
        classes: train.classNames.length,
        averages: averaging !== undefined,
        mixes: augmentation !== undefined && mixes(augmentation),
        ...(loss && { loss }),
        ...(distillation && { distillation }),
        ...(startFrom && { startFrom }),
        ...(clipNorm !== undefined && { clipNorm }),
      },
      options,
    );
  }

  private encode({ epoch, ...result }: TrainedEpoch & Partial<EpochResult>): Uint8Array {
    const { validationAccuracy: accuracy, validationLoss: loss } = result;
    const isKnown = accuracy !== undefined && loss !== undefined;
    const { train, normalization, seed, validation } = this;
    return encodeTrained(this.model, this.step.finalWeights, {
      ...{ train, normalization, seed, epoch },
      ...(isKnown && { validation: { count: validation.count, accuracy, loss } }),
    });
  }

  private get isCheckpointDue(): boolean {
    const seconds = (performance.now() - this.lastCheckpoint) / 1000;
    return seconds >= (this.options.checkpointSeconds ?? defaults.checkpointSeconds);
  }

  private async checkpoint(): Promise<void> {
    if (!this.options.onCheckpoint) return;
    await this.step.fetch();
    const bytes = await encodeCheckpoint({
      identity: await this.identity(),
      progress: { ...this.progress.toState(), callbacks: [...this.callbacks.states] },
      state: this.step.state,
      best: this.progress.best?.bytes,
    });
    await this.options.onCheckpoint(bytes);
    this.lastCheckpoint = performance.now();
  }

  private async restore(bytes: Uint8Array): Promise<void> {
    const { identity, progress, state, best } = await decodeCheckpoint(bytes, 'resume');
    expectSameIdentity(identity, await this.identity());
    this.step.restore(state);
    this.progress.restore(progress, best);
    this.callbacks.restore(progress.callbacks);
  }

  private identity(): Promise<TrainingIdentity> {
    const { model, options, train, validation, optimizer, schedule, batchSize, seed } = this;
    return (this.identified ??= trainingIdentity({
      ...{ model, options, train, validation },
      ...{ optimizer, schedule, batchSize, seed },
    }));
  }
}

/** The options `onStep` and `onEpoch` as a callback, which is called last. */
const listenerOf = ({ onStep, onEpoch }: FitOptions): Callback => ({
  type: 'listener',
  settings: {},
  onStepEnd: (progress) => onStep?.(progress),
  onEpochEnd: ({ result, model, validated }) => onEpoch?.(result, model, validated),
  onInterrupt: ({ result, model, validated }) => onEpoch?.(result, model, validated),
});

/**
 * Awaits two promises. If one fails, it still waits for the other, so that nothing runs on after an error.
 */
async function both<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return Promise.all([first, second]);
}

/** This many pictures, with the classes in proportion, or all pictures if there are not more. */
function sampleOf(
  data: Dataset<Pictures>,
  count: number | undefined,
  seed: number,
): Dataset<Pictures> | undefined {
  if (count === undefined) return undefined;
  if (wholeNumber('measureTraining', count) >= data.count) return data;
  return stratifiedSample(data, count, seed);
}

function wholeNumber(name: string, value: number): number {
  if (!Number.isInteger(value) || value < 1)
    throw new InputError(`${name}: expected a whole number from 1, got ${value}`);
  return value;
}
