// `atelier schedule`: draws learning rate schedules and prints their rates.
import { Command, Option } from 'commander';
import { scheduleNames } from '../../optimizers/schedule-names.ts';
import { defaults } from '../../training/defaults.ts';
import { examples, figureOption, integer, jsonOption, oneOf, positiveNumber } from '../options/common.ts';
import { notice, printJson, printResult } from '../terminal/output.ts';
import type { LabelledSchedule } from './rates.ts';

interface Options {
  readonly epochs: number;
  readonly learningRate: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** Each schedule as it can be typed, with its options and their defaults. */
export const scheduleGuide = [
  ['constant', 'stays at the peak rate'],
  ['step:every=0.333,factor=0.1', 'is multiplied by factor at regular intervals'],
  ['exponential:final=0.01', 'falls by the same ratio in every step'],
  ['polynomial:power=1,final=0', 'falls as a power of the remaining share of the run; power 1 is linear'],
  ['cosine:final=0', 'falls along half a cosine wave'],
  [
    'cosine-restarts:t0=0.143,tMult=2,final=0',
    'half cosine waves, each tMult times as long as the one before',
  ],
  [
    'one-cycle:rise=0.45,initial=0.1,final=0.001',
    'rises to the peak, falls back, then falls to the final rate',
  ],
  ['warmup-linear-decay:warmup=0.1', 'rises to the peak, then falls linearly to zero: the default of train'],
] as const;

const guide = (): string => {
  const widest = Math.max(...scheduleGuide.map(([form]) => form.length));
  const rows = scheduleGuide.map(([form, words]) => `  ${form.padEnd(widest)}  ${words}`);
  return [
    '',
    'Schedules, with their options and defaults (every, t0, rise: shares of the run; final, initial: of the peak rate):',
    ...rows,
    'Each also takes warmup, the share of the run in which the rate first rises linearly to the peak.',
  ].join('\n');
};

export function scheduleCommand(): Command {
  return new Command('schedule')
    .description('draw learning rate schedules over a run and print their rates')
    .argument('[schedules...]', 'names with options: cosine:warmup=0.1,final=0.01 (default: all)')
    .addOption(new Option('--epochs <count>').argParser(integer('--epochs', 1, 1000)).default(10))
    .addOption(
      new Option('--learning-rate <rate>', 'peak learning rate')
        .argParser(positiveNumber('--learning-rate'))
        .default(defaults.learningRate.adam),
    )
    .addOption(figureOption('schedule'))
    .addOption(jsonOption())
    .addHelpText('after', guide)
    .addHelpText(
      'after',
      examples(
        'schedule',
        'schedule cosine:warmup=0.1 warmup-linear-decay --epochs 30',
        'schedule cosine-restarts:t0=0.25,tMult=1 --learning-rate 0.1 --out restarts.svg --json',
      ),
    )
    .action(drawAndPrint);
}

async function drawAndPrint(names: readonly string[], { out, json, ...run }: Options): Promise<void> {
  const { describeSchedules, drawSchedules, scheduleDocument } = await import('./rates.ts');
  const { checkFigurePlace, writeFigure } = await import('../files/figure-file.ts');
  await checkFigurePlace(out);
  const schedules = await readSchedules(names.length > 0 ? names : scheduleNames);
  const file = await writeFigure(out, drawSchedules(schedules, run));
  if (json) printJson(scheduleDocument(schedules, run));
  else printResult(describeSchedules(schedules, run));
  notice(`figure: ${file}`);
}

async function readSchedules(labels: readonly string[]): Promise<LabelledSchedule[]> {
  const { parseSchedule } = await import('../../optimizers/schedule-registry.ts');
  const checkName = oneOf('schedule', scheduleNames);
  return labels.map((label) => {
    checkName(label.split(':')[0]!);
    return { label, schedule: parseSchedule(label) };
  });
}
