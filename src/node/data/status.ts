// Reports the data on this computer for `atelier data status`: what was recognised, the number of pictures of
// each class, and what is left out and why. It changes nothing, decodes no photographs and does not use the
// network.
import { InputError } from '../../errors.ts';
import { isDirectory } from '../files/entries.ts';
import type { Counts, FormName, RecognisedData } from './forms/form.ts';
import { findIdxFiles, type FoundFile } from './idx-files.ts';
import { cacheFolder, dataVariable, type Environment } from './places.ts';
import { recognise } from './recognise.ts';

/** The data at a place. */
export interface DataStatus extends Partial<Counts> {
  /** A variable, the user's cache, or a named path. */
  readonly place: 'ATELIER_DATA' | 'cache' | 'named';
  /** Missing if the variable is not set. */
  readonly source?: string;
  readonly form?: FormName;
  /** What was recognised, in words. */
  readonly seen?: string;
  /** The name of the data set. */
  readonly name?: string;
  /** The four files of Fashion-MNIST, present or not, if this place was searched for them. */
  readonly files?: readonly FoundFile[];
}

/**
 * Examines $ATELIER_DATA and the user's cache: files, sizes in bytes, and pictures per class if they can be
 * read.
 */
export async function dataStatus(env: Environment = process.env): Promise<DataStatus[]> {
  const named = dataVariable(env);
  return [
    named === undefined ? { place: 'ATELIER_DATA' } : await placeStatus('ATELIER_DATA', () => named),
    await placeStatus('cache', () => cacheFolder(env)),
  ];
}

/**
 * Examines a folder or a file.
 *
 * @throws InputError if it is not data, saying what was found
 */
export async function namedStatus(path: string): Promise<DataStatus> {
  const data = await recognise(path);
  return { place: 'named', source: path, ...(await statusOf(data)) };
}

async function placeStatus(place: DataStatus['place'], where: () => string): Promise<DataStatus> {
  try {
    const source = where();
    const status = { place, source, files: await findIdxFiles(source) };
    if (!(await isDirectory(source))) return status;
    try {
      return { ...status, ...(await statusOf(await recognise(source))) };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { ...status, problem: error.message };
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { place, problem: error.message };
  }
}

async function statusOf(data: RecognisedData): Promise<Omit<DataStatus, 'place'>> {
  const { form, seen, name } = data;
  try {
    return { form, seen, name, ...(await data.count()) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { form, seen, name, problem: error.message };
  }
}
