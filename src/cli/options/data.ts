// The options for photographs, and the loading of the data that a command names. All commands load data
// through this file, so that progress and notices look alike.
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import type { DataSplits } from '../../data/dataset.ts';
import type { Corrections } from '../../data/labels-file.ts';
import type { Pictures } from '../../data/pictures.ts';
import { InputError } from '../../errors.ts';
import { pictureFits, type PictureFit } from '../../nn/picture-recipe.ts';
import type { LoadOptions } from '../../node/data/load.ts';
import type { PictureOptions } from '../../node/data/photographs/shape.ts';
import { counted } from '../../number-words.ts';
import type { TrainingConfig } from '../../training/config-schema.ts';
import { integer, maxPixelsOption, oneOf, optionName, telling, type TellingParser } from './common.ts';
import { naming } from './naming.ts';
import { downloadReporter, notice, oneLine } from '../terminal/output.ts';
import { pictureReporter } from '../terminal/picture-progress.ts';

/** Which data to load, and how to split and resize photographs. */
export interface DataOptions {
  readonly data?: string | undefined;
  readonly offline?: boolean | undefined;
  readonly size?: number | undefined;
  readonly channels?: 1 | 3 | undefined;
  readonly fit?: PictureFit | undefined;
  readonly testShare?: number | undefined;
  readonly validationShare?: number | undefined;
  readonly maxPixels?: number | undefined;
}

/** The description of a command's argument that names data. */
export const dataWords =
  'fashion-mnist, sketches, or the path of a folder or file (default: Fashion-MNIST if it can be found)';

const pictureOptions = (): Option[] => [
  new Option('--size <pixels>', 'resize photographs to squares of this side (default: 64)').argParser(
    integer('--size', 8, 1024),
  ),
  new Option(
    '--channels <count>',
    'convert photographs to grey (1) or colour (3) (default: 3, or 1 if all are grey)',
  ).argParser(parseChannels),
  new Option(
    '--fit <how>',
    'contain: the whole photograph on its border colour; cover: its centre, cropped; stretch: all of it, its ratio changed; garment: trimmed, grey, light on dark like Fashion-MNIST (default: contain)',
  ).argParser(oneOf('--fit', pictureFits)),
  new Option(
    '--test-share <fraction>',
    'share of photographs to hold out for testing if they have no test split (default: 0.2 if they have no splits)',
  ).argParser(fraction('--test-share', (value) => value >= 0 && value < 1)),
  new Option(
    '--validation-share <fraction>',
    'share of the remaining photographs to hold out for validation if they have no validation split (default: 1/12)',
  ).argParser(fraction('--validation-share', (value) => value > 0 && value < 1)),
  maxPixelsOption(),
];

/** Adds the options for photographs to a command that has `--data` and `--offline`. */
export const addPictureOptions = (command: Command): Command =>
  pictureOptions().reduce((built, option) => built.addOption(option), command);

/**
 * Loads the data that the options name, with progress on standard error.
 *
 * @throws InputError if loading fails, or if there are options for photographs and the data set has none
 */
export const loadNamedData = (options: DataOptions): Promise<DataSplits> =>
  namedData(loadReported, options, {});

/**
 * Like `loadNamedData`, but leaves photographs on disk that take more bytes than `mostInMemory`.
 *
 * @throws InputError like `loadNamedData`
 */
export const openNamedData = (options: DataOptions, mostInMemory: number): Promise<DataSplits<Pictures>> =>
  namedData((...given) => openReported(...given, undefined, false, mostInMemory), options, {});

async function namedData<Images extends Pictures>(
  load: (...given: NamedData) => Promise<DataSplits<Images>>,
  { data, offline = false, ...options }: DataOptions,
  wanted: Pick<DataOptions, 'size' | 'channels'>,
): Promise<DataSplits<Images>> {
  const { size, channels, fit, testShare, validationShare, maxPixels } = options;
  const pictures = { size, channels, fit, testShare, validationShare, maxPixels };
  const made = { ...pictures, size: size ?? wanted.size, channels: channels ?? wanted.channels };
  const splits = await load(data, offline, made);
  const given = Object.entries(pictures).find(([, value]) => value !== undefined)?.[0];
  if (given !== undefined && !splits.train.pictures) {
    throw new InputError(
      `${optionName(given)}: only for photographs; the pictures of ${splits.train.name} have one size already`,
    );
  }
  return splits;
}

