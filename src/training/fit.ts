// Training: epochs of steps over shuffled batches, each followed by a look at the validation split. What is validated
// is the saved model itself, not the weights in training, so that a figure belongs to a file. Everything that is random
// depends on the seed, the epoch and the step alone, so that training can go on from a checkpoint to the same bits.
import { mixes } from '../data/augmentation/augmentation.ts';
import { inlineBatches, type BatchSource } from '../data/batch-source.ts';
import { batchCount, type Batch } from '../data/batches.ts';
import type { Dataset } from '../data/dataset.ts';
import { stratifiedSample } from '../data/split.ts';
import { InputError } from '../errors.ts';
import { encodeClassifier } from '../nn/classifier-file.ts';
import { openClassifier, type Classifier } from '../nn/classifier.ts';
import type { Model } from '../nn/model.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { warmupLinearDecay, type Schedule } from '../optimizers/schedules.ts';
import { shareTaken } from './averaging.ts';
import type { Callback, TrainingControl } from './callbacks/callback.ts';
import { isBetter } from './callbacks/monitored.ts';
import { decodeCheckpoint, encodeCheckpoint, type TrainingProgressState } from './checkpoint.ts';
import { defaultOptimizers } from './default-optimizer.ts';
import { defaults } from './defaults.ts';
import { openTeacher } from './distillation.ts';
import { evaluate } from './evaluate.ts';
import { trainingIdentity, expectSameIdentity } from './identity.ts';
import type { FitOptions, FitResult } from './fit-options.ts';
import { normalizationFor } from './normalization.ts';
import type { EpochResult, SavedModel, StepProgress } from './progress.ts';
import { TrainStep } from './train-step.ts';
import { withValidation } from './validation-split.ts';

export type { FitOptions, FitResult } from './fit-options.ts';
export type { EpochResult, SavedModel, StepProgress } from './progress.ts';

/**
 * Trains a model.
 *
 * Equal seed, data, device and thread count give equal bytes, also where training was stopped and resumed in between.
 *
 * @throws InputError for an option out of range, when the loss stops being a number, and for a checkpoint of another run
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

const noTotals = { done: 0, loss: 0, correct: 0, seconds: 0 };
type Trained = Omit<EpochResult, 'validationLoss' | 'validationAccuracy' | 'trainingAccuracy'>;

/** One call of `fit`: what stays the same over its epochs, and what has been reached. */
class Training implements TrainingControl {
  private readonly model: Model;
  private readonly options: FitOptions;
  private readonly train: Dataset;
  private readonly validation: Dataset;
  private readonly trainingSample: Dataset | undefined;
  private readonly epochs: number;
  private readonly batchSize: number;
  private readonly seed: number;
  private readonly optimizer: Optimizer;
  private readonly schedule: Schedule;
  private readonly callbacks: readonly Callback[];
  private readonly normalization;
  private readonly step: TrainStep;
  private history: EpochResult[] = [];
  private epochsDone = 0;
  /** Of the epoch under way. */
  private batchesDone = 0;
  private totals = { ...noTotals };
  private best: { bytes: Uint8Array; result: EpochResult } | undefined;
  private stopReason: string | undefined;
  private teacher: Classifier | undefined;
  private lastCheckpoint = performance.now();
  learningRateFactor = 1;

  constructor(model: Model, options: FitOptions) {
    this.model = model;
    this.options = options;
    this.epochs = wholeNumber('epochs', options.epochs ?? defaults.epochs);
    this.batchSize = wholeNumber('batchSize', options.batchSize ?? defaults.batchSize);
    this.seed = options.seed ?? defaults.seed;
    this.optimizer = options.optimizer ?? defaultOptimizers.adam();
    this.schedule = options.schedule ?? warmupLinearDecay(defaults.warmup);
    this.callbacks = options.callbacks ?? [];
    const { data, validation } = options;
    const split = withValidation({ train: data, ...(validation && { validation }) }, this.seed);
    this.train = split.train;
    this.validation = split.validation;
    this.trainingSample = sampleOf(this.train, options.measureTraining, this.seed);
    const { channels, height, width, classNames } = this.train;
    this.normalization = normalizationFor(this.train, options.normalization);
    const { loss, clipNorm, averaging, augmentation, distillation } = options;
    this.step = new TrainStep(
      {
        model,
        input: [channels, height, width],
        classes: classNames.length,
        normalization: this.normalization,
        optimizer: this.optimizer,
        seed: this.seed,
        images: this.train.images,
        averages: averaging !== undefined,
        mixes: augmentation !== undefined && mixes(augmentation),
        ...(loss && { loss }),
        ...(distillation && { distillation }),
        ...(clipNorm !== undefined && { clipNorm }),
      },
      options,
    );
  }

