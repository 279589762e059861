// A folder or table that has moved or has another name now. Its items can't be told from those of another
// source by what is on disk: a disk may be away for a time, or a folder be there on another machine only. So
// a person has to say it.
import { resolve } from 'node:path';
import type { Catalogue } from '../../catalogue/store/catalogue.ts';
import { changeSource, sourceNames } from '../../catalogue/store/sources.ts';
import { InputError } from '../../errors.ts';
import { quoteFew } from '../../few-words.ts';
import { readSource } from './read-source.ts';

/**
 * Makes the items of a folder or table those of another one, which `syncCatalogue` then compares them with:
 * equal pictures keep their vectors. Called once more, it does nothing.
 *
 * @param from the path that the source had; it need not exist
 * @param to its path now
 * @returns how many items have another source now
 * @throws InputError if the new source can't be read, or nothing comes from the old one
 */
export async function renameSource(catalogue: Catalogue, from: string, to: string): Promise<number> {
  const { name } = await readSource(to);
  const [old, known] = [resolve(from), await sourceNames(catalogue.db)];
  if (known.includes(old)) return changeSource(catalogue.db, old, name);
  if (known.includes(name)) return 0;
  const sources = known.length === 0 ? 'no source' : quoteFew(known);
  throw new InputError(`--was: expected a source of ${catalogue.place}, which has ${sources}, got '${old}'`);
}
