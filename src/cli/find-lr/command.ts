// `atelier find-lr`: suggests a learning rate by raising the rate from step to step until the loss diverges.
import { Command, Option } from 'commander';
import { loadConfigured } from '../options/data.ts';
import { notice, printJson, printResult } from '../terminal/output.ts';
import {
  examples,
  figureOption,
  integer,
  jsonOption,
  offlineOption,
  positiveNumber,
} from '../options/common.ts';
import { configurationOf, onlyGiven, trainingOptions, type TrainingOptions } from '../options/training.ts';

interface Options extends Omit<TrainingOptions, 'from' | 'freeze'> {
  readonly from?: number;
  readonly to?: number;
  readonly steps: number;
  readonly out?: string;
  readonly offline?: boolean;
  readonly json?: boolean;
}

/** The options of `train` that affect a step. */
const shared = [
  ...[
    '--data',
    '--labels',
    '--arch',
    '--batch-size',
    '--optimizer',
    '--weight-decay',
    '--label-smoothing',
    '--focal',
  ],
  ...['--class-weights', '--clip-norm', '--mean', '--std', '--augment', '--seed', '--threads'],
];

export function findLrCommand(): Command {
  const command = new Command('find-lr').description(
    'suggest a learning rate: train for some steps while the rate rises until the loss diverges',
  );
  for (const option of trainingOptions()) if (shared.includes(option.long!)) command.addOption(option);
  return command
    .addOption(
      new Option('--from <rate>', 'the first rate (default: 1e-6)').argParser(positiveNumber('--from')),
    )
    .addOption(new Option('--to <rate>', 'the last rate (default: 10)').argParser(positiveNumber('--to')))
    .addOption(new Option('--steps <count>').argParser(integer('--steps', 10, 100_000)).default(200))
    .addOption(figureOption('find-lr'))
    .addOption(offlineOption())
    .addOption(jsonOption())
    .addHelpText('after', examples('find-lr', 'find-lr --arch lenet5 --optimizer sgd:momentum=0.9 --json'))
    .action(findLr);
}

async function findLr({ from, to, steps, out, offline = false, json, ...options }: Options): Promise<void> {
  const { parseTrainingConfig, fitOptionsOf } = await import('../../training/config.ts');
  const { findLearningRate } = await import('../../training/find-learning-rate.ts');
  const { trainingDataOf } = await import('../../training/training-data.ts');
  const { configuredArchitecture } = await import('../../node/runs/configured-architecture.ts');
  const { configuredTeachers } = await import('../../node/runs/configured-teachers.ts');
  const { openBatches } = await import('../../node/data/batches/worker-batches.ts');
  const { withStopSignal } = await import('../terminal/stop-signal.ts');
  const { checkFigurePlace, writeFigure } = await import('../files/figure-file.ts');
  const { rangeTestFigure } = await import('../../figures/range-test.ts');
  const { describeRangeTest, formatRate } = await import('./report.ts');
  await checkFigurePlace(out);
  const config = parseTrainingConfig(await configurationOf(options));
  const architecture = await configuredArchitecture(config);
  const { splits } = await loadConfigured(config, offline);
  const { train } = trainingDataOf(splits, config);
  const model = architecture(train.classNames.length);
  const { optimizer, batchSize, seed, loss, ...others } = fitOptionsOf(
    config,
    train,
    await configuredTeachers(config),
  );
  const { clipNorm, normalization, augmentation, distillation } = others;
  const found = await withStopSignal((signal) =>
    findLearningRate(model, {
      ...onlyGiven({ batchSize, seed, loss, clipNorm, normalization, augmentation, distillation, from, to }),
      ...onlyGiven({ threads: config.threads }),
      ...{ optimizer: optimizer!, data: train, openBatches, signal, steps },
    }),
  );
  const about = { model: model.name, optimizer: optimizer!.type, data: train.name };
  const subject = `${about.model} on ${about.data}, ${about.optimizer}`;
  const file = await writeFigure(out, rangeTestFigure(found, { subject, format: formatRate }));
  if (json) printJson({ ...about, ...found });
  else printResult(describeRangeTest(found, about));
  notice(`figure: ${file}`);
}
