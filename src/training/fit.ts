// Training: epochs of steps over shuffled batches, each followed by a look at the validation split. What is validated
// is the saved model itself, not the weights in training, so that a figure belongs to a file.
import { batchCount, shuffledBatches } from '../data/batches.ts';
import { subset, type Dataset } from '../data/dataset.ts';
import { stratifiedSplit } from '../data/split.ts';
import type { PassOptions } from '../engine/passes/passes.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { InputError } from '../errors.ts';
import { encodeClassifier } from '../nn/classifier-file.ts';
import { openClassifier } from '../nn/classifier.ts';
import type { Model } from '../nn/model.ts';
import { measureNormalization } from '../nn/preprocessing.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { warmupLinearDecay, type Schedule } from '../optimizers/schedules.ts';
import { defaultOptimizers } from './default-optimizer.ts';
import { defaults } from './defaults.ts';
import { evaluate } from './evaluate.ts';
import { TrainStep } from './train-step.ts';

/** What one epoch came to. Losses are means in nats; training figures are taken while the weights move. */
export interface EpochResult {
  /** How many epochs had been trained, with a fraction where training was stopped within one. */
  readonly epoch: number;
  /** The learning rate of the epoch's last step. */
  readonly learningRate: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly validationLoss: number;
  readonly validationAccuracy: number;
  /** Training alone, without validation. */
  readonly seconds: number;
}

/** How far training is, told after every step. */
export interface StepProgress {
  readonly epoch: number;
  readonly epochs: number;
  /** Pictures of this epoch that have been trained on, and how many it has. */
  readonly done: number;
  readonly total: number;
  /** Means over the epoch so far. */
  readonly loss: number;
  readonly accuracy: number;
}

export interface FitOptions extends DeviceOptions, PassOptions {
  readonly data: Dataset;
  /** Pictures to validate on; by default a stratified twelfth of `data`, cut off from the seed. */
  readonly validation?: Dataset;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly optimizer?: Optimizer;
  readonly schedule?: Schedule;
  readonly seed?: number;
  readonly onStep?: (progress: StepProgress) => void;
  /** Called when an epoch is done, before the next one starts, with the model as it is now. */
  readonly onEpoch?: (result: EpochResult, model: SavedModel) => Promise<void> | void;
  /** Stops cleanly after the step under way. */
  readonly signal?: AbortSignal;
}

export interface SavedModel {
  /** The bytes of its `.onnx` file. */
  readonly bytes: Uint8Array;
  /** Whether its validation accuracy is the highest so far. */
  readonly isBest: boolean;
}

export interface FitResult {
  readonly history: readonly EpochResult[];
  /** The bytes of the `.onnx` file with the highest validation accuracy, and of the last epoch's. */
  readonly best: Uint8Array;
  readonly last: Uint8Array;
  readonly bestEpoch: EpochResult;
  /** Whether the signal stopped it before all epochs were done. */
  readonly stopped: boolean;
}

/** Cuts the validation split off the training data, from a seed. */
export function splitValidation(data: Dataset, seed: number): { train: Dataset; validation: Dataset } {
  const { train, validation } = stratifiedSplit(data.labels, { validation: defaults.validationShare, seed });
  return { train: subset(data, train), validation: subset(data, validation) };
}

/**
 * Trains a model.
 *
 * Equal seed, data, device and thread count give equal bytes.
 *
 * @throws InputError for an option out of range, and when the loss stops being a number
 * @example
 * const { best, bestEpoch } = await fit(paperCnn(10), { data: train, epochs: 3, optimizer: adam({ learningRate: 2e-3 }) });
 */
export async function fit(model: Model, options: FitOptions): Promise<FitResult> {
  const training = new Training(model, options);
  try {
    return await training.run();
  } finally {
    await training.dispose();
  }
}

/** One call of `fit`: what stays the same over its epochs, and what has been reached. */
class Training {
  private readonly model: Model;
  private readonly options: FitOptions;
  private readonly train: Dataset;
  private readonly validation: Dataset;
  private readonly epochs: number;
  private readonly batchSize: number;
  private readonly seed: number;
  private readonly optimizer: Optimizer;
  private readonly schedule: Schedule;
  private readonly normalization;
  private readonly step: TrainStep;
  private readonly history: EpochResult[] = [];
  private stepsDone = 0;
  private learningRate = 0;
  private best: { bytes: Uint8Array; result: EpochResult } | undefined;

