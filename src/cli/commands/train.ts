// `atelier train`: trains a network on a data set into a new run directory.
import { Command, Option } from 'commander';
import { architectureNames } from '../../architectures/names.ts';
import { defaults } from '../../training/defaults.ts';
import { addPictureOptions, loadNamedData, type DataOptions } from '../data-options.ts';
import { percent, printJson, printResult } from '../output.ts';
import {
  dataOption,
  examples,
  integer,
  jsonOption,
  offlineOption,
  oneOf,
  passOption,
  positiveNumber,
  threadsOption,
} from '../options.ts';
import type { RunSummary, TrainingOptions } from '../training-run.ts';

interface Options extends TrainingOptions, DataOptions {
  readonly json?: boolean;
}

export function trainCommand(): Command {
  const command = new Command('train')
    .description(
      'train a network; one twelfth of the training data is held back for validation, unless there is a split for it',
    )
    .addOption(dataOption())
    .addOption(
      new Option('--arch <name>', architectureNames.join(' or '))
        .argParser(oneOf('--arch', architectureNames))
        .default('paper-cnn'),
    )
    .addOption(
      new Option('--epochs <count>').argParser(integer('--epochs', 1, 100_000)).default(defaults.epochs),
    )
    .addOption(
      new Option('--batch-size <count>')
        .argParser(integer('--batch-size', 1, 65_536))
        .default(defaults.batchSize),
    )
    .addOption(
      new Option('--optimizer <name>', `adam, or sgd with Nesterov momentum ${defaults.momentum}`)
        .argParser(oneOf('--optimizer', ['adam', 'sgd']))
        .default('adam'),
    )
    .addOption(
      new Option(
        '--learning-rate <rate>',
        `at its peak (default: ${defaults.learningRate.adam} for adam, ${defaults.learningRate.sgd} for sgd)`,
      ).argParser(positiveNumber('--learning-rate')),
    )
    .addOption(new Option('--seed <integer>').argParser(integer('--seed', 0)).default(defaults.seed))
    .addOption(threadsOption())
    .addOption(passOption())
    .option('--out <folder>', 'where runs go', 'runs')
    .option('--name <name>', 'the name of the run (default: train, train2, ...)')
    .option('--overwrite', 'replace a run of that name')
    .addOption(offlineOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'train',
        'train --data sketches --epochs 5 --name first',
        'train --arch lenet5 --optimizer sgd --json',
        'train --data ./photos --size 64 --arch resnet20',
      ),
    )
    .action(train);
  return addPictureOptions(command);
}

async function train({ json, ...options }: Options): Promise<void> {
  const { trainRun } = await import('../training-run.ts');
  const splits = await loadNamedData(options);
  const summary = await trainRun(splits, options);
  if (json) printJson(summary);
  else printResult(describeRun(summary));
}

/** What a run came to, in words. */
export function describeRun({
  run,
  data,
  validation,
  seconds,
  imagesPerSecond,
  stopped,
}: RunSummary): string {
  const { accuracy, count, loss } = validation;
  return [
    `${stopped ? 'stopped: ' : ''}${run}: validation accuracy ${percent(accuracy, 2)} on ${count} pictures of ${data}, loss ${loss.toFixed(4)}`,
    `trained for ${seconds.toFixed(1)} s, ${imagesPerSecond.toLocaleString('en')} images/s`,
    `next: atelier evaluate ${run}`,
  ].join('\n');
}
