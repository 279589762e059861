// Finds the data set for a command: by name, in a folder or file, in $ATELIER_DATA, in the user's cache, or
// from the mirrors. If no data set was named and none is found, it uses sketches that the program draws
// itself.
import { countByClass } from '../../data/by-class.ts';
import type { DataSplits, TestedSplits } from '../../data/dataset.ts';
import type { Pictures } from '../../data/pictures.ts';
import { sketches } from '../../data/sketches.ts';
import { InputError } from '../../errors.ts';
import { quoteFew } from '../../few-words.ts';
import { downloadFashionMnist, type DownloadProgress, type MirrorOptions } from './download.ts';
import { readIdxFolder } from './forms/idx.ts';
import { findIdxFiles } from './idx-files.ts';
import type { PictureProgress, ReadOptions } from './photographs/reading.ts';
import type { PictureOptions } from './photographs/shape.ts';
import { cacheFolder, dataVariable, type Environment } from './places.ts';
import { recognise } from './recognise.ts';

/** The data sets with names of their own. They always have a test split. */
export type OwnName = 'fashion-mnist' | 'sketches';

/** How to look for data. */
export interface LoadOptions {
  /** Never use the network. */
  readonly offline?: boolean;
  /** Called with the progress of downloads. */
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Called with notices of one line, for example that the sketches are used. */
  readonly onNotice?: (notice: string) => void;
  /** Environment variables; `process.env` by default. */
  readonly env?: Environment;
  /** How to prepare photographs. Other data keep their size. */
  readonly pictures?: PictureOptions;
  /**
   * For `openData`: a model is only measured on the data. Photographs then need no train split; without one,
   * `train` is empty.
   */
  readonly isMeasured?: boolean;
  /** For `openData`: photographs that take as many bytes or more stay on disk; 64 MiB by default. */
  readonly mostInMemory?: number;
  /** Called with the progress of decoding photographs. */
  readonly onPicture?: (progress: PictureProgress) => void;
  /** Class names in the order of the labels, for example of a model, for data without names. */
  readonly labelNames?: readonly string[] | undefined;
  /** Other mirrors, time-outs or `fetch` for the download. */
  readonly download?: MirrorOptions;
}

/**
 * Loads a data set: `fashion-mnist`, `sketches`, or the path of a folder or file. For undefined,
 * Fashion-MNIST if it is available, otherwise the sketches.
 *
 * @throws InputError if a data set named by `name` or $ATELIER_DATA is not available or not valid
 * @example const { train, test } = await loadData(undefined, { onNotice: console.warn });
 */
export async function loadData(name: OwnName | undefined, options?: LoadOptions): Promise<TestedSplits>;
export async function loadData(name: string | undefined, options?: LoadOptions): Promise<DataSplits>;
export async function loadData(name: string | undefined, options: LoadOptions = {}): Promise<DataSplits> {
  if (name === 'sketches') return sketches();
  if (!isFashionMnist(name)) return readPath(name, options);
  const folder = dataVariable(options.env ?? process.env);
  if (folder !== undefined) return readVariable(folder, name, options);
  try {
    return await fromCacheOrMirrors(options);
  } catch (error) {
    if (name !== undefined || !(error instanceof InputError)) throw error;
    options.onNotice?.(`${error.message}; using sketches instead, garments drawn by the program`);
    return sketches();
  }
}

/**
 * Like `loadData`, but leaves photographs on disk that take 64 MiB or more. `fit` and `evaluate` read them
 * batch by batch.
 *
 * @throws InputError like `loadData`
 * @example const { train } = await openData('sketches', { pictures: { size: 224 } });
 */
export async function openData(
  name: string | undefined,
  options: LoadOptions = {},
): Promise<DataSplits<Pictures>> {
  return isFashionMnist(name) || name === 'sketches'
    ? loadData(name, options)
    : readPath(name, options, 'open');
}

const isFashionMnist = (name: string | undefined): name is 'fashion-mnist' | undefined =>
  name === undefined || name === 'fashion-mnist';

