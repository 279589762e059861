// `atelier train` as a form for the studio, made from the options that the command declares.
import { architectures } from '../../architectures/index.ts';
import { architectureNames } from '../../architectures/names.ts';
import { describeModel } from '../../nn/describe.ts';
import { readConfigFile } from '../../node/files/config-file.ts';
import { optimizerNames } from '../../optimizers/names.ts';
import { scheduleNames } from '../../optimizers/schedule-names.ts';
import { count, counted } from '../../number-words.ts';
import { parseTrainingConfig } from '../../training/config.ts';
import { presets } from '../../training/presets.ts';
import type { TrainingConfigInput } from '../../training/config-schema.ts';
import type { CommandForm } from '../../server/studio/jobs/command-form.ts';
import { configurationOf, type TrainingOptions } from '../options/training.ts';
import { trainCommand } from '../train/command.ts';
import { argsOf, fieldsOf, parseWords } from './option-form.ts';

/** The options that the studio sets itself, or that make no sense in it. */
const left = ['config', 'resume', 'out', 'overwrite', 'dryRun', 'json'];

/** The options that most runs are about. */
const main = [
  ...['data', 'name', 'preset', 'arch', 'from', 'epochs', 'time', 'batchSize', 'optimizer', 'learningRate'],
  ...['augment', 'size', 'seed'],
];

/** Names that an option takes among others. */
const suggestions: Readonly<Record<string, readonly string[]>> = {
  arch: architectureNames,
  optimizer: optimizerNames,
  schedule: scheduleNames,
};

/** What a network costs on the pictures of Fashion-MNIST. */
const aboutNetworks = (): Record<string, string> =>
  Object.fromEntries(
    architectureNames.map((name) => {
      const { parameters, multiplyAdds } = describeModel(architectures[name](10), [1, 28, 28]);
      const millions = (multiplyAdds / 1e6).toLocaleString('en', { maximumSignificantDigits: 2 });
      return [name, `${count(parameters)} parameters, ${millions} M multiply-adds at 28×28`];
    }),
  );

/** What a preset trains, and for how long. */
const aboutPresets = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(presets).map(([name, { architecture, epochs }]) => [
      name,
      `${typeof architecture === 'string' ? architecture : 'a pretrained network'}, ${counted(epochs!, 'epoch')}`,
    ]),
  );

/** The form of `atelier train`. */
export function trainForm(): CommandForm {
  const about = { arch: aboutNetworks(), preset: aboutPresets() };
  const fields = fieldsOf(trainCommand(), { left, main, suggestions, about });
  return {
    fields,
    paths: ['data', 'labels', 'arch', 'from', 'teacher'],
    async toArgs(given, config) {
      const args = argsOf(fields, given);
      await check(args, config);
      return [...(config === undefined ? [] : ['--config', config]), ...args];
    },
    async toConfig(given) {
      const { threads, ...config } = await configurationOf(parse(argsOf(fields, given)));
      // Without a number of threads the engine takes as many as this machine has.
      return { ...config, ...(given['threads'] !== undefined && { threads }) };
    },
  };
}

/** @throws InputError for what `atelier train` would refuse before it looks at the data */
async function check(args: readonly string[], config: string | undefined): Promise<void> {
  const options = parse(args);
  const file = config === undefined ? undefined : await readConfigFile(config);
  const given = file?.value as TrainingConfigInput | undefined;
  parseTrainingConfig(await configurationOf(options, given), file?.locate);
}

const parse = (args: readonly string[]): TrainingOptions => parseWords(trainCommand(), args);
