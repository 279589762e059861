// Progress of training: a moving bar on a terminal, and one line per epoch everywhere.
import type { EpochResult, StepProgress } from '../../training/fit.ts';
import { percent } from '../../number-words.ts';
import { formatSeconds, mebibytes, notice, rewriteLine } from './output.ts';

const widestBar = 24;
/**
 * The longest text beside the bar. The bar gets the rest of the line: a wrapped line can't be overwritten.
 */
const wordsWidth = 86;
const redrawMs = 100;
/** When the duration of a run is estimated. The estimate is printed if more than `longRunSeconds` remain. */
const estimateAfterMs = 3000;
const longRunSeconds = 30;

export class TrainingProgress {
  private title: string | undefined;
  private readonly isTerminal = process.stderr.isTTY;
  private epochStart = 0;
  private start = 0;
  private lastDrawn = 0;
  /** Pictures done before the first reported step: 0, except in a resumed run. */
  private firstDone = 0;
  private epochFirstDone = 0;
  private hasEstimated = false;

  /** @param title printed at the first step: by then all checks have passed */
  constructor(title: string) {
    this.title = title;
  }

  /** To be called after every step. */
  step(progress: StepProgress): void {
    if (this.title !== undefined) notice(this.title);
    this.title = undefined;
    const now = performance.now();
    if (!this.start) [this.start, this.firstDone] = [now, overallDone(progress)];
    if (!this.epochStart) [this.epochStart, this.epochFirstDone] = [now, progress.done];
    this.estimate(progress, now);
    if (!this.isTerminal || (now - this.lastDrawn < redrawMs && progress.done < progress.total)) return;
    this.lastDrawn = now;
    rewriteLine(this.bar(progress, now));
  }

  /** To be called after every epoch. */
  epoch(result: EpochResult, epochs: number, images: number): void {
    if (this.isTerminal) rewriteLine('');
    this.epochStart = 0;
    notice(
      [
        `epoch ${Number(result.epoch.toFixed(2))}/${epochs}`,
        `loss ${result.loss.toFixed(4)}`,
        `accuracy ${percent(result.accuracy)}`,
        `validation loss ${result.validationLoss.toFixed(4)}`,
        `validation accuracy ${percent(result.validationAccuracy)}`,
        `${result.seconds.toFixed(1)} s`,
        `${Math.round(images / result.seconds).toLocaleString('en')} images/s`,
        memory(),
      ].join('  '),
    );
  }

  /** Prints once, after the first seconds, how long the run will take and how much memory it uses. */
  private estimate(progress: StepProgress, now: number): void {
    if (this.hasEstimated || now - this.start < estimateAfterMs) return;
    this.hasEstimated = true;
    const left = this.secondsLeft(progress, now);
    if (left < longRunSeconds) return;
    if (this.isTerminal) rewriteLine('');
    notice(`about ${formatSeconds(left)} left without validation; memory ${memory()}`);
  }

  private secondsLeft(progress: StepProgress, now: number): number {
    const done = overallDone(progress);
    const speed = (done - this.firstDone) / (now - this.start);
    return speed > 0 ? (progress.epochs * progress.total - done) / speed / 1000 : 0;
  }

  private bar(progress: StepProgress, now: number): string {
    const { epoch, epochs, done, total, loss, accuracy } = progress;
    const columns = process.stderr.columns || 80;
    const barWidth = Math.max(4, Math.min(widestBar, columns - wordsWidth));
    const filled = Math.round((barWidth * done) / total);
    const seconds = (now - this.epochStart) / 1000;
    const speed = seconds > 0 ? (done - this.epochFirstDone) / seconds : 0;
    const words = [
      `epoch ${epoch}/${epochs}`,
      '█'.repeat(filled) + '░'.repeat(barWidth - filled),
      `${Math.round(speed).toLocaleString('en')} images/s`,
      `loss ${loss.toFixed(4)}`,
      `accuracy ${percent(accuracy)}`,
      `${formatSeconds(this.secondsLeft(progress, now))} left`,
      memory(),
    ];
    return words.join('  ').slice(0, columns - 1);
  }
}

const overallDone = ({ epoch, total, done }: StepProgress): number => (epoch - 1) * total + done;

/** The resident memory of the process. */
const memory = (): string => mebibytes(process.memoryUsage.rss());
