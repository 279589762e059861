// The items of a catalogue: what is known of those of a source, and storing, moving and removing them. Each
// function is one transaction, so that an item never lacks its vector.
import { sql } from 'kysely';
import { moveCorrections } from './corrections.ts';
import { vectorTable, type Attributes, type CatalogueDatabase } from './schema.ts';

/** An item as the catalogue has it. */
export interface KnownItem {
  readonly key: string;
  readonly file: string | null;
  readonly stamp: string | null;
  readonly attributes: Attributes;
  /** Whether it has a vector of the model. */
  readonly hasVector: boolean;
}

/** An item as it shall be stored. */
export interface ItemToStore {
  readonly key: string;
  readonly file: string | null;
  readonly stamp: string | null;
  readonly content: string | null;
  readonly hash: string | null;
  readonly attributes: Attributes;
}

/** The vector of an item, and what the model says of it. */
export interface VectorToStore {
  readonly key: string;
  /** `[0.1,…]`, of length 1. */
  readonly embedding: string;
  readonly label: number;
  readonly probability: number;
  readonly novelty: number | null;
}

/** Items that are done, and how they differ from what the catalogue had. */
export interface DoneItems {
  readonly items: readonly ItemToStore[];
  readonly vectors: readonly VectorToStore[];
  /** Items whose content another one has, `from`, with the same vector. */
  readonly copies: readonly { readonly key: string; readonly from: string }[];
  /** Items that had another key. */
  readonly moves: readonly { readonly key: string; readonly from: string }[];
}

/** Where stored items belong. */
export interface Storing {
  readonly source: string;
  readonly modelId: number;
  readonly syncId: number;
}

/** The items of a source, by key. */
export async function knownItems(
  db: CatalogueDatabase,
  modelId: number,
  source: string,
): Promise<Map<string, KnownItem>> {
  const { rows } = await sql<KnownItem>`
    select key, file, stamp, attributes, item_id is not null as "hasVector"
    from item left join ${sql.table(vectorTable(modelId))} as vectors on vectors.item_id = item.id
    where source = ${source}`.execute(db);
  return new Map(rows.map((row) => [row.key, row]));
}

/** An item with a picture. */
export interface ItemWithPicture {
  readonly key: string;
  readonly file: string;
  readonly stamp: string;
  /** The SHA-256 of the file, in hexadecimal. */
  readonly content: string;
}

/** The items with a picture that have no vector of a model. */
export async function itemsWithoutVector(db: CatalogueDatabase, modelId: number): Promise<ItemWithPicture[]> {
  const { rows } = await sql<ItemWithPicture>`
    select key, file, stamp, content from item
    where content is not null
      and not exists (select from ${sql.table(vectorTable(modelId))} as vectors where vectors.item_id = item.id)
    order by key`.execute(db);
  return rows;
}

/** The source of one of the keys that another source has; undefined if none has. */
export async function keyElsewhere(
  db: CatalogueDatabase,
  source: string,
  keys: readonly string[],
): Promise<{ key: string; source: string } | undefined> {
  const { rows } = await sql<{ key: string; source: string }>`
    select key, source from item where source != ${source}
      and key in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))
    limit 1`.execute(db);
  return rows[0];
}

/** The keys of items with a vector, by the content of their pictures. */
export async function keysByContent(
  db: CatalogueDatabase,
  modelId: number,
  contents: readonly string[],
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ content: string; key: string }>`
    select content, key from item join ${sql.table(vectorTable(modelId))} as vectors on vectors.item_id = item.id
    where content in (select jsonb_array_elements_text(${JSON.stringify(contents)}::jsonb))
    order by key`.execute(db);
  const found = new Map<string, string[]>();
  for (const { content, key } of rows) found.set(content, [...(found.get(content) ?? []), key]);
  return found;
}

/** Stores items with their vectors. */
export async function storeItems(
  db: CatalogueDatabase,
  { items, vectors, copies, moves }: DoneItems,
  { source, modelId, syncId }: Storing,
): Promise<void> {
  if (items.length === 0) return;
  await db.transaction().execute(async (transaction) => {
    if (moves.length > 0) {
      await sql`update item set key = moved.key
        from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as moved(key text, "from" text)
        where item.key = moved."from"`.execute(transaction);
      await moveCorrections(transaction, moves);
    }
    await recordChanges(transaction, syncId, items, moves);
    await sql`insert into item (key, source, file, stamp, content, hash, attributes)
      select key, ${source}, file, stamp, content, hash, attributes from jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
        as read(key text, file text, stamp text, content text, hash text, attributes jsonb)
      on conflict (key) do update set file = excluded.file, stamp = excluded.stamp, content = excluded.content,
        hash = coalesce(excluded.hash, case when item.content = excluded.content then item.hash end), attributes = excluded.attributes`.execute(
      transaction,
    );
    await forgetVectors(
      transaction,
      modelId,
      vectors.map(({ key }) => key),
    );
    await storeVectors(transaction, modelId, vectors);
    if (copies.length > 0) await storeCopies(transaction, modelId, copies);
    await deleteByKey(
      transaction,
      'broken',
      items.map(({ key }) => key),
    );
  });
}

