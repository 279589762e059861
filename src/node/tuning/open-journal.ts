// Opens a journal by its address.
import { InputError } from '../../errors.ts';
import type { JournalStorage } from './journal-storage.ts';

/**
 * Opens a storage: a file, or `redis://host:port/database`.
 *
 * @throws InputError if the address can't be used
 */
export async function openJournalStorage(address: string): Promise<JournalStorage> {
  if (/^rediss?:\/\//.test(address)) {
    const { openRedisJournal } = await import('./journal-redis.ts');
    return openRedisJournal(address);
  }
  const scheme = /^(\w+):\/\//.exec(address)?.[1];
  if (scheme !== undefined)
    throw new InputError(`--storage: expected a file or redis://host:port/database, got '${address}'`);
  const { openFileJournal } = await import('./journal-file.ts');
  return openFileJournal(address);
}
