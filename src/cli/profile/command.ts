// `atelier profile`: the time of a step by operator and by layer, compared with its floor on this machine.
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { architectureNames } from '../../architectures/names.ts';
import type { PassName } from '../../engine/passes/names.ts';
import type { Subject } from '../../node/profile/subjects.ts';
import { examples, figureOption, integer, jsonOption, passOption, threadsOption } from '../options/common.ts';
import { notice, printJson, printResult } from '../terminal/output.ts';

interface Options {
  readonly batchSize: number;
  readonly threads: number;
  readonly steps: number;
  readonly withoutPasses?: readonly PassName[];
  readonly out?: string;
  readonly json?: boolean;
}

export function profileCommand(): Command {
  return new Command('profile')
    .description(
      'show the time of a step by operator and by layer, next to its floor: the time that its arithmetic and memory ' +
        'traffic would take at the measured rates of this machine',
    )
    .argument(
      '<model>',
      `an architecture, to profile a training step (${architectureNames.join(', ')}, or a .yaml or .json file); or an .onnx file or a run, to profile inference`,
    )
    .addOption(new Option('--batch-size <count>').argParser(integer('--batch-size', 1, 65_536)).default(128))
    .addOption(threadsOption())
    .addOption(
      new Option('--steps <count>', 'steps to measure; the results are medians')
        .argParser(integer('--steps', 1, 100))
        .default(10),
    )
    .addOption(passOption())
    .addOption(figureOption('profile-<model>'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'profile paper-cnn',
        'profile resnet20 --batch-size 64 --no-pass blocked-layout',
        'profile runs/train --out inference.svg --json',
      ),
    )
    .action(profileModel);
}

async function profileModel(model: string, { out, json, ...options }: Options): Promise<void> {
  const { profile } = await import('../../node/profile/profile.ts');
  const { profileFigure } = await import('./bars.ts');
  const { describeProfile } = await import('./tables.ts');
  const { checkFigurePlace, writeFigure } = await import('../files/figure-file.ts');
  await checkFigurePlace(out);
  const subject = await findSubject(model);
  notice(`measuring ${subject.kind === 'inference' ? 'inference' : 'training steps'} and this machine`);
  const result = await profile(subject, options);
  const name = basename(model).replace(/\.(onnx|yaml|yml|json)$/, '');
  const file = await writeFigure(out, profileFigure(result, `profile-${name}`));
  if (json) printJson(result);
  else printResult(describeProfile(result));
  if (result.isDisturbed)
    notice('other programs disturbed the measurement: these times may be too long; measure again');
  notice(`figure: ${file}`);
}

/** Architectures take precedence: a run that has the name of one must be typed as a path, `./lenet5`. */
async function findSubject(argument: string): Promise<Subject> {
  const { inferenceSubject, trainingSubject } = await import('../../node/profile/subjects.ts');
  const { isArchitectureArgument, resolveArchitecture } =
    await import('../../node/runs/architecture-file.ts');
  if (isArchitectureArgument(argument)) {
    return trainingSubject(argument, await resolveArchitecture(argument));
  }
  const { readModelLayers } = await import('../files/open-model.ts');
  const { file, bytes } = await readModelLayers(argument, architectureNames);
  return inferenceSubject(argument, file, bytes);
}
