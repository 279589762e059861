// `atelier report`: everything about a model on a data set, as one HTML file.
import { Command } from 'commander';
import { examples, modelWords } from '../options/common.ts';
import {
  addMeasuredData,
  addExecutionOptions,
  withoutOption,
  type ExecutionOptions,
} from '../options/measuring.ts';
import { printJson, printResult } from '../terminal/output.ts';
import type { ReportOptions } from './run.ts';

interface Options extends ReportOptions, ExecutionOptions {
  readonly out?: string;
}

export function reportCommand(): Command {
  const command = new Command('report')
    .description('write a report on a model as one HTML file that works offline')
    .argument('<model>', modelWords);
  addMeasuredData(command)
    .option('--out <file>', 'the .html file (default: report.html in the run, or next to the model)')
    .addOption(withoutOption());
  return addExecutionOptions(command)
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
