// Watches a folder or table of items. What is listed is compared with what was synchronised last, so that a
// catalogue need not be open meanwhile.
import { createHash } from 'node:crypto';
import { watchPlace, type WatchOptions } from '../files/watch-place.ts';
import { readSource } from './read-source.ts';

/** Calls `sync` for each change of a folder or table, until the signal. */
export const watchSource = (place: string, options: WatchOptions): Promise<void> =>
  watchPlace(place, () => fingerprint(place), options);

/** Changes with any key, picture, stamp and attribute of the source. */
async function fingerprint(place: string): Promise<string> {
  const { items, problems } = await readSource(place);
  const hash = createHash('sha256');
  for (const item of items) hash.update(JSON.stringify(item));
  return hash.update(JSON.stringify(problems)).digest('hex');
}
