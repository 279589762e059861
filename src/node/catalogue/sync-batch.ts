// One batch of a synchronisation: reads the files, computes the vectors of those whose content is new to the
// catalogue, and stores all in one transaction.
import * as store from '../../catalogue/store/items.ts';
import type { CatalogueDatabase } from '../../catalogue/store/schema.ts';
import type { FileContent } from './embed-thread.ts';
import type { PictureEmbedder } from './picture-embedder.ts';
import type { PictureToDo, SyncPlan } from './sync-plan.ts';
import type { SyncTally } from './sync-tally.ts';

/** What a batch is a part of. */
export interface BatchContext extends store.Storing {
  readonly plan: Pick<SyncPlan, 'gone'>;
  readonly tally: SyncTally;
}

/** A picture that was read. */
interface ReadPicture extends PictureToDo {
  readonly index: number;
  readonly content: string;
}

/** Reads, computes and stores the pictures of a batch. */
export async function syncBatch(
  db: CatalogueDatabase,
  embedder: PictureEmbedder,
  pictures: readonly PictureToDo[],
  context: BatchContext,
): Promise<void> {
  const read = await embedder.read(pictures.map(({ file }) => file));
  const good = pictures.flatMap((picture, index): ReadPicture[] => {
    const content: FileContent = read.contents[index]!;
    return 'error' in content ? [] : [{ ...picture, ...content, index }];
  });
  const twins = await store.twinsByContent(db, context.modelId, [
    ...new Set(good.map(({ content }) => content)),
  ]);
  const originals = new Map(good.map((picture) => [picture.key, originalOf(picture, twins, context)]));
  const fresh = good.filter(({ key }) => originals.get(key) === undefined);
  const embedded = await read.embed(fresh.map(({ index }) => index));
  const made = new Map(fresh.map(({ key }, i) => [key, embedded[i]!]));
  const done = good.flatMap((picture) => {
    const original = originals.get(picture.key);
    const features = original ? twins.get(picture.content)!.features : made.get(picture.key)!;
    return 'error' in features ? [] : [{ ...picture, ...features, original }];
  });
  const changes = await store.storeItems(
    db,
    {
      items: done.map(({ key, file, stamp, content, attributes, hash }) => ({
        ...{ key, file, stamp, content, attributes, hash },
      })),
      vectors: done
        .filter(({ original }) => original?.kind !== 'same')
        .map(({ key, content, embedding, code, label, probability, novelty }) => ({
          ...{ key, content, embedding, code, label, probability, novelty },
        })),
      moves: done.flatMap(({ key, original }) =>
        original?.kind === 'move' ? [{ key, from: original.from }] : [],
      ),
    },
    context,
  );
  done.forEach(({ key }) => context.tally.picture(changes.get(key) ?? 'unchanged'));
  const errors = [...read.contents, ...embedded];
  const files = [...pictures, ...fresh];
  await storeProblems(
    db,
    files.flatMap((picture, i) => {
      const problem = errors[i]!;
      return 'error' in problem ? [{ ...picture, error: problem.error }] : [];
    }),
    context,
  );
}

/** An item that has the same picture: the same item, another one that stays, or one that moved here. */
type Original =
  { readonly kind: 'same' | 'copy' } | { readonly kind: 'move'; /** Its key. */ readonly from: string };

function originalOf(
  { key, content, isKnown }: ReadPicture,
  twins: ReadonlyMap<string, store.Twins>,
  { plan, tally }: BatchContext,
): Original | undefined {
  const keys = twins.get(content)?.keys ?? [];
  if (keys.includes(key)) return { kind: 'same' };
  const gone = isKnown ? undefined : keys.find((other) => plan.gone.has(other) && !tally.isMoved(other));
  if (gone !== undefined) {
    tally.move(gone);
    return { kind: 'move', from: gone };
  }
  return keys.length > 0 ? { kind: 'copy' } : undefined;
}

/** Lists the files that can't be read. Items that had been read from them are removed. */
async function storeProblems(
  db: CatalogueDatabase,
  problems: readonly (PictureToDo & { readonly error: string })[],
  { source, syncId, tally }: BatchContext,
): Promise<void> {
  if (problems.length === 0) return;
  const removed = await store.storeBroken(
    db,
    { source, syncId },
    problems.map(({ key, stamp, error }) => ({ key, stamp, error })),
  );
  tally.removed(removed.length);
  problems.forEach(({ key, error }) => tally.unreadable(key, error));
}
