// `atelier import`: turns an ONNX classifier of another program into a model of ours, which every command
// takes.
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { InputError } from '../errors.ts';
import { pictureFits, type PictureFit } from '../nn/picture-recipe.ts';
import { preprocessNames, type PreprocessName } from '../nn/foreign/preprocessing.ts';
import { examples, jsonOption, oneOf, threadsOption } from './options/common.ts';
import { notice, printJson, printResult } from './terminal/output.ts';

interface Options {
  readonly out: string;
  readonly classes?: string;
  readonly preprocess?: PreprocessName;
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
  readonly size?: { readonly height: number; readonly width: number };
  readonly fit: PictureFit | 'pad';
  readonly output?: string;
  readonly licence?: string;
  readonly threads: number;
  readonly json?: boolean;
}

/** Other programs say `pad` for `contain`. */
const fits = ['pad', ...pictureFits] as const;

export function importCommand(): Command {
  return new Command('import')
    .description(
      'turn an ONNX classifier from PyTorch, Keras or another program into a model that every command takes',
    )
    .argument('<file>', 'an .onnx file; weights beside it (model.onnx.data) are found')
    .requiredOption('--out <file.onnx>', 'output file')
    .option('--classes <file>', 'names of the classes, one per line, in the order of the scores')
    .addOption(
      new Option(
        '--preprocess <name>',
        'how pixels are prepared: imagenet, unit (0 to 1), minus-one-one (-1 to 1), bytes (0 to 255) or lite (default: by the model’s family)',
      ).argParser(oneOf('--preprocess', preprocessNames)),
    )
    .addOption(
      new Option('--mean <numbers>', 'mean of each channel, pixels from 0 to 1, as in 0.5,0.5,0.5').argParser(
        numbers('--mean', -10, 10),
      ),
    )
    .addOption(
      new Option('--std <numbers>', 'standard deviation of each channel').argParser(
        numbers('--std', 1e-6, 10),
      ),
    )
    .addOption(
      new Option(
        '--size <pixels>',
        'size of the pictures, if the model takes several: 224 or 192x256',
      ).argParser(parseSize),
    )
    .addOption(
      new Option(
        '--fit <how>',
        'pad: the whole photograph on its border colour; cover: its centre, cropped; stretch: all of it, its ratio changed',
      )
        .argParser(oneOf('--fit', fits))
        .default('pad'),
    )
    .option('--output <name>', 'the output with the scores, if the model has several')
    .option('--licence <name>', 'licence of the weights, kept in the model')
    .addOption(threadsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'import resnet18.onnx --classes labels.txt --out resnet18-atelier.onnx',
        'import net.onnx --classes labels.txt --preprocess minus-one-one --size 224 --fit cover --out net-atelier.onnx',
      ),
    )
    .action(importModel);
}

function numbers(name: string, least: number, most: number): (text: string) => number[] {
  return (text) => {
    const list = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
    if (list.some((number) => !(number >= least && number <= most)))
      throw new InputError(
        `${name}: expected numbers from ${least} to ${most}, such as 0.5,0.5,0.5, got '${text}'`,
      );
    return list;
  };
}

const largestSide = 4096;

function parseSize(text: string): { height: number; width: number } {
  const [, height, width] = /^(\d{1,4})(?:x(\d{1,4}))?$/.exec(text) ?? [];
  const sides = { height: Number(height), width: Number(width ?? height) };
  if (!(Math.min(sides.height, sides.width) >= 1 && Math.max(sides.height, sides.width) <= largestSide))
    throw new InputError(`--size: expected a size such as 224 or 192x256 (height x width), got '${text}'`);
  return sides;
}

async function importModel(file: string, options: Options): Promise<void> {
  const { checkFilePlace } = await import('./files/file-place.ts');
  const { importFile } = await import('../node/foreign/import-file.ts');
  const { writeFileAtomically } = await import('../node/files/atomic-write.ts');
  await checkFilePlace(options.out, '.onnx');
  const fit = options.fit === 'pad' ? 'contain' : options.fit;
  const imported = await importFile(file, { ...options, fit });
  await writeFileAtomically(options.out, imported.bytes);
  const { card, layout, difference } = imported;
  notice(`preprocessing: ${imported.preprocessing}`);
  imported.notices.forEach((text) => notice(text));
  const result = {
    ...{ model: file, file: options.out, bytes: imported.bytes.length },
    ...{ classes: card.classNames.length, input: card.input, layout },
    ...{ preprocessing: card.preprocessing, origin: card.origin, difference },
  };
  if (options.json) return printJson(result);
  const { height, width, channels } = card.input;
  printResult(
    [
      `${options.out}: ${card.classNames.length} classes, pictures of ${height}×${width} with ${channels} ${channels === 1 ? 'channel' : 'channels'}`,
      `checked against ${basename(file)} in ONNX Runtime: scores differ by at most ${difference.toExponential(1)}`,
    ].join('\n'),
  );
}
