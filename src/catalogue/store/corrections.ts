// What persons say of the class of items. A correction stays with its item: when the picture gets another
// name, when the item gets another picture, mostly a better one of the same thing, and when the item is away
// for a time.
import { sql } from 'kysely';
import type { CatalogueDatabase } from './schema.ts';

/** A person's word on the class of an item. */
export interface Correction {
  readonly key: string;
  readonly category: string;
}

/** Keeps corrections; later ones replace earlier ones. */
export async function storeCorrections(
  db: CatalogueDatabase,
  corrections: readonly Correction[],
): Promise<void> {
  if (corrections.length === 0) return;
  await sql`insert into correction (key, category)
    select key, category from jsonb_to_recordset(${JSON.stringify(corrections)}::jsonb)
      as told(key text, category text)
    on conflict (key) do update set category = excluded.category, corrected = now()`.execute(db);
}

/** Which of these keys items have. */
export async function keysAmong(db: CatalogueDatabase, keys: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select key from item
    where key = any(${keys}::text[])`.execute(db);
  return new Set(rows.map(({ key }) => key));
}

/** Gives corrections the new keys of items that moved. */
export async function moveCorrections(
  db: CatalogueDatabase,
  moves: readonly { readonly key: string; readonly from: string }[],
): Promise<void> {
  const list = JSON.stringify(moves);
  await sql`delete from correction using jsonb_to_recordset(${list}::jsonb) as moved(key text)
    where correction.key = moved.key`.execute(db);
  await sql`update correction set key = moved.key
    from jsonb_to_recordset(${list}::jsonb) as moved(key text, "from" text)
    where correction.key = moved."from"`.execute(db);
}

/** A picture with its class: a person's word, else the attribute `category`; null without either. */
export interface LabelledPicture {
  readonly key: string;
  readonly file: string;
  readonly category: string | null;
}

/** The pictures of all items with their classes, by key. */
export async function labelledPictures(db: CatalogueDatabase): Promise<LabelledPicture[]> {
  const { rows } = await sql<LabelledPicture>`
    select item.key, file, coalesce(correction.category, attributes ->> 'category') as category
    from item left join correction on correction.key = item.key
    where file is not null order by item.key collate "C"`.execute(db);
  return rows;
}

/** Takes corrections back; keys without one are passed over. */
export async function removeCorrections(db: CatalogueDatabase, keys: readonly string[]): Promise<void> {
  await sql`delete from correction where key = any(${keys}::text[])`.execute(db);
}

/** A correction and when it was made. */
export interface PastCorrection extends Correction {
  readonly corrected: Date;
}

/** The newest corrections, the last one first. */
export async function latestCorrections(db: CatalogueDatabase, most: number): Promise<PastCorrection[]> {
  const { rows } = await sql<PastCorrection>`
    select key, category, corrected from correction
    order by corrected desc, key collate "C" limit ${most}`.execute(db);
  return rows;
}

/** A person's word on an item; null if there is none. */
export async function correctionOf(db: CatalogueDatabase, key: string): Promise<string | null> {
  const { rows } = await sql<{ category: string }>`
    select category from correction where key = ${key}`.execute(db);
  return rows[0]?.category ?? null;
}
