// `atelier tune confirm`: trains the best trials of a study and its base anew, with other seeds and another
// validation split. The best of many trials looks better than it is, because it was chosen for its luck
// too.
import { Command, Option } from 'commander';
import { comparedSplitOption, examples, integer, jsonOption, offlineOption } from '../options/common.ts';
import { printJson, printResult } from '../terminal/output.ts';
import { studyOption, studyWords } from './show-command.ts';

interface Options {
  readonly study?: string;
  readonly top: number;
  readonly seeds: number;
  readonly split: 'validation' | 'test';
  readonly offline?: boolean;
  readonly json?: boolean;
}

export function confirmCommand(): Command {
  return new Command('confirm')
    .description(
      'train the best trials and the base anew, with other seeds and validation pictures, and compare them',
    )
    .argument('<study>', studyWords)
    .addOption(studyOption())
    .addOption(
      new Option('--top <count>', 'how many of the best trials')
        .argParser(integer('--top', 1, 20))
        .default(3),
    )
    .addOption(new Option('--seeds <count>', 'runs of each').argParser(integer('--seeds', 1, 100)).default(3))
    .addOption(comparedSplitOption('once, at the very end'))
    .addOption(offlineOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nFinished runs are not trained again: after Ctrl-C, the same command goes on.\n${examples(
        'tune confirm paper-cnn',
        'tune confirm paper-cnn --top 1 --seeds 5 --json',
      )}`,
    )
    .action(confirm);
}

async function confirm(argument: string, options: Options): Promise<void> {
  const { study: name, top, seeds, split, offline, json } = options;
  const { findStudy } = await import('../../node/tuning/study-place.ts');
  const { confirmStudy } = await import('./confirm.ts');
  const { experimentTable } = await import('../experiment/report.ts');
  const { folder, study } = await findStudy(argument, name);
  try {
    const result = await confirmStudy(study.study, folder, { top, seeds, split, offline: offline ?? false });
    if (json) printJson(result);
    else printResult(experimentTable(result));
  } finally {
    await study.close();
  }
}
