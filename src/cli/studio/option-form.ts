// The options of a command as the fields of a form, and what a form says as the words of a command line.
import { CommanderError, type Command, type Option } from 'commander';
import { didYouMean } from '../../did-you-mean.ts';
import { InputError } from '../../errors.ts';
import type { CommandOptions, FormField, OptionValue } from '../../server/studio/contract/jobs.ts';
import type { TellingParser } from '../options/common.ts';

/** What a form knows of its options beside what the command declares. */
export interface FormParts {
  /** The options that the studio sets itself, or that make no sense in it. */
  readonly left: readonly string[];
  /** The options that most people set. */
  readonly main: readonly string[];
  /** Names that an option takes among others. */
  readonly suggestions?: Readonly<Record<string, readonly string[]>>;
  /** What some of the names are, in a few words. */
  readonly about?: Readonly<Record<string, Record<string, string>>>;
}

/** The fields of a command's form, in the order of its help. */
export const fieldsOf = ({ options }: Command, parts: FormParts): FormField[] =>
  options
    .filter((option) => !parts.left.includes(option.attributeName()))
    .map((option) => fieldOf(option, parts));

function fieldOf(option: Option, { main, suggestions = {}, about = {} }: FormParts): FormField {
  const name = option.attributeName();
  const { takes } = (option.parseArg ?? {}) as Partial<TellingParser<unknown>>;
  const [, placeholder] = /[<[]([^>\].]+)/.exec(option.flags) ?? [];
  const [, help = '', told] = /^(.*?)(?:\s*\(default: ([^()]*)\))?$/s.exec(option.description)!;
  const preset = told ?? option.defaultValueDescription ?? (option.defaultValue as unknown)?.toString();
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
    ...(about[name] && { about: about[name] }),
    conflicts: (option as unknown as { readonly conflictsWith: readonly string[] }).conflictsWith.slice(),
  };
}

/**
 * The words of the command line.
 *
 * @throws InputError that names the option that is unknown, or no text of a command line
 */
export function argsOf(fields: readonly FormField[], options: CommandOptions): string[] {
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

/**
 * The options as the command reads them.
 *
 * @throws InputError with the command's words for what it refuses
 */
export function parseWords<Options extends object>(command: Command, words: readonly string[]): Options {
  command.exitOverride().configureOutput({ outputError: () => undefined });
  command.action(() => undefined);
  try {
    return command.parse(words, { from: 'user' }).opts<Options>();
  } catch (error) {
    if (error instanceof CommanderError) throw new InputError(error.message.replace(/^error: /, ''));
    throw error;
  }
}
