// Options that commands share, and how their values are read: strictly, with one clear line for what does not
// fit.
import { availableParallelism } from 'node:os';
import { Option } from 'commander';
import { didYouMean } from '../../did-you-mean.ts';
import { passNames, type PassName } from '../../engine/passes/names.ts';
import { InputError } from '../../errors.ts';

/** The examples at the end of a command's help. */
export const examples = (...commands: readonly string[]): string =>
  `\nExamples:\n${commands.map((command) => `  atelier ${command}`).join('\n')}`;

/** A parser of whole numbers within bounds, for the option of that name. */
export const integer =
  (name: string, low: number, high = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text);
    if (/^-?\d+$/.test(text) && value >= low && value <= high) return value;
    const range = high === Number.MAX_SAFE_INTEGER ? `of ${low} or more` : `from ${low} to ${high}`;
    throw new InputError(`${name}: expected a whole number ${range}, got '${text}'`);
  };

/** A parser of the shapes of pictures, `CxHxW`, as a model can be saved for. */
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

/** A parser of numbers above zero. */
export const positiveNumber =
  (name: string) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
    throw new InputError(`${name}: expected a number above 0, got '${text}'`);
  };

/** A parser of numbers within bounds, these included. */
export const numberBetween =
  (name: string, low: number, high: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && value >= low && value <= high) return value;
    throw new InputError(`${name}: expected a number from ${low} to ${high}, got '${text}'`);
  };

/** A parser of values with commas between them, each of which another one reads. */
export const listOf =
  <T>(parse: (text: string) => T) =>
  (text: string): T[] =>
    text.split(',').map(parse);

/** A parser of one of several words, which suggests the nearest. */
export const oneOf =
  <T extends string>(name: string, words: readonly T[]) =>
  (text: string): T => {
    const found = words.find((word) => word === text);
    if (found) return found;
    throw new InputError(`${name}: expected ${words.join(', ')}, got '${text}'${didYouMean(text, words)}`);
  };

const mostPixels = 1_000_000_000;

/** A parser of numbers of pixels, in millions with an `M`. */
function pixels(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(M?)$/i.exec(text) ?? [];
  const value = Number(number) * (unit ? 1e6 : 1);
  if (Number.isInteger(value) && value >= 1 && value <= mostPixels) return value;
  throw new InputError(
    `--max-pixels: expected a number of pixels such as 120M, 1000M at most, got '${text}'`,
  );
}

export const maxPixelsOption = (): Option =>
  new Option('--max-pixels <count>', 'most pixels per picture, such as 120M (default: 64M)').argParser(
    pixels,
  );

const maxThreads = 256;
export const threadsOption = (): Option =>
  new Option('--threads <count>', 'CPU threads')
    .argParser(integer('--threads', 1, maxThreads))
    .default(availableParallelism());
export const jsonOption = (): Option => new Option('--json', 'print the result as JSON');
export const offlineOption = (): Option => new Option('--offline', 'don’t download data');
export const dataOption = (): Option =>
  new Option(
    '--data <name>',
    'fashion-mnist, sketches, or the path of a folder or file; docs/data.md lists the formats',
  );

/** `--no-pass <name>`, any number of times: a list under the name `withoutPasses`, as compiling takes it. */
export function passOption(): Option {
  const option = new Option('--no-pass <name>', 'skip a compiler pass; may be repeated');
  option.negate = false; // commander takes whatever starts with --no- for a switch that turns something off
  option.attributeName = () => 'withoutPasses';
  const pass = oneOf('--no-pass', passNames);
  return option.argParser((name: string, others: readonly PassName[] = []) => [...others, pass(name)]);
}

export const splitNames = ['test', 'validation', 'train'] as const;
export type SplitName = (typeof splitNames)[number];

/** The split that a model is measured on. */
export function measuredSplitOption(names: readonly SplitName[]): Option {
  const words = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  const description = `${words} (default: test, or validation where there is no test split)`;
  return new Option('--split <name>', description).argParser(oneOf('--split', names));
}

/** What a model can be named by. */
export const modelWords = 'an .onnx file, a run (its best.onnx), or the name of a released model';

/**
 * An option as it is written, from the name under which commander gives its value: `--batch-size` of
 * `batchSize`.
 */
export const optionName = (attribute: string): string =>
  `--${attribute.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