/** Gives items the vector and the hash of others with the same picture. */
async function storeCopies(
  db: CatalogueDatabase,
  modelId: number,
  copies: DoneItems['copies'],
): Promise<void> {
  const table = sql.table(vectorTable(modelId));
  const list = JSON.stringify(copies);
  await sql`insert into ${table} (item_id, embedding, label, probability, novelty)
    select item.id, original.embedding, original.label, original.probability, original.novelty
    from jsonb_to_recordset(${list}::jsonb) as copied(key text, "from" text)
      join item on item.key = copied.key
      join item as other on other.key = copied."from"
      join ${table} as original on original.item_id = other.id
    on conflict (item_id) do update set embedding = excluded.embedding, label = excluded.label,
      probability = excluded.probability, novelty = excluded.novelty`.execute(db);
  await sql`update item set hash = other.hash
    from jsonb_to_recordset(${list}::jsonb) as copied(key text, "from" text)
      join item as other on other.key = copied."from"
    where item.key = copied.key`.execute(db);
}

/** Stores the vectors of items that the catalogue has; of those that are gone by now, none. */
export async function storeVectors(
  db: CatalogueDatabase,
  modelId: number,
  vectors: readonly VectorToStore[],
): Promise<void> {
  if (vectors.length === 0) return;
  await sql`insert into ${sql.table(vectorTable(modelId))} (item_id, embedding, label, probability, novelty)
    select item.id, made.embedding::halfvec, label, probability, novelty
    from jsonb_to_recordset(${JSON.stringify(vectors)}::jsonb)
      as made(key text, embedding text, label smallint, probability real, novelty real)
      join item on item.key = made.key
    on conflict (item_id) do update set embedding = excluded.embedding, label = excluded.label,
      probability = excluded.probability, novelty = excluded.novelty`.execute(db);
}

/** Stores attributes that changed while the pictures did not. */
export async function storeAttributes(
  db: CatalogueDatabase,
  syncId: number,
  items: readonly Pick<ItemToStore, 'key' | 'attributes'>[],
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await recordChanges(transaction, syncId, items, []);
    await sql`update item set attributes = told.attributes
      from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as told(key text, attributes jsonb)
      where item.key = told.key`.execute(transaction);
  });
}

/**
 * Removes items, with their vectors.
 *
 * @returns the keys of those that another worker has not removed before
 */
export async function removeItems(
  db: CatalogueDatabase,
  syncId: number,
  keys: readonly string[],
): Promise<string[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<{ key: string }>`
    with removed as (
      delete from item where key in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))
      returning key, attributes ->> 'category' as category
    )
    insert into change (sync_id, key, kind, category) select ${syncId}, key, 'removed', category from removed
    returning key`.execute(db);
  return rows.map(({ key }) => key);
}

/** Lists a file that can't be read. The catalogue keeps no item of it, because it may have become another. */
export async function storeBroken(
  db: CatalogueDatabase,
  source: string,
  files: readonly { readonly key: string; readonly stamp: string; readonly error: string }[],
): Promise<void> {
  if (files.length === 0) return;
  await db
    .insertInto('broken')
    .values(files.map((file) => ({ ...file, source })))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((row) => ({
        stamp: row.ref('excluded.stamp'),
        error: row.ref('excluded.error'),
      })),
    )
    .execute();
}

/** The files of a source that could not be read, by key. */
export async function brokenFiles(
  db: CatalogueDatabase,
  source: string,
): Promise<Map<string, { stamp: string; error: string }>> {
  const rows = await db.selectFrom('broken').selectAll().where('source', '=', source).execute();
  return new Map(rows.map(({ key, stamp, error }) => [key, { stamp, error }]));
}

/** Takes files from the list of those that can't be read. */
export const forgetBroken = (db: CatalogueDatabase, keys: readonly string[]): Promise<void> =>
  deleteByKey(db, 'broken', keys);

/** Records what is about to be stored: new keys were added, others changed, unless they moved. */
async function recordChanges(
  db: CatalogueDatabase,
  syncId: number,
  items: readonly Pick<ItemToStore, 'key' | 'attributes'>[],
  moves: DoneItems['moves'],
): Promise<void> {
  const moved = new Set(moves.map(({ key }) => key));
  const list = items.map(({ key, attributes }) => ({
    key,
    category: attributes['category'] ?? null,
    moved: moved.has(key),
  }));
  await sql`insert into change (sync_id, key, kind, category)
    select ${syncId}, read.key, case when read.moved then 'moved' when item.id is null then 'added' else 'changed' end,
      read.category
    from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as read(key text, category text, moved boolean)
      left join item on item.key = read.key`.execute(db);
}

/** Removes the vectors that other models have of items: the pictures are new, so they are to be made anew. */
async function forgetVectors(db: CatalogueDatabase, modelId: number, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  const others = await db.selectFrom('model').select('id').where('id', '!=', modelId).execute();
  for (const { id } of others)
    await sql`delete from ${sql.table(vectorTable(id))} where item_id in (
      select id from item where key in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb)))`.execute(
      db,
    );
}

async function deleteByKey(db: CatalogueDatabase, table: 'broken', keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`delete from ${sql.table(table)}
    where key in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`.execute(db);
}
