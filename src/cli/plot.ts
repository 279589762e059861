// `atelier plot`: writes each figure of a report into its own file, for a model or for a study.
import { Command, Option } from 'commander';
import { InputError } from '../errors.ts';
import type { Figure } from '../figures/figure.ts';
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
    .description('write the figures of a report on a model or a study as SVG or PNG files')
    .argument('<model>', `${modelWords}, or a study of atelier tune`);
  addMeasuredData(command)
    .option('--out <folder>', 'output folder (default: plots in the run or study, or ./plots)')
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
        'plot runs/paper-cnn --only history,importance',
      ),
    )
    .action(plot);
}

async function plot(argument: string, options: Options): Promise<void> {
  const path = await import('node:path');
  const { makeWritableFolder } = await import('./files/file-place.ts');
  const { writeFileAtomically } = await import('../node/files/atomic-write.ts');
  const { figureFile } = await import('../node/pictures/figure-files.ts');
  const { isStudy } = await import('../node/tuning/study-place.ts');
  const found = (await isStudy(argument))
    ? await figuresOfStudy(argument, options)
    : await figuresOfModel(argument, options);
  const files: string[] = [];
  for (const figure of chosen(found.figures, options.only)) {
    if (files.length === 0) await makeWritableFolder(found.folder);
    const file = path.join(found.folder, `${figure.name}.${options.format}`);
    await writeFileAtomically(file, await figureFile(figure, options.format));
    files.push(file);
  }
  if (options.json) printJson({ model: argument, files });
  else printResult(files.join('\n'));
}

interface Figures {
  readonly folder: string;
  readonly figures: readonly Figure[];
}

async function figuresOfModel(model: string, options: Options): Promise<Figures> {
  const { resolveModelFile } = await import('../node/runs/model-argument.ts');
  const { defaultPlotFolder, measureForReport } = await import('./report/run.ts');
  const { makeWritableFolder } = await import('./files/file-place.ts');
  const { reportFigures } = await import('../report/write-report.ts');
  await resolveModelFile(model);
  const folder = options.out ?? (await defaultPlotFolder(model));
  await makeWritableFolder(folder); // before the measurements, which take minutes
  return { folder, figures: reportFigures(await measureForReport(model, options)) };
}

async function figuresOfStudy(argument: string, { out }: Options): Promise<Figures> {
  const path = await import('node:path');
  const { findStudy } = await import('../node/tuning/study-place.ts');
  const { allStudyFigures } = await import('../report/study/page.ts');
  const { folder, study } = await findStudy(argument);
  try {
    return { folder: out ?? path.join(folder, 'plots'), figures: allStudyFigures(study.study) };
  } finally {
    await study.close();
  }
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
