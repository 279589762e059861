// `atelier plot`: writes each figure of a report into its own file.
import { Command, Option } from 'commander';
import { InputError } from '../errors.ts';
import type { FigureFormat } from '../node/pictures/figure-files.ts';
import { examples, listOf, modelWords, oneOf } from './options/common.ts';
import {
  addMeasuredData,
  addExecutionOptions,
  withoutOption,
  type ExecutionOptions,
} from './options/measuring.ts';
import { printJson, printResult } from './terminal/output.ts';
import type { ReportOptions } from './report/run.ts';

interface Options extends ReportOptions, ExecutionOptions {
  readonly out?: string;
  readonly format: FigureFormat;
  readonly only?: readonly string[];
}

const parseFormat = oneOf('--format', ['svg', 'png']);

export function plotCommand(): Command {
  const command = new Command('plot')
    .description('write the figures of a report as SVG or PNG files')
    .argument('<model>', modelWords);
  addMeasuredData(command)
    .option('--out <folder>', 'output folder (default: plots in the run, or ./plots)')
    .addOption(new Option('--format <format>', 'svg or png').argParser(parseFormat).default('svg'))
    .addOption(
      new Option('--only <names>', 'only these figures, such as roc,confusion-counts').argParser(
        listOf((text) => text),
      ),
    )
    .addOption(withoutOption());
  return addExecutionOptions(command)
    .addHelpText(
      'after',
      examples(
        'plot runs/train',
        'plot runs/train --only roc,calibration --format png --out figures',
        'plot best.onnx --data ./photos --without audit,baselines',
      ),
    )
    .action(plot);
}

async function plot(model: string, options: Options): Promise<void> {
  const path = await import('node:path');
  const { resolveModelFile } = await import('../node/runs/model-argument.ts');
  const { defaultPlotFolder, measureForReport } = await import('./report/run.ts');
  const { makeWritableFolder } = await import('./files/file-place.ts');
  const { writeFileAtomically } = await import('../node/files/atomic-write.ts');
  const { figureFile } = await import('../node/pictures/figure-files.ts');
  const { reportFigures } = await import('../report/write-report.ts');
  await resolveModelFile(model);
  const folder = options.out ?? (await defaultPlotFolder(model));
  await makeWritableFolder(folder);
  const figures = chosen(reportFigures(await measureForReport(model, options)), options.only);
  const files: string[] = [];
  for (const figure of figures) {
    const file = path.join(folder, `${figure.name}.${options.format}`);
    await writeFileAtomically(file, await figureFile(figure, options.format));
    files.push(file);
  }
  if (options.json) printJson({ model, files });
  else printResult(files.join('\n'));
}

/** Selects the figures with these names; all of them if there are no names. */
function chosen<T extends { readonly name: string }>(
  figures: readonly T[],
  names: readonly string[] | undefined,
): readonly T[] {
  const unknown = names?.find((name) => !figures.some((figure) => figure.name === name));
  if (unknown !== undefined)
    throw new InputError(
      `--only: expected some of ${figures.map(({ name }) => name).join(', ')}, got '${unknown}'`,
    );
  return names ? figures.filter(({ name }) => names.includes(name)) : figures;
}
