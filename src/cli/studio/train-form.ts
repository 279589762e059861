// `atelier train` as a form for the studio, made from the options that the command declares.
import { CommanderError, type Command, type Option } from 'commander';
import { architectures } from '../../architectures/index.ts';
import { architectureNames } from '../../architectures/names.ts';
import { didYouMean } from '../../did-you-mean.ts';
import { InputError } from '../../errors.ts';
import { describeModel } from '../../nn/describe.ts';
import { readConfigFile } from '../../node/files/config-file.ts';
import { optimizerNames } from '../../optimizers/names.ts';
import { scheduleNames } from '../../optimizers/schedule-names.ts';
import { count, counted } from '../../number-words.ts';
import { parseTrainingConfig } from '../../training/config.ts';
import { presets } from '../../training/presets.ts';
import type { TrainingConfigInput } from '../../training/config-schema.ts';
import type { CommandOptions, FormField, OptionValue } from '../../server/studio/contract/jobs.ts';
import type { CommandForm } from '../../server/studio/jobs/command-form.ts';
import type { TellingParser } from '../options/common.ts';
import { configurationOf, type TrainingOptions } from '../options/training.ts';
import { trainCommand } from '../train/command.ts';

/** The options that the studio sets itself, or that make no sense in it. */
const notInForm = ['config', 'resume', 'out', 'overwrite', 'dryRun', 'json'];

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
  const options = formOptions(trainCommand());
  const about: Readonly<Record<string, Record<string, string>>> = {
    ...{ arch: aboutNetworks(), preset: aboutPresets() },
  };
  const fields = options.map((option) => fieldOf(option, about[option.attributeName()]));
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

const formOptions = ({ options }: Command): Option[] =>
  options.filter((option) => !notInForm.includes(option.attributeName()));

function fieldOf(option: Option, about?: Record<string, string>): FormField {
  const name = option.attributeName();
  const { takes } = (option.parseArg ?? {}) as Partial<TellingParser<unknown>>;
  const [, placeholder] = /[<[]([^>\].]+)/.exec(option.flags) ?? [];
  const [, help = '', preset] = /^(.*?)(?:\s*\(default: ([^()]*)\))?$/s.exec(option.description)!;
  const known = suggestions[name];
  return {
    ...{ name, flag: option.long!, help, group: main.includes(name) ? 'main' : 'expert' },
    type: takes?.type ?? (option.variadic ? 'list' : option.isBoolean() ? 'boolean' : 'text'),
    ...(placeholder !== undefined && { placeholder }),
    ...(preset !== undefined && { default: preset }),
    ...(takes?.choices && { choices: [...takes.choices] }),
    ...(takes?.minimum !== undefined && { minimum: takes.minimum }),
    ...(takes?.maximum !== undefined && { maximum: takes.maximum }),
    ...(known && { suggestions: [...known] }),
    ...(about && { about }),
    conflicts: (option as unknown as { readonly conflictsWith: readonly string[] }).conflictsWith.slice(),
  };
}

function argsOf(fields: readonly FormField[], options: CommandOptions): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    const field = fields.find((one) => one.name === name);
    if (field) return wordsOf(field, value);
    const names = fields.map((one) => one.name);
    throw new InputError(`options: there is no option '${name}'${didYouMean(name, names)}`);
  });
}

function wordsOf({ flag, type }: FormField, value: OptionValue): string[] {
  if (type === 'boolean') {
    if (typeof value !== 'boolean') throw new InputError(`${flag}: expected true or false`);
    return value ? [flag] : [];
  }
  if (typeof value === 'boolean' || (Array.isArray(value) && type !== 'list'))
    throw new InputError(`${flag}: expected one value, got ${JSON.stringify(value)}`);
  return [value].flat().flatMap((one) => wordsOfValue(flag, String(one)));
}

/** A value that looks like an option is joined to its flag. */
function wordsOfValue(flag: string, text: string): string[] {
  if (text.trim() === '' || /\p{Cc}/u.test(text))
    throw new InputError(`${flag}: expected a text without control characters, got ${JSON.stringify(text)}`);
  return text.startsWith('-') ? [`${flag}=${text}`] : [flag, text];
}

/** @throws InputError for what `atelier train` would refuse before it looks at the data */
async function check(args: readonly string[], config: string | undefined): Promise<void> {
  const options = parse(args);
  const file = config === undefined ? undefined : await readConfigFile(config);
  const given = file?.value as TrainingConfigInput | undefined;
  parseTrainingConfig(await configurationOf(options, given), file?.locate);
}

function parse(args: readonly string[]): TrainingOptions {
  const command = trainCommand()
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  command.action(() => undefined);
  try {
    return command.parse(args, { from: 'user' }).opts();
  } catch (error) {
    if (error instanceof CommanderError) throw new InputError(error.message.replace(/^error: /, ''));
    throw error;
  }
}
