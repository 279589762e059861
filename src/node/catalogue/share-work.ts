// Does pictures in batches, beside other workers on the same catalogue: each claims what it does, so that no
// picture is done twice. What a worker has claimed that is gone meanwhile, another one takes over.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Catalogue } from '../../catalogue/store/catalogue.ts';
import { claim, freeClaims, notDone, releaseClaims, type Wanted } from '../../catalogue/store/claims.ts';
import { inParallel } from '../files/in-parallel.ts';

/** How to do pictures. */
export interface SharedWork<T> {
  /** How many batches are done at once. */
  readonly atOnce: number;
  readonly signal?: AbortSignal | undefined;
  readonly doBatch: (batch: readonly T[]) => Promise<void>;
  /** Called with how many pictures others have done. */
  readonly onOthers: (count: number) => void;
}

/** How many pictures are stored at once: enough to make a transaction cheap, few enough to lose little. */
const batchSize = 128;
/** How often it is looked whether others have finished what they claimed. */
const pollMs = 500;

/** Does pictures until all are done, by this worker or by others, or until the signal. */
export async function shareWork<T extends Wanted>(
  catalogue: Catalogue,
  modelId: number,
  pictures: readonly T[],
  { atOnce, signal, doBatch, onOthers }: SharedWork<T>,
): Promise<void> {
  const { db, kind } = catalogue;
  if (kind === 'folder') {
    // Its one user has nobody to share with.
    await inParallel(inBatches(pictures), atOnce, async (batch) => {
      if (!signal?.aborted) await doBatch(batch);
    });
    return;
  }
  const worker = await catalogue.startWorker();
  for (let left = pictures; left.length > 0 && !signal?.aborted;) {
    const ofOthers: T[] = [];
    await inParallel(inBatches(left), atOnce, async (batch) => {
      if (signal?.aborted) return;
      const claimed = await claim(db, modelId, worker, batch);
      ofOthers.push(...batch.filter(({ key }) => !claimed.has(key)));
      const mine = batch.filter(({ key }) => claimed.has(key));
      if (mine.length === 0) return;
      try {
        await doBatch(mine);
      } finally {
        await releaseClaims(db, modelId, [...claimed]);
      }
    });
    const undone = await notDone(db, modelId, ofOthers);
    left = ofOthers.filter(({ key }) => undone.has(key));
    onOthers(ofOthers.length - left.length);
    if (left.length === 0) return;
    await sleep(pollMs);
    await freeClaims(db);
  }
}

function inBatches<T>(items: readonly T[]): T[][] {
  const count = Math.ceil(items.length / batchSize);
  return Array.from({ length: count }, (_, i) => items.slice(i * batchSize, (i + 1) * batchSize));
}