  async run(): Promise<FitResult> {
    const { resume, onResume, distillation } = this.options;
    this.teacher = distillation && (await openTeacher(distillation, this.train, this.options));
    if (resume) await this.goOnFrom(resume);
    if (resume) await onResume?.();
    try {
      if (this.goesOn) await this.runEpochs();
    } finally {
      for (const callback of this.callbacks) await callback.onTrainEnd?.();
    }
    const last = this.history.at(-1);
    if (!last || !this.best) throw new InputError('training was stopped before its first step');
    return {
      history: this.history,
      best: this.best.bytes,
      last: this.encode(last),
      bestEpoch: this.best.result,
      stopped: this.isStopped,
      ...(this.stopReason !== undefined && { stopReason: this.stopReason }),
    };
  }

  stop(reason: string): void {
    this.stopReason ??= reason;
  }

  async dispose(): Promise<void> {
    await this.step.dispose();
    await this.teacher?.dispose();
  }

  private get goesOn(): boolean {
    return this.epochsDone < this.epochs && !this.isStopped && !this.stopReason;
  }

  private get isStopped(): boolean {
    return this.options.signal?.aborted ?? false;
  }

  private get batchesPerEpoch(): number {
    return batchCount(this.train, this.batchSize);
  }

  private async runEpochs(): Promise<void> {
    const { augmentation, sampling, openBatches = inlineBatches } = this.options;
    const { train, batchSize, seed } = this;
    const batches = openBatches(train, {
      ...{ batchSize, seed, epoch: this.epochsDone + 1, start: this.batchesDone },
      ...(augmentation && { augmentation }),
      ...(sampling && { sampling }),
    });
    try {
      while (this.goesOn) await this.runEpoch(batches);
    } finally {
      await batches.close();
    }
  }

  /** Trains an epoch, or what is left of it, up to the signal to stop; validates, saves and tells. */
  private async runEpoch(batches: BatchSource): Promise<void> {
    const trained = await this.trainEpoch(batches);
    const isWhole = this.batchesDone === this.batchesPerEpoch;
    // A part of an epoch is not remembered: training goes on within it.
    if (!isWhole) await this.checkpoint();
    const end = await this.validated(trained);
    if (!isWhole) return this.tell(end);
    this.epochsDone++;
    this.batchesDone = 0;
    this.totals = { ...noTotals };
    const { history } = this;
    for (const callback of this.callbacks)
      await callback.onEpochEnd?.({ ...end, history, perEpoch: this.train.count }, this);
    await this.tell(end);
    await this.checkpoint();
  }

  private async tell({ result, model }: { result: EpochResult; model: SavedModel }): Promise<void> {
    await this.options.onEpoch?.(result, model);
  }

  private async trainEpoch(batches: BatchSource): Promise<Trained> {
    const { train, totals } = this;
    let start = performance.now();
    const spend = () => {
      const now = performance.now();
      totals.seconds += (now - start) / 1000;
      start = now;
    };
    let batch = await this.nextOf(batches, this.batchesDone);
    while (batch && !this.isStopped) {
      [, batch] = await both(this.runStep(batch), this.nextOf(batches, this.batchesDone + 1));
      this.batchesDone++;
      const { onStep } = this.options;
      const progress = this.stepProgress();
      onStep?.(progress);
      for (const callback of this.callbacks) callback.onStepEnd?.(progress);
      if (!batch || !this.isCheckpointDue) continue;
      spend();
      await this.checkpoint();
      start = performance.now();
    }
    spend();
    const { done, loss, correct, seconds } = totals;
    const epoch = this.epochsDone + done / train.count;
    return { epoch, learningRate: this.learningRate, loss: loss / done, accuracy: correct / done, seconds };
  }

  /** The batch of the epoch with this number, or none where the epoch is at its end. */
  private async nextOf(batches: BatchSource, number: number): Promise<Batch | undefined> {
    return number < this.batchesPerEpoch ? batches.next() : undefined;
  }

  private get stepsDone(): number {
    return this.epochsDone * this.batchesPerEpoch + this.batchesDone;
  }
  private learningRate = 0;

  private async runStep(batch: Batch): Promise<void> {
    const totalSteps = this.epochs * this.batchesPerEpoch;
    const factor = this.schedule(this.stepsDone, totalSteps) * this.learningRateFactor;
    const step = this.stepsDone + 1;
    const { averaging } = this.options;
    const taught = await this.teacher?.predict(batch.images);
    this.learningRate = this.optimizer.learningRate * factor;
    const { loss, correct } = await this.step.run(batch, {
      step,
      learningRate: this.learningRate,
      taught,
      ...(averaging && { averageTaken: shareTaken(averaging, step, totalSteps) }),
    });
    if (!Number.isFinite(loss)) throw this.diverged(step);
    const { length } = batch.labels;
    this.totals.done += length;
    this.totals.loss += loss * length;
    this.totals.correct += correct;
  }

  private stepProgress(): StepProgress {
    const { done, loss, correct } = this.totals;
    return {
      epoch: this.epochsDone + 1,
      epochs: this.epochs,
      done,
      total: this.train.count,
      loss: loss / done,
      accuracy: correct / done,
    };
  }

  private diverged(step: number): InputError {
    const rate = Number(this.learningRate.toPrecision(3));
    const clip = this.options.clipNorm === undefined ? ', or clip the gradients (clipNorm)' : '';
    return new InputError(
      `the loss is no number any more at step ${step}: try a learning rate below ${rate}, a longer warm-up${clip}`,
    );
  }

