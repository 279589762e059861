// Changes the model of a catalogue. The new vectors are made beside the old ones, which searches use until
// all are there; then the new ones take over in one step. After a kill the same call goes on where it was.
import type { Catalogue } from '../../catalogue/store/catalogue.ts';
import { itemsWithoutVector, storeVectors, type ItemWithPicture } from '../../catalogue/store/items.ts';
import { activateModel, type CatalogueModel } from '../../catalogue/store/models.ts';
import { ensureIndex } from '../../catalogue/store/search-index.ts';
import { indexNotice } from './index-notice.ts';
import { PictureEmbedder } from './picture-embedder.ts';
import { shareWork } from './share-work.ts';
import type { SyncOptions } from './sync.ts';
import type { ModelFile } from './sync-model.ts';

/** What a change of the model did. */
export interface ReindexResult {
  /** How many items have a vector of the new model. */
  readonly items: number;
  /** Pictures that are gone, broken, or changed since the last synchronisation: they have no vector now. */
  readonly broken: readonly { readonly file: string; readonly error: string }[];
  readonly seconds: number;
}

/**
 * Makes the vectors of all items with another model, then lets searches use them.
 *
 * @param model of the catalogue, stored with `storeModel`
 */
export async function reindexCatalogue(
  catalogue: Catalogue,
  model: CatalogueModel,
  { bytes }: Pick<ModelFile, 'bytes'>,
  { threads, maxPixels, onProgress, onNotice, signal }: SyncOptions,
): Promise<ReindexResult> {
  const started = performance.now();
  const { db } = catalogue;
  const items = await itemsWithoutVector(db, model.id);
  const broken: { file: string; error: string }[] = [];
  let done = 0;
  const embedder = await PictureEmbedder.start({ bytes, name: model.name, maxPixels }, threads);
  const report = (count: number) => {
    done += count;
    onProgress?.(done, items.length);
  };
  report(0);
  try {
    await shareWork(catalogue, model.id, items, {
      ...{ atOnce: 2 * threads, signal, onOthers: report },
      doBatch: async (batch) => {
        broken.push(...(await embedBatch(catalogue, model.id, embedder, batch)));
        report(batch.length);
      },
    });
  } finally {
    await embedder.stop();
  }
  if (!signal?.aborted) {
    await ensureIndex(db, model.id, (count) => onNotice?.(indexNotice(count)));
    await activateModel(db, model.id);
  }
  return { items: done - broken.length, broken, seconds: (performance.now() - started) / 1000 };
}

/** Stores the vectors of a batch. @returns the files without one */
async function embedBatch(
  { db }: Catalogue,
  modelId: number,
  embedder: PictureEmbedder,
  items: readonly ItemWithPicture[],
): Promise<{ file: string; error: string }[]> {
  const read = await embedder.read(items.map(({ file }) => file));
  const problems: { file: string; error: string }[] = [];
  const same: number[] = [];
  read.contents.forEach((content, i) => {
    const { file } = items[i]!;
    if ('error' in content) problems.push({ file, error: content.error });
    else if (content.content === items[i]!.content) same.push(i);
    else problems.push({ file, error: `${file}: changed since the last synchronisation` });
  });
  const embedded = await read.embed(same);
  const vectors = embedded.flatMap((result, i) => {
    const { key, file, content } = items[same[i]!]!;
    if ('error' in result) problems.push({ file, error: result.error });
    return 'error' in result ? [] : [{ key, content, ...result }];
  });
  await storeVectors(db, modelId, vectors);
  return problems;
}
