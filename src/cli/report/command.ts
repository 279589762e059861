// `atelier report`: everything about a model on a data set, as one HTML file.
import { Command, Option } from 'commander';
import {
  dataOption,
  examples,
  jsonOption,
  listOf,
  maxPixelsOption,
  measuredSplitOption,
  modelWords,
  offlineOption,
  oneOf,
  splitNames,
  threadsOption,
} from '../options/common.ts';
import { printJson, printResult } from '../terminal/output.ts';
import type { ReportOptions } from './run.ts';
import { reportParts } from '../../report/parts.ts';

interface Options extends ReportOptions {
  readonly out?: string;
  readonly json?: boolean;
}

export const withoutOption = (): Option =>
  new Option(
    '--without <parts>',
    `skip slow parts: some of ${reportParts.join(', ')}, separated by commas`,
  ).argParser(listOf(oneOf('--without', reportParts)));

export function reportCommand(): Command {
  return new Command('report')
    .description('write a report on a model as one HTML file that works offline')
    .argument('<model>', modelWords)
    .addOption(dataOption())
    .addOption(measuredSplitOption(splitNames))
    .addOption(maxPixelsOption())
    .option('--out <file>', 'the .html file (default: report.html in the run, or next to the model)')
    .addOption(withoutOption())
    .addOption(threadsOption())
    .addOption(offlineOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'report runs/train',
        'report best.onnx --data ./photos --out photos.html',
        'report runs/train --split validation --without audit,baselines',
      ),
    )
    .action(async (model: string, options: Options) => {
      const { reportPlace, writeReport } = await import('./file.ts');
      const file = await reportPlace(model, options.out);
      const bytes = await writeReport(model, file, options);
      if (options.json) printJson({ model, file, bytes });
      else printResult(`${file}: ${(bytes / 2 ** 20).toFixed(1)} MiB`);
    });
}