  /** Validates the model as it would be saved, and remembers what came of it. */
  private async validated(trained: Trained): Promise<{ result: EpochResult; model: SavedModel }> {
    const result = { ...trained, ...(await this.measure(this.encode(trained))) };
    const bytes = this.encode(result);
    const monitor = this.options.monitor ?? 'validationAccuracy';
    const isBest = !this.best || isBetter(monitor, result[monitor], this.best.result[monitor], 0);
    this.history = [...this.history, result];
    if (isBest) this.best = { bytes, result };
    return { result, model: { bytes, isBest } };
  }

  private async measure(bytes: Uint8Array): Promise<Omit<EpochResult, keyof Trained>> {
    for (const callback of this.callbacks) callback.onValidationBegin?.();
    const classifier = await openClassifier(bytes, 'the model in training', this.options);
    try {
      const { loss, accuracy } = await evaluate(classifier, this.validation);
      const trained = this.trainingSample && (await evaluate(classifier, this.trainingSample));
      return {
        validationLoss: loss,
        validationAccuracy: accuracy,
        ...(trained && { trainingAccuracy: trained.accuracy }),
      };
    } finally {
      await classifier.dispose();
      for (const callback of this.callbacks) callback.onValidationEnd?.();
    }
  }

  private encode({ epoch, ...result }: Trained & Partial<EpochResult>): Uint8Array {
    const { channels, height, width, classNames, name, pictures } = this.train;
    const { validationAccuracy: accuracy, validationLoss: loss } = result;
    const validation =
      accuracy !== undefined && loss !== undefined
        ? { validation: { count: this.validation.count, accuracy, loss } }
        : {};
    return encodeClassifier(this.model, this.step.finalWeights, {
      classNames: [...classNames],
      input: { channels, height, width },
      preprocessing: { mean: [...this.normalization.mean], std: [...this.normalization.std] },
      ...(pictures && { pictures }),
      data: name,
      seed: this.seed,
      epoch,
      ...validation,
    });
  }

  private get isCheckpointDue(): boolean {
    const seconds = (performance.now() - this.lastCheckpoint) / 1000;
    return seconds >= (this.options.checkpointSeconds ?? defaults.checkpointSeconds);
  }

  private async checkpoint(): Promise<void> {
    if (!this.options.onCheckpoint) return;
    const checkpoint = {
      identity: await this.identity(),
      progress: this.progress(),
      state: this.step.state,
      best: this.best?.bytes,
    };
    await this.options.onCheckpoint(await encodeCheckpoint(checkpoint));
    this.lastCheckpoint = performance.now();
  }

  private progress(): TrainingProgressState {
    const callbacks = this.callbacks.map((callback) => {
      const state = callback.getState?.();
      return { type: callback.type, ...(state && { state }) };
    });
    return {
      epochs: this.epochsDone,
      batches: this.batchesDone,
      totals: this.totals,
      history: this.history,
      ...(this.best && { best: this.best.result }),
      learningRateFactor: this.learningRateFactor,
      ...(this.stopReason !== undefined && { stopReason: this.stopReason }),
      callbacks,
    };
  }

  private async goOnFrom(bytes: Uint8Array): Promise<void> {
    const { identity, progress, state, best } = await decodeCheckpoint(bytes, 'resume');
    expectSameIdentity(identity, await this.identity());
    this.step.restore(state);
    this.epochsDone = progress.epochs;
    this.batchesDone = progress.batches;
    this.totals = { ...progress.totals };
    this.history = [...progress.history];
    this.learningRate = this.history.at(-1)?.learningRate ?? 0;
    this.learningRateFactor = progress.learningRateFactor;
    this.stopReason = progress.stopReason;
    if (best && progress.best) this.best = { bytes: best, result: progress.best };
    this.callbacks.forEach((callback, i) => {
      const kept = progress.callbacks[i]?.state;
      if (kept) callback.setState?.(kept);
    });
  }

  private identity(): Promise<Readonly<Record<string, string>>> {
    const { model, options, train, validation, optimizer, schedule, batchSize, seed } = this;
    return (this.identified ??= trainingIdentity({
      ...{ model, options, train, validation },
      ...{ optimizer, schedule, batchSize, seed },
    }));
  }
  private identified: Promise<Readonly<Record<string, string>>> | undefined;
}

/** What two promises come to. If one fails, the other one is waited for: nothing goes on behind a failure. */
async function both<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return Promise.all([first, second]);
}

/** So many pictures of each class in proportion, or all where there are no more. */
function sampleOf(data: Dataset, count: number | undefined, seed: number): Dataset | undefined {
  if (count === undefined) return undefined;
  if (wholeNumber('measureTraining', count) >= data.count) return data;
  return stratifiedSample(data, count, seed);
}

function wholeNumber(name: string, value: number): number {
  if (!Number.isInteger(value) || value < 1)
    throw new InputError(`${name}: expected a whole number from 1, got ${value}`);
  return value;
}
