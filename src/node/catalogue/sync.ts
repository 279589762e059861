// Brings a catalogue in step with its source: what is new, changed, moved and gone. Each batch is stored in
// one transaction, so that a killed synchronisation loses no more than what was in flight, and the next one
// goes on.
import type { Catalogue } from '../../catalogue/store/catalogue.ts';
import * as store from '../../catalogue/store/items.ts';
import type { ActiveModel } from '../../catalogue/store/models.ts';
import { ensureIndex } from '../../catalogue/store/search-index.ts';
import { finishSync, startSync } from '../../catalogue/store/syncs.ts';
import { compareCodeUnits } from '../../data/natural-order.ts';
import { PictureEmbedder } from './picture-embedder.ts';
import { readSource } from './read-source.ts';
import { indexNotice } from './index-notice.ts';
import { shareWork } from './share-work.ts';
import { syncBatch } from './sync-batch.ts';
import { planSync, type SyncPlan } from './sync-plan.ts';
import { SyncTally, type SyncResult } from './sync-tally.ts';

/** The options of `syncCatalogue`. */
export interface SyncOptions {
  /** How many threads decode and compute. */
  readonly threads: number;
  /** The most pixels of a picture. */
  readonly maxPixels?: number | undefined;
  /** Called with the number of pictures done and of those to do. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly onNotice?: ((notice: string) => void) | undefined;
  /** Stops after the batches in flight. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Brings a catalogue in step with a folder or table.
 *
 * @param model makes the vectors
 * @throws InputError if the source can't be read, or has a key that another source has
 */
export async function syncCatalogue(
  catalogue: Catalogue,
  model: ActiveModel,
  place: string,
  options: SyncOptions,
): Promise<SyncResult> {
  const started = performance.now();
  const { db } = catalogue;
  const source = await readSource(place);
  source.notices.forEach((notice) => options.onNotice?.(notice));
  const plan = await planSync(db, model.id, source);
  const tally = new SyncTally(plan);
  const syncId = await startSync(db, source.name);
  const context = { source: source.name, modelId: model.id, syncId, plan, tally };
  await storeOthers(catalogue, context);
  if (plan.pictures.length > 0) await syncPictures(catalogue, model, context, options);
  const isComplete = !options.signal?.aborted;
  if (isComplete) {
    const gone = [...plan.gone].filter((key) => !tally.isMoved(key));
    tally.removed((await store.removeItems(db, syncId, gone)).length);
    await store.forgetBroken(db, plan.mended);
    await ensureIndex(db, model.id, (count) => options.onNotice?.(indexNotice(count)));
  }
  const { broken, seconds, ...counts } = tally.result((performance.now() - started) / 1000);
  if (isComplete) await finishSync(db, syncId, { ...counts, broken: broken.length });
  return { ...counts, broken: broken.toSorted((a, b) => compareCodeUnits(a.file, b.file)), seconds };
}

interface SyncContext extends store.Storing {
  readonly plan: SyncPlan;
  readonly tally: SyncTally;
}

/** Stores items without a picture, and attributes that changed beside an unchanged picture. */
async function storeOthers({ db }: Catalogue, context: SyncContext): Promise<void> {
  const { plan, tally, syncId } = context;
  const items = plan.withoutPicture.map(({ key, attributes }) => ({
    ...{ key, attributes, file: null, stamp: null, content: null, hash: null },
  }));
  const changes = await store.storeItems(db, { items, vectors: [], moves: [] }, context);
  items.forEach(({ key }) => tally.item(changes.get(key) ?? 'unchanged'));
  if (plan.otherAttributes.length === 0) return;
  const changed = new Set(await store.storeAttributes(db, syncId, plan.otherAttributes));
  plan.otherAttributes.forEach(({ key }) => tally.item(changed.has(key) ? 'changed' : 'unchanged'));
}

async function syncPictures(
  catalogue: Catalogue,
  model: ActiveModel,
  context: SyncContext,
  { threads, maxPixels, onProgress, signal }: SyncOptions,
): Promise<void> {
  const { pictures } = context.plan;
  const embedder = await PictureEmbedder.start({ bytes: model.bytes, name: model.name, maxPixels }, threads);
  const report = () => onProgress?.(context.tally.picturesDone, pictures.length);
  report();
  try {
    await shareWork(catalogue, model.id, pictures, {
      // Two batches for each thread: one is read and stored while the other computes.
      ...{ atOnce: 2 * threads, signal },
      doBatch: async (batch) => {
        await syncBatch(catalogue.db, embedder, batch, context);
        report();
      },
      onOthers: (count) => {
        context.tally.doneByOthers(count);
        report();
      },
    });
  } finally {
    await embedder.stop();
  }
}
