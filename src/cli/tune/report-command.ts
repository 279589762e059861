// `atelier tune report`: a study as one HTML file.
import { Command } from 'commander';
import { examples, jsonOption } from '../options/common.ts';
import { printJson, printResult } from '../terminal/output.ts';
import { studyOption, studyWords } from './show-command.ts';

interface Options {
  readonly study?: string;
  readonly out?: string;
  readonly json?: boolean;
}

export function studyReportCommand(): Command {
  return new Command('report')
    .description('write a report on a study as one HTML file that works offline')
    .argument('<study>', studyWords)
    .addOption(studyOption())
    .option('--out <file>', 'the .html file (default: report.html in the study)')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\n‘atelier plot’ writes its figures as files.\n${examples(
        'tune report paper-cnn',
        'tune report runs/paper-cnn/journal.log --out study.html',
        'plot runs/paper-cnn --format png',
      )}`,
    )
    .action(report);
}

async function report(argument: string, options: Options): Promise<void> {
  const { study: name, out, json } = options;
  const { findStudy } = await import('../../node/tuning/study-place.ts');
  const { writeStudyReport } = await import('./report.ts');
  const opened = await findStudy(argument, name);
  try {
    const { file, bytes } = await writeStudyReport(opened, argument, out);
    if (json) printJson({ study: opened.study.name, file, bytes });
    else printResult(`${file}: ${Math.ceil(bytes / 1024)} KiB`);
  } finally {
    await opened.study.close();
  }
}
