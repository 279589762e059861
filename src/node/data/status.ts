// Says what data lies where on this computer, for `atelier data status`. It changes nothing and asks no network.
import { InputError } from '../../errors.ts';
import { countByClass } from '../../data/by-class.ts';
import { type Dataset, type TestedSplits } from '../../data/dataset.ts';
import { readIdxDirectory } from './idx-directory.ts';
import { findIdxFiles, hasIdxFiles, type FoundFile } from './idx-files.ts';
import { pictureStatus, type PictureStatus } from './photographs/status.ts';
import { cacheFolder, dataVariable, type Environment } from './places.ts';

/** What a readable place holds; the counts are by label. */
export interface PlaceContent {
  readonly name: string;
  readonly classNames: readonly string[];
  readonly trainCounts: readonly number[];
  readonly testCounts: readonly number[];
}

/** One place where data is looked for. */
export interface PlaceStatus {
  readonly place: 'ATELIER_DATA' | 'cache' | 'folder';
  /** Missing where the variable is not set. */
  readonly folder?: string;
  readonly files: readonly FoundFile[];
  readonly content?: PlaceContent;
  /** Why there is no content, in one line, where some files are there. */
  readonly problem?: string;
}

/** Looks at $ATELIER_DATA and at the user's cache: files, sizes in bytes, and images per class where readable. */
export async function dataStatus(env: Environment = process.env): Promise<PlaceStatus[]> {
  const named = dataVariable(env);
  return [
    named === undefined ? { place: 'ATELIER_DATA', files: [] } : await placeStatus('ATELIER_DATA', named),
    await placeStatus('cache', cacheFolder(env)),
  ];
}

/** Looks at one folder or table: IDX files or photographs. @throws InputError when it has neither */
export async function namedStatus(source: string): Promise<PlaceStatus | PictureStatus> {
  return (await hasIdxFiles(source)) ? placeStatus('folder', source) : pictureStatus(source);
}

async function placeStatus(place: PlaceStatus['place'], folder: string): Promise<PlaceStatus> {
  const files = await findIdxFiles(folder);
  const status = { place, folder, files };
  if (files.every(({ path }) => path === undefined)) return status;
  try {
    return { ...status, content: contentOf(await readIdxDirectory(folder)) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { ...status, problem: error.message };
  }
}

function contentOf({ train, test }: TestedSplits): PlaceContent {
  const { name, classNames } = train;
  const counts = ({ labels }: Dataset) => countByClass(labels, classNames.length);
  return { name, classNames, trainCounts: counts(train), testCounts: counts(test) };
}
