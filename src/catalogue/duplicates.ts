// Items with the same picture, or nearly the same.
import { sql } from 'kysely';
import { areCopies, groupsOf, nearHashes } from './copies.ts';
import type { FilledCatalogue } from './store/catalogue.ts';
import { vectorsOf } from './store/search.ts';

/** Items that show the same. */
export interface Duplicates {
  readonly kind: 'equal' | 'nearly equal';
  readonly items: readonly { readonly key: string; readonly file: string | null }[];
}

/** How many vectors are fetched at once. */
const batchSize = 1000;

/** Finds the groups of items with equal or nearly equal pictures. */
export async function findDuplicates({ db, model }: FilledCatalogue): Promise<Duplicates[]> {
  const items = await db
    .selectFrom('item')
    .select(['key', 'file', 'content', 'hash'])
    .where('content', 'is not', null)
    .orderBy(sql`key collate "C"`)
    .execute();
  const byContent = new Map<string, typeof items>();
  for (const item of items) byContent.set(item.content!, [...(byContent.get(item.content!) ?? []), item]);
  const pictures = [...byContent.values()].map(([first]) => first!).filter(({ hash }) => hash !== null);
  const near = nearHashes(pictures.map(({ hash }) => hash!));
  const vectors = new Map<string, Float32Array>();
  const keys = [...new Set(near.flat())].map((i) => pictures[i]!.key);
  for (let start = 0; start < keys.length; start += batchSize)
    for (const [key, vector] of await vectorsOf(db, model.id, keys.slice(start, start + batchSize)))
      vectors.set(key, vector);
  const compared = (i: number) => {
    const picture = pictures[i]!;
    const vector = vectors.get(picture.key);
    return vector && { ...picture, vector };
  };
  const copies = near.filter(([i, j]) => {
    const [a, b] = [compared(i), compared(j)];
    return a && b && areCopies(a, b);
  });
  const nearly = groupsOf(pictures.length, copies);
  const grouped = new Set(nearly.flat().map((i) => pictures[i]!.content!));
  const itemsOf = (content: string) => byContent.get(content)!.map(({ key, file }) => ({ key, file }));
  return [
    ...[...byContent]
      .filter(([content, { length }]) => length > 1 && !grouped.has(content))
      .map(([content]) => ({ kind: 'equal' as const, items: itemsOf(content) })),
    ...nearly.map((group) => ({
      kind: 'nearly equal' as const,
      items: group.flatMap((i) => itemsOf(pictures[i]!.content!)),
    })),
  ];
}