  constructor(model: Model, options: FitOptions) {
    this.model = model;
    this.options = options;
    this.epochs = wholeNumber('epochs', options.epochs ?? defaults.epochs);
    this.batchSize = wholeNumber('batchSize', options.batchSize ?? defaults.batchSize);
    this.seed = options.seed ?? defaults.seed;
    this.optimizer = options.optimizer ?? defaultOptimizers.adam();
    this.schedule = options.schedule ?? warmupLinearDecay(defaults.warmup);
    const split = options.validation
      ? { train: options.data, validation: options.validation }
      : splitValidation(options.data, this.seed);
    this.train = split.train;
    this.validation = split.validation;
    const { channels, height, width, classNames } = this.train;
    this.normalization = measureNormalization(this.train.images, channels, height * width);
    this.step = new TrainStep(
      {
        model,
        input: [channels, height, width],
        classes: classNames.length,
        normalization: this.normalization,
        optimizer: this.optimizer,
        seed: this.seed,
      },
      options,
    );
  }

  async run(): Promise<FitResult> {
    let last: Uint8Array | undefined;
    for (let epoch = 1; epoch <= this.epochs && !this.isStopped; epoch++) {
      last = await this.finishEpoch(await this.trainEpoch(epoch));
    }
    if (!last || !this.best) throw new InputError('training was stopped before its first step');
    const { bytes, result } = this.best;
    return { history: this.history, best: bytes, last, bestEpoch: result, stopped: this.isStopped };
  }

  dispose(): Promise<void> {
    return this.step.dispose();
  }

  private get isStopped(): boolean {
    return this.options.signal?.aborted ?? false;
  }

  /** The steps of one epoch, or those up to the signal to stop. */
  private async trainEpoch(
    epoch: number,
  ): Promise<Omit<EpochResult, 'validationLoss' | 'validationAccuracy'>> {
    const start = performance.now();
    const totalSteps = this.epochs * batchCount(this.train, this.batchSize);
    let [done, loss, correct] = [0, 0, 0];
    const batches = shuffledBatches(this.train, this.batchSize, this.seed, epoch);
    for (let batch = batches.next().value; batch;) {
      const { images, labels } = batch;
      this.learningRate = this.optimizer.learningRate * this.schedule(this.stepsDone, totalSteps);
      const running = this.step.run(images, labels, ++this.stepsDone, this.learningRate);
      batch = batches.next().value; // made meanwhile, where the runtime does not run on this thread
      const result = await running;
      if (!Number.isFinite(result.loss)) throw this.diverged();
      done += labels.length;
      loss += result.loss * labels.length;
      correct += result.correct;
      const means = { loss: loss / done, accuracy: correct / done };
      this.options.onStep?.({ epoch, epochs: this.epochs, done, total: this.train.count, ...means });
      if (this.isStopped) break;
    }
    const seconds = (performance.now() - start) / 1000;
    const trained = epoch - 1 + done / this.train.count;
    return {
      epoch: trained,
      learningRate: this.learningRate,
      loss: loss / done,
      accuracy: correct / done,
      seconds,
    };
  }

  private diverged(): InputError {
    return new InputError(
      `the loss is no number any more at step ${this.stepsDone}: try a learning rate below ${this.learningRate}`,
    );
  }

  /** Saves, validates what was saved, and tells. */
  private async finishEpoch(
    trained: Omit<EpochResult, 'validationLoss' | 'validationAccuracy'>,
  ): Promise<Uint8Array> {
    const { accuracy, loss, count } = await this.validate(this.encode(trained.epoch));
    const result = { ...trained, validationLoss: loss, validationAccuracy: accuracy };
    const bytes = this.encode(trained.epoch, { count, accuracy, loss });
    this.history.push(result);
    const isBest = !this.best || accuracy > this.best.result.validationAccuracy;
    if (isBest) this.best = { bytes, result };
    await this.options.onEpoch?.(result, { bytes, isBest });
    return bytes;
  }

  private async validate(bytes: Uint8Array): Promise<{ count: number; accuracy: number; loss: number }> {
    const classifier = await openClassifier(bytes, 'the model in training', this.options);
    try {
      return await evaluate(classifier, this.validation);
    } finally {
      await classifier.dispose();
    }
  }

  private encode(epoch: number, validation?: { count: number; accuracy: number; loss: number }): Uint8Array {
    const { channels, height, width, classNames, name, pictures } = this.train;
    return encodeClassifier(this.model, this.step.weights, {
      classNames: [...classNames],
      input: { channels, height, width },
      preprocessing: { mean: [...this.normalization.mean], std: [...this.normalization.std] },
      ...(pictures && { pictures }),
      data: name,
      seed: this.seed,
      epoch,
      ...(validation && { validation }),
    });
  }
}

function wholeNumber(name: string, value: number): number {
  if (!Number.isInteger(value) || value < 1)
    throw new InputError(`${name}: expected a whole number from 1, got ${value}`);
  return value;
}
