// `atelier export`: a model in the form that others run.
import { Command, Option } from 'commander';
import { InputError } from '../../errors.ts';
import { newestWrittenOpset, oldestWrittenOpset } from '../../engine/onnx/older-forms.ts';
import { exportFormatNames } from '../../export/formats.ts';
import { inputKinds, precisions } from '../../export/onnx/options.ts';
import { dataOption, examples, integer, maxPixelsOption, modelWords, oneOf } from '../options/common.ts';
import { addExecutionOptions } from '../options/measuring.ts';
import type { ExportOptions } from './options.ts';

export function exportCommand(): Command {
  const command = new Command('export')
    .description('write a model in the form that other programs, servers and browsers run, and check it')
    .usage('[options] <model>')
    .argument('[model]', modelWords)
    .option('--list', 'list the formats')
    .addOption(
      new Option('--format <name>', exportFormatNames.join(', ')).argParser(
        oneOf('--format', exportFormatNames),
      ),
    )
    .option('--out <place>', 'output file, or folder for formats of several files')
    .addOption(
      new Option(
        '--input <kind>',
        'onnx: raw pixels (0 to 255), or normalized float32 (default: raw)',
      ).argParser(oneOf('--input', inputKinds)),
    )
    .addOption(
      new Option(
        '--opset <version>',
        `onnx: operator set, ${oldestWrittenOpset} to ${newestWrittenOpset}`,
      ).argParser(integer('--opset', oldestWrittenOpset, newestWrittenOpset)),
    )
    .addOption(
      new Option(
        '--ir <version>',
        'onnx: version of the file format, 7 to 10 (default: by the operator set)',
      ).argParser(integer('--ir', 7, 10)),
    )
    .addOption(
      new Option(
        '--precision <type>',
        'onnx: float32, float16 or int8 weights, or static-int8: activations too, with ranges from training pictures (default: as stored)',
      ).argParser(oneOf('--precision', precisions)),
    )
    .addOption(
      new Option('--pictures <count>', 'pictures of the validation split to compare on')
        .argParser(integer('--pictures', 1, 100_000))
        .default(32),
    )
    .option('--no-check', 'don’t load the export back and compare it with the model')
    .addOption(dataOption())
    .addOption(maxPixelsOption());
  return addExecutionOptions(command)
    .addHelpText(
      'after',
      examples(
        'export --list',
        'export runs/train --format keras --out shoes.keras',
        'export atelier --format onnx --precision static-int8 --out small.onnx',
        'export atelier --format web --out site',
      ),
    )
    .action(async (model: string | undefined, options: ExportOptions) => {
      if (options.list) return (await import('./list.ts')).listFormats(options.json);
      const { format, out } = options;
      if (model === undefined) throw new InputError('model: name a model, or list the formats with --list');
      if (format === undefined) throw new InputError('--format: name a format; --list lists them');
      if (!out) throw new InputError('--out: name a file or folder to write');
      const { exportModel } = await import('./run.ts');
      await exportModel(model, { ...options, format, out });
    });
}