/** A configuration's data, and names for them and for their labels that are valid in any folder. */
interface ConfiguredData<Images extends Pictures> {
  readonly splits: DataSplits<Images>;
  readonly data: string | undefined;
  readonly labels: string | undefined;
}

/** Loads a configuration's data into memory. */
export const loadConfigured = (...given: ConfiguredArguments): Promise<ConfiguredData<Uint8Array>> =>
  configured(loadReported, ...given);

/** Like `loadConfigured`, but leaves many photographs on disk. */
export const openConfigured = (...given: ConfiguredArguments): Promise<ConfiguredData<Pictures>> =>
  configured(openReported, ...given);

type ConfiguredArguments = [
  config: Pick<TrainingConfig, 'data' | 'pictures' | 'labels'>,
  offline?: boolean,
  wanted?: Pick<DataOptions, 'size' | 'channels'>,
];

async function configured<Images extends Pictures>(
  load: (...given: ReportedData) => Promise<DataSplits<Images>>,
  ...[{ data, pictures, labels }, offline = false, wanted = {}]: ConfiguredArguments
): Promise<ConfiguredData<Images>> {
  const splits = await namedData(load, { data, offline, ...pictures }, wanted);
  const { name, source } = splits.train;
  const isKnown = name === 'fashion-mnist' || name === 'sketches';
  return {
    splits: labels === undefined ? splits : { ...splits, corrections: await correctionsOf(labels, splits) },
    data: source ?? (isKnown ? name : data && resolve(data)),
    labels: labels && resolve(labels),
  };
}

async function correctionsOf(labels: string, splits: DataSplits<Pictures>): Promise<Corrections> {
  const { readCorrections } = await import('../../node/data/labels.ts');
  const corrections = await naming('--labels', () => readCorrections(labels, splits));
  const lost = corrections.places.filter((place) => !place).length;
  if (lost > 0) notice(`${labels}: photographs of ${counted(lost, 'decision')} are gone`);
  return corrections;
}

/**
 * Loads data, with progress on standard error.
 *
 * @param labelNames a model's classes, for data whose labels have no names
 * @param isMeasured whether data without a train split will do
 * @param mostInMemory the bytes of photographs from which `openReported` leaves them on disk
 */
export async function loadReported(...given: ReportedData): Promise<DataSplits> {
  const { loadData } = await import('../../node/data/load.ts');
  return loadData(...reported(...given));
}

/** Like `loadReported`, but leaves many photographs on disk. */
export async function openReported(...given: ReportedData): Promise<DataSplits<Pictures>> {
  const { openData } = await import('../../node/data/load.ts');
  return openData(...reported(...given));
}

type NamedData = [name: string | undefined, offline: boolean, pictures: PictureOptions];

export type ReportedData = [
  ...NamedData,
  labelNames?: readonly string[] | undefined,
  isMeasured?: boolean,
  mostInMemory?: number,
];

function reported(
  ...[name, offline, pictures, labelNames, isMeasured = false, mostInMemory]: ReportedData
): [string | undefined, LoadOptions] {
  const options = {
    offline,
    pictures,
    labelNames,
    isMeasured,
    ...(mostInMemory !== undefined && { mostInMemory }),
    onProgress: downloadReporter(),
    onPicture: pictureReporter(),
    // File names may contain control characters. Listed files are indented: keep that.
    onNotice: (text: string) => notice(/^ */.exec(text)![0] + oneLine(text)),
  };
  return [name, options];
}

const parseChannels = telling({ type: 'choice', choices: ['1', '3'] }, (text): 1 | 3 => {
  if (text === '1') return 1;
  if (text === '3') return 3;
  throw new InputError(`--channels: expected 1 or 3, got '${text}'`);
});

/** Makes a parser of fractions. The upper bound, 1, is excluded; `isWithin` decides about 0. */
function fraction(name: string, isWithin: (value: number) => boolean): TellingParser<number> {
  const range = `${isWithin(0) ? 'from' : 'above'} 0 and below 1`;
  return telling({ type: 'number', minimum: 0, maximum: 1 }, (text) => {
    const value = Number(text);
    if (text.trim() !== '' && isWithin(value)) return value;
    throw new InputError(`${name}: expected a fraction ${range}, got '${text}'`);
  });
}
