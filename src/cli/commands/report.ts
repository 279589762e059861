// `atelier report`: all that there is to know of a model on a data set, as one HTML file.
import { Command } from 'commander';
import { checkFilePlace } from '../file-place.ts';
import {
  dataOption,
  examples,
  jsonOption,
  measuredSplitOption,
  modelWords,
  offlineOption,
  splitNames,
  threadsOption,
} from '../options.ts';
import { printJson, printResult } from '../output.ts';
import type { ReportOptions } from '../report-run.ts';

interface Options extends ReportOptions {
  readonly out?: string;
  readonly json?: boolean;
}

export function reportCommand(): Command {
  return new Command('report')
    .description('a report on a model as one HTML file, which opens from disk and needs no network')
    .argument('<model>', modelWords)
    .addOption(dataOption())
    .addOption(measuredSplitOption(splitNames))
    .option('--out <file>', 'an .html file (default: report.html in the run, or beside the model)')
    .addOption(threadsOption())
    .addOption(offlineOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'report runs/train',
        'report best.onnx --data ./photos --out photos.html',
        'report runs/train --split validation',
      ),
    )
    .action(async (model: string, options: Options) => {
      const { file, bytes } = await writeReport(model, options);
      if (options.json) printJson({ model, file, bytes });
      else printResult(`${file}: ${(bytes / 2 ** 20).toFixed(1)} MiB`);
    });
}

/** Measures a model and writes its report; where it can't be written is found out before. */
async function writeReport(model: string, options: Options): Promise<{ file: string; bytes: number }> {
  const { resolveModelFile } = await import('../../node/model-argument.ts');
  const { defaultReportFile, measureForReport } = await import('../report-run.ts');
  await resolveModelFile(model);
  const file = options.out ?? (await defaultReportFile(model));
  await checkFilePlace(file, '.html');
  const { reportPage } = await import('../../report/write-report.ts');
  const { writeFileAtomically } = await import('../../node/atomic-write.ts');
  const page = Buffer.from(await reportPage(await measureForReport(model, options)));
  await writeFileAtomically(file, page);
  return { file, bytes: page.length };
}
