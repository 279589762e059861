// The items of a catalogue: what is known of those of a source, and storing, moving and removing them. Each
// function is one transaction, so that an item never lacks its vector.
import { sql } from 'kysely';
import { moveCorrections } from './corrections.ts';
import { codeTable, vectorTable, type Attributes, type CatalogueDatabase } from './schema.ts';

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

/** What the model says of a picture. */
export interface PictureFeatures {
  /** The features, of length 1, as a `halfvec`. */
  readonly embedding: Uint8Array;
  /** Their code by `simHash`, as a `bit`. */
  readonly code: Uint8Array;
  readonly label: number;
  readonly probability: number;
  readonly novelty: number | null;
}

/** The vector of an item. */
export interface VectorToStore extends PictureFeatures {
  readonly key: string;
  /** The picture that it was made from: the SHA-256 of the file. */
  readonly content: string;
}

/** Items that are done, and how they differ from what the catalogue had. */
export interface DoneItems {
  readonly items: readonly ItemToStore[];
  /** Those of items whose picture is new to them. */
  readonly vectors: readonly VectorToStore[];
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
      and key = any(${keys}::text[])
    limit 1`.execute(db);
  return rows[0];
}

/** Items with one picture. */
export interface Twins {
  readonly keys: readonly string[];
  readonly features: PictureFeatures & { readonly hash: string };
}

/** The items with a vector, by the content of their pictures. */
export async function twinsByContent(
  db: CatalogueDatabase,
  modelId: number,
  contents: readonly string[],
): Promise<Map<string, Twins>> {
  const table = sql.table(vectorTable(modelId));
  const { rows } = await sql<{ content: string; keys: string[] } & Twins['features']>`
    select twins.content, keys, hash, halfvec_send(embedding) as embedding, bit_send(code) as code, label, probability, novelty
    from (
      select content, jsonb_agg(key order by key) as keys, min(item.id) as id
      from item join ${table} as vectors on vectors.item_id = item.id
      where content = any(${contents}::text[])
      group by content
    ) as twins join item on item.id = twins.id join ${table} as vectors on vectors.item_id = item.id
      join ${sql.table(codeTable(modelId))} as codes on codes.item_id = item.id`.execute(db);
  return new Map(rows.map(({ content, keys, ...features }) => [content, { keys, features }]));
}

/** How items differ from what the catalogue had, by key. Those that do not differ are missing. */
export type Changes = ReadonlyMap<string, 'added' | 'changed' | 'moved'>;

/** Stores items with their vectors. @returns how they differ from what the catalogue had */
export async function storeItems(
  db: CatalogueDatabase,
  { items, vectors, moves }: DoneItems,
  { source, modelId, syncId }: Storing,
): Promise<Changes> {
  if (items.length === 0) return new Map();
  return db.transaction().execute(async (transaction) => {
    const moved = await moveItems(transaction, moves);
    const changes = await recordChanges(transaction, syncId, items, moved);
    const known = items.filter(({ key }) => ['changed', 'moved'].includes(changes.get(key)!));
    await forgetOldVectors(transaction, known);
    await sql`insert into item (key, source, file, stamp, content, hash, attributes)
      select key, ${source}, file, stamp, content, hash, attributes from jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
        as read(key text, file text, stamp text, content text, hash text, attributes jsonb)
      on conflict (key) do update set file = excluded.file, stamp = excluded.stamp, content = excluded.content,
        hash = excluded.hash, attributes = excluded.attributes`.execute(transaction);
    await storeVectors(transaction, modelId, vectors);
    await deleteByKey(
      transaction,
      'broken',
      items.map(({ key }) => key),
    );
    return changes;
  });
}

/**
 * Gives items other keys.
 *
 * @returns the new keys of those that another worker has not moved or removed before
 */
async function moveItems(db: CatalogueDatabase, moves: DoneItems['moves']): Promise<Set<string>> {
  if (moves.length === 0) return new Set();
  const { rows } = await sql<{ key: string }>`update item set key = moved.key
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as moved(key text, "from" text)
    where item.key = moved."from" returning item.key`.execute(db);
  const moved = new Set(rows.map(({ key }) => key));
  await moveCorrections(
    db,
    moves.filter(({ key }) => moved.has(key)),
  );
  return moved;
}

/** Removes the vectors, by any model, of items that are about to get another picture, or none. */
async function forgetOldVectors(db: CatalogueDatabase, items: readonly ItemToStore[]): Promise<void> {
  if (items.length === 0) return;
  const models = await db.selectFrom('model').select('id').execute();
  for (const { id } of models)
    await sql`delete from ${sql.table(vectorTable(id))} as vectors
      using item, jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as read(key text, content text)
      where vectors.item_id = item.id and item.key = read.key
        and item.content is distinct from read.content`.execute(db);
}

/** Stores vectors. Items that are gone by now, or have another picture, get none. */
export async function storeVectors(
  db: CatalogueDatabase,
  modelId: number,
  vectors: readonly VectorToStore[],
): Promise<void> {
  if (vectors.length === 0) return;
  const rows = vectors.map(
    ({ key, content, embedding, code, label, probability, novelty }) => sql`
      (${key}, ${content}, ${embedding}::halfvec, ${code}::bit varying,
        ${label}::smallint, ${probability}::real, ${novelty}::real)`,
  );
  await sql`
    with made as (
      select item.id as item_id, embedding, code, label, probability, novelty
      from (values ${sql.join(rows)}) as made(key, content, embedding, code, label, probability, novelty)
        join item on item.key = made.key and item.content = made.content
    ), stored as (
      insert into ${sql.table(vectorTable(modelId))} (item_id, embedding, label, probability, novelty)
      select item_id, embedding, label, probability, novelty from made
      on conflict (item_id) do update set embedding = excluded.embedding, label = excluded.label,
        probability = excluded.probability, novelty = excluded.novelty
    )
    insert into ${sql.table(codeTable(modelId))} (item_id, code) select item_id, code from made
    on conflict (item_id) do update set code = excluded.code`.execute(db);
}

/**
 * Stores attributes that changed while the pictures did not.
 *
 * @returns the keys of those that another worker has not stored before
 */
export async function storeAttributes(
  db: CatalogueDatabase,
  syncId: number,
  items: readonly Pick<ItemToStore, 'key' | 'attributes'>[],
): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    with updated as (
      update item set attributes = told.attributes
      from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as told(key text, attributes jsonb)
      where item.key = told.key and item.attributes != told.attributes
      returning item.key, item.attributes ->> 'category' as category
    )
    insert into change (sync_id, key, kind, category) select ${syncId}, key, 'changed', category from updated
    returning key`.execute(db);
  return rows.map(({ key }) => key);
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
      delete from item where key = any(${keys}::text[])
      returning key, attributes ->> 'category' as category
    )
    insert into change (sync_id, key, kind, category) select ${syncId}, key, 'removed', category from removed
    returning key`.execute(db);
  return rows.map(({ key }) => key);
}

/**
 * Lists files that can't be read, and removes the items that had been read from them.
 *
 * @returns the keys of the removed items
 */
export async function storeBroken(
  db: CatalogueDatabase,
  { source, syncId }: Pick<Storing, 'source' | 'syncId'>,
  files: readonly { readonly key: string; readonly stamp: string; readonly error: string }[],
): Promise<string[]> {
  return db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('broken')
      .values(files.map((file) => ({ ...file, source })))
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet((row) => ({
          source: row.ref('excluded.source'),
          stamp: row.ref('excluded.stamp'),
          error: row.ref('excluded.error'),
        })),
      )
      .execute();
    return removeItems(
      transaction,
      syncId,
      files.map(({ key }) => key),
    );
  });
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

/** Records how items that are about to be stored differ from what the catalogue has. @returns it */
async function recordChanges(
  db: CatalogueDatabase,
  syncId: number,
  items: readonly ItemToStore[],
  moved: ReadonlySet<string>,
): Promise<Changes> {
  const list = items.map(({ key, content, attributes }) => ({
    ...{ key, content, attributes, moved: moved.has(key) },
  }));
  const { rows } = await sql<{ key: string; kind: 'added' | 'changed' | 'moved' }>`
    insert into change (sync_id, key, kind, category)
    select ${syncId}, read.key, case when read.moved then 'moved' when item.id is null then 'added' else 'changed' end,
      read.attributes ->> 'category'
    from jsonb_to_recordset(${JSON.stringify(list)}::jsonb)
        as read(key text, content text, attributes jsonb, moved boolean)
      left join item on item.key = read.key
    where read.moved or item.content is distinct from read.content or item.attributes is distinct from read.attributes
    returning key, kind`.execute(db);
  return new Map(rows.map(({ key, kind }) => [key, kind]));
}

async function deleteByKey(db: CatalogueDatabase, table: 'broken', keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`delete from ${sql.table(table)}
    where key = any(${keys}::text[])`.execute(db);
}
