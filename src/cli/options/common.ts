// Options that several commands share, and strict parsers for option values. A parser throws an InputError
// with one line that states what was expected.
import { availableParallelism } from 'node:os';
import { Option } from 'commander';
import { didYouMean } from '../../did-you-mean.ts';
import { nodeDeviceNames } from '../../engine/device-names.ts';
import { passNames, type PassName } from '../../engine/passes/names.ts';
import { InputError } from '../../errors.ts';

/** Formats the examples at the end of a command's help. */
export const examples = (...commands: readonly string[]): string =>
  `\nExamples:\n${commands.map((command) => `  atelier ${command}`).join('\n')}`;

/** What a parser takes, for forms that are made from options. */
export interface Takes {
  readonly type: 'integer' | 'number' | 'choice' | 'duration';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly choices?: readonly string[];
}

/** A parser that tells what it takes. */
export interface TellingParser<T> {
  (text: string): T;
  readonly takes: Takes;
}

/** Makes a parser that tells what it takes. */
export const telling = <T>(takes: Takes, parse: (text: string) => T): TellingParser<T> =>
  Object.assign(parse, { takes });

/** Makes a parser of whole numbers from `low` to `high`, for the option `name`. */
export const integer = (name: string, low: number, high = Number.MAX_SAFE_INTEGER): TellingParser<number> =>
  telling({ type: 'integer', minimum: low, maximum: high }, (text) => {
    const value = Number(text);
    if (/^-?\d+$/.test(text) && value >= low && value <= high) return value;
    const range = high === Number.MAX_SAFE_INTEGER ? `of ${low} or more` : `from ${low} to ${high}`;
    throw new InputError(`${name}: expected a whole number ${range}, got '${text}'`);
  });

/** Makes a parser of picture shapes, `CxHxW`, within the limits of saved models. */
export const pictureShape =
  (name: string) =>
  (text: string): [channels: number, height: number, width: number] => {
    const match = /^(\d+)[x×](\d+)[x×](\d+)$/.exec(text);
    const [channels = 0, height = 0, width = 0] = match?.slice(1).map(Number) ?? [];
    const sizes = [height, width];
    if (channels >= 1 && channels <= 16 && sizes.every((size) => size >= 1 && size <= 4096))
      return [channels, height, width];
    throw new InputError(
      `${name}: expected channels, height and width such as 1x28x28, up to 16x4096x4096, got '${text}'`,
    );
  };

/** Makes a parser of numbers above zero. */
export const positiveNumber = (name: string): TellingParser<number> =>
  telling({ type: 'number', minimum: 0 }, (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
    throw new InputError(`${name}: expected a number above 0, got '${text}'`);
  });

/** Makes a parser of numbers from `low` to `high`, both included. */
export const numberBetween = (name: string, low: number, high: number): TellingParser<number> =>
  telling({ type: 'number', minimum: low, maximum: high }, (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value >= low && value <= high) return value;
    throw new InputError(`${name}: expected a number from ${low} to ${high}, got '${text}'`);
  });

/** Makes a parser of shares between 0 and 1, such as `95%` or `0.95`. */
export const share =
  (name: string) =>
  (text: string): number => {
    const [, number, sign] = /^(\d*\.?\d+)\s*(%?)$/.exec(text.trim()) ?? [];
    const value = Number(number) / (sign ? 100 : 1);
    if (value > 0 && value < 1) return value;
    throw new InputError(`${name}: expected a share between 0 and 1 such as 95% or 0.95, got '${text}'`);
  };

/** Makes a parser of comma-separated values from a parser of one value. */
export const listOf =
  <T>(parse: (text: string) => T) =>
  (text: string): T[] =>
    text.split(',').map(parse);

/** Makes a parser that accepts one of several words, and suggests the nearest word otherwise. */
export const oneOf = <T extends string>(name: string, words: readonly T[]): TellingParser<T> =>
  telling({ type: 'choice', choices: words }, (text) => {
    const found = words.find((word) => word === text);
    if (found) return found;
    throw new InputError(`${name}: expected ${words.join(', ')}, got '${text}'${didYouMean(text, words)}`);
  });

const mostPixels = 1_000_000_000;

/** Parses a number of pixels; `M` means millions. */
function pixels(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(M?)$/i.exec(text) ?? [];
  const value = Number(number) * (unit ? 1e6 : 1);
  if (Number.isInteger(value) && value >= 1 && value <= mostPixels) return value;
  throw new InputError(`--max-pixels: expected a number of pixels up to 1000M, such as 120M, got '${text}'`);
}

export const maxPixelsOption = (): Option =>
  new Option('--max-pixels <count>', 'maximum pixels per picture, such as 120M (default: 64M)').argParser(
    pixels,
  );

/** `--seed`; `what` describes what is random. */
export const seedOption = (what: string, value: number): Option =>
  new Option('--seed <integer>', `random seed of ${what}`).argParser(integer('--seed', 0)).default(value);

/** `--out` of a command that draws a figure; `name` is the default file in `runs`, without its extension. */
export const figureOption = (name: string): Option =>
  new Option('--out <file.svg>', `the figure’s file (default: runs/${name}.svg)`);

const maxThreads = 256;
export const threadsOption = (): Option =>
  new Option('--threads <count>', 'CPU threads')
    .argParser(integer('--threads', 1, maxThreads))
    .default(availableParallelism());

/** `--device`, which has a default except where a configuration may name the device. */
export const deviceOption = (): Option =>
  new Option(
    '--device <name>',
    `${nodeDeviceNames.join(', ')}; see atelier devices (default: cpu)`,
  ).argParser(oneOf('--device', nodeDeviceNames));
export const jsonOption = (): Option => new Option('--json', 'print the result as JSON');
export const offlineOption = (): Option => new Option('--offline', 'don’t download data');
export const dataOption = (): Option =>
  new Option(
    '--data <name>',
    'fashion-mnist, sketches, or the path of a folder or file; docs/data.md lists the formats',
  );

/** `--no-pass <name>`, repeatable: collects the names in `withoutPasses`, the compiler's option. */
export function passOption(): Option {
  const option = new Option('--no-pass <name>', 'skip a compiler pass; may be repeated');
  option.negate = false; // commander treats every option that starts with --no- as a negation
  option.attributeName = () => 'withoutPasses';
  const pass = oneOf('--no-pass', passNames);
  return option.argParser((name: string, others: readonly PassName[] = []) => [...others, pass(name)]);
}

export const splitNames = ['test', 'validation', 'train'] as const;
export type SplitName = (typeof splitNames)[number];

/** `--split`, the split that a model is measured on. */
export function measuredSplitOption(names: readonly SplitName[]): Option {
  const words = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  const description = `${words} (default: test, or validation if there is no test split)`;
  return new Option('--split <name>', description).argParser(oneOf('--split', names));
}

/** `--split`, the split that trained variants are compared on. */
export const comparedSplitOption = (whenTest: string): Option =>
  new Option('--split <name>', `the split to compare on: validation, or test ${whenTest}`)
    .argParser(oneOf('--split', ['validation', 'test'] as const))
    .default('validation');

/** The ways to name a model, for descriptions of arguments. */
export const modelWords = 'an .onnx file, a run (its best.onnx), or the name of a released model';

/** Converts commander's name of a value to the option as typed: `batchSize` to `--batch-size`. */
export const optionName = (attribute: string): string =>
  `--${attribute.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
