// `atelier tune`: searches for hyper-parameters, and shows, draws and confirms what was found.
import { Command, Option } from 'commander';
import { prunerNames } from '../../tuning/pruners/names.ts';
import { samplerNames } from '../../tuning/samplers/names.ts';
import { InputError } from '../../errors.ts';
import {
  deviceOption,
  examples,
  integer,
  jsonOption,
  offlineOption,
  oneOf,
  seedOption,
  telling,
} from '../options/common.ts';
import { parseDuration } from '../train/time-budget.ts';
import { printJson, printResult } from '../terminal/output.ts';
import type { TuneOptions } from './tune-options.ts';
import { confirmCommand } from './confirm-command.ts';
import { studyReportCommand } from './report-command.ts';
import { showCommand } from './show-command.ts';

interface Options extends TuneOptions {
  readonly workers: number;
  /** The position of a worker that `--workers` started. */
  readonly worker?: number;
  readonly json?: boolean;
}

const parseTarget = telling({ type: 'number' }, (text): number => {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new InputError(`--target: expected a number such as 0.93, got '${text}'`);
});

export function tuneCommand(): Command {
  const command = new Command('tune')
    .description('search for hyper-parameters; a study is an Optuna study')
    .argument('<space>', 'a training configuration with distributions as values, YAML or JSON')
    .option('--data <name>', 'as for train; overrides the data of the base')
    .option('--name <name>', 'name of the study (default: that in the file, or the name of the file)')
    .option('--out <folder>', 'folder for studies', 'runs')
    .addOption(
      new Option('--sampler <name>', `${samplerNames.join(', ')}; auto chooses by space and budget`)
        .argParser(oneOf('--sampler', samplerNames))
        .default('auto'),
    )
    .addOption(
      new Option('--pruner <name>', `${prunerNames.join(', ')}; ends or pauses trials that look bad`)
        .argParser(oneOf('--pruner', prunerNames))
        .default('none'),
    )
    .addOption(
      new Option(
        '--trials <count>',
        'trials in all, with those that are done (default: 50 without --time and --target)',
      ).argParser(integer('--trials', 1)),
    )
    .addOption(new Option('--time <duration>', 'end after 90s, 10m or 1.5h').argParser(parseDuration))
    .addOption(
      new Option('--target <value>', 'end when the first objective is this good').argParser(parseTarget),
    )
    .addOption(seedOption('the sampler', 1))
    .option(
      '--storage <address>',
      'the journal: a file, or redis://host:port/0 (default: journal.log in the study)',
    )
    .addOption(
      new Option('--workers <count>', 'processes on this machine; they share its threads')
        .argParser(integer('--workers', 1, 64))
        .default(1),
    )
    .addOption(
      new Option('--keep <best:count>', 'how many of the best trials keep their models')
        .argParser(parseKeep)
        .default(10, 'best:10'),
    )
    .addOption(
      new Option(
        '--worker <index>',
        'work as one of --workers, counted from 0, e.g. on another machine',
      ).argParser(integer('--worker', 0)),
    )
    .addOption(deviceOption())
    .addOption(offlineOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nAfter Ctrl-C or a crash, the same command goes on.\n${examples(
        'tune docs/tuning/paper-cnn.yaml --trials 40',
        'tune space.yaml --data sketches --sampler tpe --pruner asha --time 30m',
        'tune space.yaml --workers 2 --target 0.93',
        'tune space.yaml --device webgpu --trials 100',
        'tune space.yaml --storage redis://tuning.local:6379/0',
        'tune show paper-cnn',
        'tune report paper-cnn',
        'tune confirm paper-cnn --top 3 --seeds 3',
      )}`,
    )
    .action(tune);
  return command
    .enablePositionalOptions()
    .addCommand(showCommand())
    .addCommand(studyReportCommand())
    .addCommand(confirmCommand());
}

function parseKeep(text: string): number {
  const [, count] = /^best:(\d+)$/.exec(text) ?? [];
  if (count !== undefined && Number(count) >= 1) return Number(count);
  throw new InputError(`--keep: expected best: and a number, such as best:10, got '${text}'`);
}

async function tune(file: string, { workers, worker, json, ...options }: Options): Promise<void> {
  const { placeOfStudy, runWorker } = await import('./run.ts');
  if (worker !== undefined) return runWorker(file, options, { index: worker, count: workers });
  const { folder, name, storage } = await placeOfStudy(file, options);
  if (workers === 1) await runWorker(file, options, { index: 0, count: 1 });
  else {
    const { runWorkers } = await import('./workers.ts');
    await runWorkers(workers);
  }
  const { openStudyAt } = await import('../../node/tuning/study-place.ts');
  const { studyDocument, studyTable } = await import('./show.ts');
  const study = await openStudyAt(storage, name);
  try {
    if (json) printJson(studyDocument(study.study));
    else printResult(studyTable(study.study, folder));
  } finally {
    await study.close();
  }
}
