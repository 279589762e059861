// How training goes: a bar that moves on a terminal, one plain line per epoch elsewhere.
import type { EpochResult, StepProgress } from '../training/fit.ts';
import { notice, percent, rewriteLine } from './output.ts';

const widestBar = 24;
/** What stands beside the bar, at its longest: a line that wraps could not be written over. */
const wordsWidth = 72;
const redrawMs = 100;

export class TrainingProgress {
  private readonly isTerminal = process.stderr.isTTY;
  private epochStart = 0;
  private start = 0;
  private lastDrawn = 0;

  /** Called after every step. */
  step(progress: StepProgress): void {
    const now = performance.now();
    this.start ||= now;
    if (!this.epochStart) this.epochStart = now;
    if (!this.isTerminal || (now - this.lastDrawn < redrawMs && progress.done < progress.total)) return;
    this.lastDrawn = now;
    rewriteLine(this.bar(progress, now));
  }

  /** Called after every epoch. */
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
      ].join('  '),
    );
  }

  private bar({ epoch, epochs, done, total, loss, accuracy }: StepProgress, now: number): string {
    const columns = process.stderr.columns || 80;
    const barWidth = Math.max(4, Math.min(widestBar, columns - wordsWidth));
    const filled = Math.round((barWidth * done) / total);
    const seconds = (now - this.epochStart) / 1000;
    const speed = seconds > 0 ? done / seconds : 0;
    const overall = (epoch - 1) * total + done;
    const left = ((epochs * total - overall) * (now - this.start)) / 1000 / overall;
    const words = [
      `epoch ${epoch}/${epochs}`,
      '█'.repeat(filled) + '░'.repeat(barWidth - filled),
      `${Math.round(speed).toLocaleString('en')} images/s`,
      `loss ${loss.toFixed(4)}`,
      `accuracy ${percent(accuracy)}`,
      `${formatSeconds(left)} left`,
    ];
    return words.join('  ').slice(0, columns - 1);
  }
}

function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