async function readPath(path: string, options: LoadOptions): Promise<DataSplits>;
async function readPath(path: string, options: LoadOptions, how: 'open'): Promise<DataSplits<Pictures>>;
async function readPath(path: string, options: LoadOptions, how?: 'open'): Promise<DataSplits<Pictures>> {
  const { env = process.env, pictures = {}, onPicture, onNotice, labelNames } = options;
  const { mostInMemory, isMeasured } = options;
  const reading: ReadOptions = { env, onPicture, onNotice, labelNames, mostInMemory, isMeasured };
  const data = await recognise(path);
  const splits = await (how && data.open ? data.open(pictures, reading) : data.load(pictures, reading));
  for (const line of describeUntrained(splits)) onNotice?.(line);
  return splits;
}

/** Reports the classes that can't be learnt because the training split has no pictures of them. */
function describeUntrained({ train }: DataSplits<Pictures>): string[] {
  const counts = countByClass(train.labels, train.classNames.length);
  const missing = train.classNames.filter((_, label) => counts[label] === 0);
  if (missing.length === 0 || train.count === 0) return [];
  return [
    `${train.name}: the train split has no pictures of ${quoteFew(missing)}, so no model can learn them`,
  ];
}

/** Reads $ATELIER_DATA. The user named it, so nothing may replace it. */
async function readVariable(
  folder: string,
  name: 'fashion-mnist' | undefined,
  options: LoadOptions,
): Promise<TestedSplits> {
  const splits = await readTested(folder, options).catch((error: unknown) => {
    throw error instanceof InputError ? new InputError(`ATELIER_DATA: ${error.message}`) : error;
  });
  if (splits.train.name === 'fashion-mnist') return splits;
  const other = `ATELIER_DATA: ${folder} is not the published Fashion-MNIST`;
  if (name !== undefined) throw new InputError(`${other}; to use it anyway, name the folder with --data`);
  options.onNotice?.(`${other}; using it as '${splits.train.name}'`);
  return splits;
}

/** Reads data of any form except photographs, which need options of their own. */
async function readTested(
  folder: string,
  { env = process.env, onNotice, labelNames }: LoadOptions,
): Promise<TestedSplits> {
  const data = await recognise(folder);
  if (data.open)
    throw new InputError(`${folder}: expected Fashion-MNIST, got photographs; name them with --data`);
  const { train, test, ...rest } = await data.load({}, { env, onNotice, labelNames });
  if (test) return { train, test, ...rest };
  throw new InputError(`${folder}: expected data with a test split; name it with --data`);
}

async function fromCacheOrMirrors(options: LoadOptions): Promise<TestedSplits> {
  const folder = cacheFolder(options.env ?? process.env);
  const cached = await readCache(folder);
  if ('train' in cached) return cached;
  if (options.offline)
    throw new InputError(`fashion-mnist: ${cached.problem}, and downloads are turned off (offline)`);
  if (cached.isBroken) options.onNotice?.(`fashion-mnist: ${cached.problem}; downloading it again`);
  const { download, onProgress } = options;
  await downloadFashionMnist({ ...download, folder, ...(onProgress ? { onProgress } : {}) });
  const downloaded = await readCache(folder);
  if ('train' in downloaded) return downloaded;
  throw new InputError(`fashion-mnist: ${downloaded.problem}`);
}

/** Why the cache can't be used: it is empty or broken. */
interface NotCached {
  readonly problem: string;
  readonly isBroken: boolean;
}

async function readCache(folder: string): Promise<TestedSplits | NotCached> {
  const files = await findIdxFiles(folder);
  if (files.every(({ path }) => path === undefined)) {
    return { problem: `not in the cache (${folder})`, isBroken: false };
  }
  try {
    const { splits } = await readIdxFolder(folder, 'cache');
    if (splits.train.name === 'fashion-mnist') return splits as TestedSplits;
    return { problem: `the cache (${folder}) has wrong checksums`, isBroken: true };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { problem: `the cache is incomplete or corrupt (${error.message})`, isBroken: true };
  }
}
