// `atelier summary`: the layers of a network and their cost, as a table and as a drawing.
import { Command, Option } from 'commander';
import { architectureNames } from '../../architectures/names.ts';
import { InputError } from '../../errors.ts';
import type { ModelDescription } from '../../nn/describe.ts';
import { examples, integer, jsonOption, pictureShape } from '../options/common.ts';
import { notice, printJson, printResult } from '../terminal/output.ts';

interface Pictures {
  readonly input?: readonly [channels: number, height: number, width: number];
  readonly classes?: number;
}

interface Options extends Pictures {
  readonly out?: string;
  readonly json?: boolean;
}

export function summaryCommand(): Command {
  return new Command('summary')
    .description('print the layers of a network: shapes, parameters and multiply-adds per picture')
    .argument(
      '<model>',
      `an architecture (${architectureNames.join(', ')}), a .yaml or .json file that describes one, an .onnx file or a run`,
    )
    .addOption(
      new Option(
        '--input <CxHxW>',
        'channels, height and width of pictures (default: 1x28x28, or those of the model)',
      ).argParser(pictureShape('--input')),
    )
    .addOption(
      new Option('--classes <count>', 'number of classes (default: 10, or those of the model)').argParser(
        integer('--classes', 1, 100_000),
      ),
    )
    .option('--out <file.svg>', 'draw the network into this file')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'summary resnet20 --out resnet20.svg',
        'summary my-cnn.yaml --input 3x64x64 --classes 4',
        'summary runs/train --json',
      ),
    )
    .action(summarize);
}

async function summarize(model: string, { out, json, ...pictures }: Options): Promise<void> {
  const { checkFigurePlace } = await import('../files/figure-file.ts');
  const { writeFileAtomically } = await import('../../node/files/atomic-write.ts');
  const { describeSummary, summaryDocument } = await import('./tables.ts');
  await checkFigurePlace(out);
  const description = await describeArgument(model, pictures);
  if (out !== undefined) {
    const { drawModel } = await import('../../figures/model/figure.ts');
    await writeFileAtomically(out, drawModel(description));
    notice(`figure: ${out}`);
  }
  if (json) printJson(summaryDocument(description));
  else printResult(describeSummary(description));
}

/** Architectures take precedence: a run that has the name of one must be typed as a path, `./lenet5`. */
async function describeArgument(argument: string, pictures: Pictures): Promise<ModelDescription> {
  const { isArchitectureArgument } = await import('../../node/runs/architecture-file.ts');
  return isArchitectureArgument(argument)
    ? describeArchitecture(argument, pictures)
    : describeSaved(argument, pictures);
}

async function describeArchitecture(
  argument: string,
  { input = [1, 28, 28], classes = 10 }: Pictures,
): Promise<ModelDescription> {
  const { resolveArchitecture } = await import('../../node/runs/architecture-file.ts');
  const { describeModel } = await import('../../nn/describe.ts');
  const { GraphError } = await import('../../engine/graph/graph-error.ts');
  const architecture = await resolveArchitecture(argument);
  try {
    return describeModel(architecture(classes), input);
  } catch (error) {
    if (!(error instanceof GraphError || error instanceof InputError)) throw error;
    if (error.message.startsWith(`${argument}:`)) throw error; // the message names a line of the file
    throw new InputError(`--input: ${argument} can't take pictures of ${input.join('×')}: ${error.message}`);
  }
}

async function describeSaved(argument: string, { input, classes }: Pictures): Promise<ModelDescription> {
  const { readModelLayers } = await import('../files/open-model.ts');
  const { describeClassifier } = await import('../../nn/describe-classifier.ts');
  const { file, bytes } = await readModelLayers(argument, architectureNames);
  const given = input ? '--input' : '--classes';
  if (input ?? classes)
    throw new InputError(
      `${given}: only for architectures; ${file} already has a fixed input and fixed classes`,
    );
  return describeClassifier(bytes, file);
}
