// The learning rates that schedules give over a run: as a table, as a JSON document and as curves.
import type { NamedOptions } from '../../optimizers/named-options.ts';
import type { NamedSchedule } from '../../optimizers/schedules.ts';
import type { Curve } from '../../figures/chart.ts';
import type { Figure } from '../../figures/figure.ts';
import { schedulesFigure } from '../../figures/schedules.ts';
import { defaults } from '../../training/defaults.ts';
import { percent, readable } from '../../number-words.ts';
import { alignColumns } from '../terminal/table.ts';

/** A schedule with its label, the text on the command line. */
export interface LabelledSchedule {
  readonly label: string;
  readonly schedule: NamedSchedule;
}

export interface ScheduledRun {
  readonly epochs: number;
  /** The peak rate. */
  readonly learningRate: number;
}

/** The steps of an epoch of Fashion-MNIST with the default options; the rates hardly depend on it. */
const stepsPerEpoch = Math.ceil((60_000 * (1 - defaults.validationShare)) / defaults.batchSize);

/** The learning rates of one schedule. */
export interface ScheduledRates {
  readonly schedule: NamedOptions;
  /** At the first step. */
  readonly first: number;
  /** At the last step of each epoch, as in `history.csv`. */
  readonly epochs: readonly number[];
  /** Over all steps. */
  readonly mean: number;
}

/** The document that `schedule --json` prints. */
export const scheduleDocument = (schedules: readonly LabelledSchedule[], run: ScheduledRun) => ({
  ...run,
  stepsPerEpoch,
  schedules: schedules.map(({ schedule }): ScheduledRates => {
    const rateAt = ratesOf(schedule, run);
    return {
      schedule: schedule.toJSON(),
      first: rateAt(0),
      epochs: Array.from({ length: run.epochs }, (_, epoch) => rateAt((epoch + 1) * stepsPerEpoch - 1)),
      mean: meanRate(rateAt, run),
    };
  }),
});

/** The learning rate at a step, counted from 0. */
const ratesOf =
  (schedule: NamedSchedule, { epochs, learningRate }: ScheduledRun) =>
  (step: number): number =>
    learningRate * schedule(step, epochs * stepsPerEpoch);

function meanRate(rateAt: (step: number) => number, { epochs }: ScheduledRun): number {
  const steps = epochs * stepsPerEpoch;
  let sum = 0;
  for (let step = 0; step < steps; step++) sum += rateAt(step);
  return sum / steps;
}

/** The step nearest to a share of the way from the first to the last step. */
const stepAt = (share: number, { epochs }: ScheduledRun): number =>
  Math.round(share * (epochs * stepsPerEpoch - 1));

const inner = [0.25, 0.5, 0.75];

/** A table with a row for each schedule. */
export function describeSchedules(schedules: readonly LabelledSchedule[], run: ScheduledRun): string {
  const header = ['schedule', 'first step', ...inner.map((share) => percent(share, 0)), 'last step', 'mean'];
  const rows = schedules.map(({ label, schedule }) => {
    const rateAt = ratesOf(schedule, run);
    const rates = [0, ...inner, 1].map((share) => rateAt(stepAt(share, run)));
    return [label, ...[...rates, meanRate(rateAt, run)].map(formatRate)];
  });
  return alignColumns([header, ...rows]);
}

/** Rounds a rate to three digits: 0.0024, 4.65e-7. */
function formatRate(rate: number): string {
  const rounded = Number(rate.toPrecision(3));
  return rounded === 0 || rounded >= 1e-3 ? String(rounded) : rounded.toExponential();
}

const samples = 1001;

/** The curves as a figure. */
export function drawSchedules(schedules: readonly LabelledSchedule[], run: ScheduledRun): Figure {
  const { epochs, learningRate } = run;
  return schedulesFigure({
    ...{ epochs, learningRate },
    about: `peak ${formatRate(learningRate)}, ${epochs} epoch${epochs === 1 ? '' : 's'} of ${readable(stepsPerEpoch)} steps`,
    curves: schedules.map(({ label, schedule }): Curve => {
      const rateAt = ratesOf(schedule, run);
      const points = Array.from({ length: samples }, (_, i) => {
        const step = stepAt(i / (samples - 1), run);
        return [step / stepsPerEpoch, rateAt(step)] as const;
      });
      return { label, points };
    }),
  });
}
