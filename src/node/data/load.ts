// Finds the data set that a command works on: by its name, in a folder or file, in $ATELIER_DATA, in the
// user's cache, from the mirrors, or, where nothing was named and nothing works, the sketches that the
// program draws itself.
import { countByClass } from '../../data/by-class.ts';
import { type DataSplits, type TestedSplits } from '../../data/dataset.ts';
import { sketches } from '../../data/sketches.ts';
import { InputError } from '../../errors.ts';
import { quoteFew } from '../../few-words.ts';
import { downloadFashionMnist, type DownloadProgress, type MirrorOptions } from './download.ts';
import { readIdxFolder } from './forms/idx.ts';
import { findIdxFiles } from './idx-files.ts';
import type { PictureProgress, ReadOptions } from './photographs/read.ts';
import type { PictureOptions } from './photographs/shape.ts';
import { cacheFolder, dataVariable, type Environment } from './places.ts';
import { recognise } from './recognise.ts';

/** The data sets that have names of their own; they always have a test split. */
export type OwnName = 'fashion-mnist' | 'sketches';

/** How to look for data. */
export interface LoadOptions {
  /** Never ask the network. */
  readonly offline?: boolean;
  /** Called as files are downloaded. */
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Told in one line what the user should know, such as that the sketches are used. */
  readonly onNotice?: (notice: string) => void;
  /** Environment variables; `process.env` by default. */
  readonly env?: Environment;
  /** What photographs are to become; other data have their size. */
  readonly pictures?: PictureOptions;
  /** Called as photographs are decoded. */
  readonly onPicture?: (progress: PictureProgress) => void;
  /** Names in the order of their labels, as a model has them, for data that have labels alone. */
  readonly labelNames?: readonly string[] | undefined;
  /** Other mirrors, time-outs or `fetch` for the download. */
  readonly download?: MirrorOptions;
}

/**
 * Loads a data set: `fashion-mnist`, `sketches`, the path of a folder or file that is recognised, or, for
 * undefined, Fashion-MNIST where it can be had and else the sketches.
 *
 * @throws InputError when a data set that was named, by `name` or by $ATELIER_DATA, can't be had or is not
 *   valid
 * @example const { train, test } = await loadData(undefined, { onNotice: console.warn });
 */
export async function loadData(name: OwnName | undefined, options?: LoadOptions): Promise<TestedSplits>;
export async function loadData(name: string | undefined, options?: LoadOptions): Promise<DataSplits>;
export async function loadData(name: string | undefined, options: LoadOptions = {}): Promise<DataSplits> {
  if (name === 'sketches') return sketches();
  if (name !== undefined && name !== 'fashion-mnist') return readPath(name, options);
  const folder = dataVariable(options.env ?? process.env);
  if (folder !== undefined) return readVariable(folder, name, options);
  try {
    return await fromCacheOrMirrors(options);
  } catch (error) {
    if (name !== undefined || !(error instanceof InputError)) throw error;
    options.onNotice?.(`${error.message}; going on with sketches, garments drawn by the program`);
    return sketches();
  }
}

async function readPath(path: string, options: LoadOptions): Promise<DataSplits> {
  const { env = process.env, pictures = {}, onPicture, onNotice, labelNames } = options;
  const reading: ReadOptions = { env, onPicture, onNotice, labelNames };
  const splits = await (await recognise(path)).load(pictures, reading);
  for (const line of describeUntrained(splits)) onNotice?.(line);
  return splits;
}

/** Says which classes nothing can be learnt of, as nothing of them is in training. */
function describeUntrained({ train }: DataSplits): string[] {
  const counts = countByClass(train.labels, train.classNames.length);
  const missing = train.classNames.filter((_, label) => counts[label] === 0);
  if (missing.length === 0) return [];
  return [`${train.name}: no pictures of ${quoteFew(missing)} to train on: no model of it will know them`];
}

/** $ATELIER_DATA: the user named it, so nothing else will do. */
async function readVariable(
  folder: string,
  name: 'fashion-mnist' | undefined,
  options: LoadOptions,
): Promise<TestedSplits> {
  const splits = await readTested(folder, options).catch((error: unknown) => {
    throw error instanceof InputError ? new InputError(`ATELIER_DATA: ${error.message}`) : error;
  });
  if (splits.train.name === 'fashion-mnist') return splits;
  const other = `ATELIER_DATA: ${folder} holds other pictures than the published Fashion-MNIST`;
  if (name !== undefined) throw new InputError(`${other}; to use them nevertheless, name the folder`);
  options.onNotice?.(`${other}; using them as '${splits.train.name}'`);
  return splits;
}

/** Data of any form but photographs, which only make sense with options of their own. */
async function readTested(
  folder: string,
  { env = process.env, onNotice, labelNames }: LoadOptions,
): Promise<TestedSplits> {
  const data = await recognise(folder);
  if (data.form.startsWith('photograph'))
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
    throw new InputError(`fashion-mnist: ${cached.problem}, and the download is off (offline)`);
  if (cached.isBroken) options.onNotice?.(`fashion-mnist: ${cached.problem}; downloading it again`);
  const { download, onProgress } = options;
  await downloadFashionMnist({ ...download, folder, ...(onProgress ? { onProgress } : {}) });
  const downloaded = await readCache(folder);
  if ('train' in downloaded) return downloaded;
  throw new InputError(`fashion-mnist: ${downloaded.problem}`);
}

/** Why the cache can't be used: there is nothing in it, or it is broken. */
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
