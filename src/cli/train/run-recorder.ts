// What a run writes while it trains: its models, its history, what it says of the validation pictures, and
// how far it is.
import type { Dataset } from '../../data/dataset.ts';
import type { Pictures } from '../../data/pictures.ts';
import { ProgressFile } from '../../node/runs/progress-file.ts';
import type { FoundCheckpoint } from '../../node/runs/run-checkpoint.ts';
import type { RunDirectory } from '../../node/runs/run-directory.ts';
import type { TrainingConfig } from '../../training/config-schema.ts';
import type { EpochResult, SavedModel, StepProgress, ValidationPredictions } from '../../training/fit.ts';
import { historyTable } from '../../training/history-table.ts';
import { validationOf, writeSamples, type Samples } from './validation-files.ts';

/** What is trained, on what. */
export interface Recorded {
  readonly config: TrainingConfig;
  readonly train: Dataset<Pictures>;
  readonly validation: Dataset<Pictures>;
}

/** Writes into the directory of a run until it is closed. */
export class RunRecorder {
  /** The results of all epochs so far, also of those before a resume. */
  readonly history: EpochResult[];
  private readonly run: RunDirectory;
  private readonly recorded: Recorded;
  private readonly progress: ProgressFile;
  private samples: Samples | undefined;

  private constructor(run: RunDirectory, recorded: Recorded, history: EpochResult[], progress: ProgressFile) {
    this.run = run;
    this.recorded = recorded;
    this.history = history;
    this.progress = progress;
  }

  /** @param found the checkpoint that a run is resumed from */
  static async open(run: RunDirectory, recorded: Recorded, found?: FoundCheckpoint): Promise<RunRecorder> {
    const { config, train, validation } = recorded;
    const done = found?.checkpoint.progress;
    const from = done ? done.epochs + done.totals.done / train.count : 0;
    const trained = { from, epochs: config.epochs, validation: validation.count };
    return new RunRecorder(run, recorded, [...(done?.history ?? [])], await ProgressFile.open(run, trained));
  }

  /** As the features become known that a head is fitted on. */
  features(done: number, total: number): void {
    this.progress.features(done, total);
  }

  /** When all features are known. */
  fitting(): void {
    this.progress.fitting();
  }

  /** After a step. */
  step(step: StepProgress): void {
    this.progress.step(step);
  }

  /** After an epoch. The history comes last: with its row, the rest is on the disk. */
  async epoch(
    result: EpochResult,
    { bytes, isBest }: SavedModel,
    validated: ValidationPredictions,
  ): Promise<void> {
    const { run, history, recorded } = this;
    history.push(result);
    await run.write('last.onnx', bytes);
    if (isBest) await run.write('best.onnx', bytes);
    this.samples ??= await writeSamples(run, recorded.validation, recorded.config.seed);
    await run.writeJson('validation.json', validationOf(result.epoch, validated, this.samples));
    await run.write('history.csv', historyTable(history, recorded.train.count));
    this.progress.validated(result);
  }

  /** When training is asked to stop. */
  stop(): void {
    this.progress.stop();
  }

  /** However training ends. */
  close(): Promise<void> {
    return this.progress.close();
  }
}
