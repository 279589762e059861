// `progress.json` in the folder of a run: how far it is, for whoever watches it, and when it was trained, for
// the breaks in its curves. It is written about once a second, and never waited for: training goes on
// without it.
import type { EpochResult, StepProgress } from '../../training/progress.ts';
import {
  runProgress,
  type HeadNow,
  type RunProgress,
  type TrainingNow,
  type TrainingSession,
} from '../../training/run-documents.ts';
import { FeaturesLeft, TimeLeft } from '../../training/time-left.ts';
import type { RunDirectory } from './run-directory.ts';

/** A page shall know within a second. */
const writeEveryMs = 800;

/** A run that is trained now. */
export interface TrainedRun {
  /** The epochs that are done, with a fraction: more than 0 if it is resumed. */
  readonly from: number;
  readonly epochs: number;
  /** The number of validation pictures. */
  readonly validation: number;
}

/** What is added when the progress is written. */
type Moment = 'time' | 'isStopping' | 'secondsLeft' | 'pid';

/** Writes the progress of a run until it is closed. */
export class ProgressFile {
  private readonly run: RunDirectory;
  private readonly earlier: readonly TrainingSession[];
  private readonly started = new Date().toISOString();
  private readonly trained: TrainedRun;
  private readonly timeLeft: TimeLeft;
  private to: number;
  private now: Omit<TrainingNow, Moment> | undefined;
  private head: Omit<HeadNow, Moment> | undefined;
  private readonly featuresLeft = new FeaturesLeft();
  private isStopping = false;
  private lastWrite = 0;
  private writing: Promise<void> | undefined;
  private isOld = false;
  /** Whether there was a step, and whether anything was written. */
  private hasBegun = false;
  private isTold = false;

  private constructor(run: RunDirectory, earlier: readonly TrainingSession[], trained: TrainedRun) {
    this.run = run;
    this.earlier = earlier;
    this.trained = trained;
    this.timeLeft = new TimeLeft(trained.validation);
    this.to = trained.from;
  }

  /** Begins a new session after those of a resumed run. */
  static async open(run: RunDirectory, trained: TrainedRun): Promise<ProgressFile> {
    return new ProgressFile(run, await earlierSessions(run), trained);
  }

  /** To be called as the features of pictures become known, before the head is fitted on them. */
  features(done: number, total: number): void {
    this.featuresLeft.known(done, total, performance.now() / 1000);
    this.head = { phase: 'features', done, total };
    if (performance.now() - this.lastWrite >= writeEveryMs) this.write();
  }

  /** To be called when all features are known. */
  fitting(): void {
    const { done = 0, total = 0 } = this.head ?? {};
    this.head = { phase: 'fitting', done, total };
    this.write();
  }

  /** To be called after each step. */
  step(step: StepProgress): void {
    const { epoch, done, total, loss, accuracy, gradientNorm, learningRate } = step;
    const isWhole = done === total;
    const isFirst = !this.hasBegun;
    this.hasBegun = true;
    this.head = undefined;
    this.timeLeft.step(step, performance.now() / 1000);
    this.now = {
      ...{ phase: isWhole ? 'validating' : 'training', epoch, done, total },
      ...{ loss, accuracy, gradientNorm, learningRate },
    };
    this.to = epoch - 1 + done / total;
    if (isFirst || isWhole || performance.now() - this.lastWrite >= writeEveryMs) this.write();
  }

  /** To be called after each validation. */
  validated({ epoch }: EpochResult): void {
    this.timeLeft.validated(performance.now() / 1000);
    if (this.now && epoch >= this.trained.epochs) this.now = { ...this.now, phase: 'finishing' };
    this.write();
  }

  /** To be called if training was asked to stop. */
  stop(): void {
    this.isStopping = true;
    this.write();
  }

  /** Writes how the session ended. */
  async close(): Promise<void> {
    this.now = undefined;
    this.head = undefined;
    this.write();
    await this.writing;
  }

  /** Writes what is so now, after the write that is under way; nothing before there is something to tell. */
  private write(): void {
    this.isTold ||= this.hasBegun || this.head !== undefined;
    if (!this.isTold) return;
    this.isOld = true;
    this.writing ??= this.writeAll().finally(() => (this.writing = undefined));
  }

  /** A full disk is told by the files that matter. */
  private async writeAll(): Promise<void> {
    while (this.isOld) {
      this.isOld = false;
      this.lastWrite = performance.now();
      await this.run.writeJson('progress.json', this.document()).catch(() => undefined);
    }
  }

  private document(): RunProgress {
    const { earlier, started, trained, to, now, head } = this;
    const moment = { time: Date.now(), isStopping: this.isStopping, pid: process.pid };
    const session = { started, ended: new Date().toISOString(), from: trained.from, to };
    return {
      sessions: this.hasBegun ? [...earlier, { ...session, epochs: trained.epochs }] : [...earlier],
      ...(now && { now: { ...now, ...leftOf(this.timeLeft), ...moment } }),
      ...(head && {
        head: { ...head, ...(head.phase === 'features' && leftOf(this.featuresLeft)), ...moment },
      }),
    };
  }
}

const leftOf = ({ seconds }: { readonly seconds: number | undefined }) =>
  seconds === undefined ? {} : { secondsLeft: seconds };

/** None if the file is missing or damaged. */
async function earlierSessions(run: RunDirectory): Promise<readonly TrainingSession[]> {
  try {
    const bytes = await run.read('progress.json');
    return bytes ? runProgress.parse(JSON.parse(new TextDecoder().decode(bytes))).sessions : [];
  } catch {
    return [];
  }
}
