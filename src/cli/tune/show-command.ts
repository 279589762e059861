// `atelier tune show`: what a study has found so far.
import { Command, Option } from 'commander';
import { examples, jsonOption } from '../options/common.ts';
import { printJson, printResult } from '../terminal/output.ts';

interface Options {
  readonly study?: string;
  readonly json?: boolean;
}

/** The ways to name a study, for descriptions of arguments. */
export const studyWords = 'a study: its name in runs, its folder, its journal, or redis://host:port/0';

/** `--study`, for journals with several studies. */
export const studyOption = (): Option =>
  new Option('--study <name>', 'which study of the journal, if it has several');

export function showCommand(): Command {
  return new Command('show')
    .description('print the best trials of a study, and which hyper-parameters matter')
    .argument('<study>', studyWords)
    .addOption(studyOption())
    .addOption(jsonOption())
    .addHelpText('after', examples('tune show paper-cnn', 'tune show runs/paper-cnn/journal.log --json'))
    .action(show);
}

async function show(argument: string, options: Options): Promise<void> {
  const { study: name, json } = options;
  const { findStudy } = await import('../../node/tuning/study-place.ts');
  const { studyDocument, studyTable } = await import('./show.ts');
  const { folder, study } = await findStudy(argument, name);
  try {
    if (json) printJson(studyDocument(study.study));
    else printResult(studyTable(study.study, folder));
  } finally {
    await study.close();
  }
}
