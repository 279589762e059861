// Which worker does which picture. A worker counts as alive while its session of the database holds an
// advisory lock, which ends with its connection; the claims of dead workers are free.
import { sql } from 'kysely';
import { vectorTable, type CatalogueDatabase } from './schema.ts';

/** Tells our advisory locks from those of other programs: "atel" in ASCII. */
export const workerLock = 0x6174656c;

/** What a worker wants to do: a picture as it is now. */
export interface Wanted {
  readonly key: string;
  readonly file: string;
  readonly stamp: string;
}

/** A number that no worker of this catalogue has had. */
export async function nextWorker(db: CatalogueDatabase): Promise<number> {
  const { rows } = await sql<{ worker: number }>`select nextval('worker')::integer as worker`.execute(db);
  return rows[0]!.worker;
}

/** Frees what workers had claimed that are gone. */
export async function freeClaims(db: CatalogueDatabase): Promise<void> {
  await sql`delete from claim where not exists (
    select from pg_locks
    where locktype = 'advisory' and classid = ${workerLock} and objid = worker
      and database = (select oid from pg_database where datname = current_database())
  )`.execute(db);
}

/**
 * Claims pictures for a worker.
 *
 * @returns the keys of those that no other worker has claimed or done
 */
export async function claim(
  db: CatalogueDatabase,
  modelId: number,
  worker: number,
  wanted: readonly Wanted[],
): Promise<Set<string>> {
  const list = JSON.stringify(wanted);
  const claimed = await sql<{ key: string }>`
    insert into claim (model_id, key, worker)
    select ${modelId}, key, ${worker} from jsonb_to_recordset(${list}::jsonb) as wanted(key text)
    on conflict do nothing
    returning key`.execute(db);
  // Another worker may have finished one since the caller looked. Now that it is ours, that can't change.
  const done = await sql<{ key: string }>`
    delete from claim using item, ${sql.table(vectorTable(modelId))} as vectors,
      jsonb_to_recordset(${list}::jsonb) as wanted(key text, file text, stamp text)
    where claim.model_id = ${modelId} and claim.worker = ${worker} and claim.key = wanted.key
      and claim.key = any(${wanted.map(({ key }) => key)}::text[])
      and item.key = wanted.key and item.file = wanted.file and item.stamp = wanted.stamp
      and vectors.item_id = item.id
    returning claim.key`.execute(db);
  const doneKeys = new Set(done.rows.map(({ key }) => key));
  return new Set(claimed.rows.map(({ key }) => key).filter((key) => !doneKeys.has(key)));
}

/** Lets go of pictures, done or not. */
export async function releaseClaims(
  db: CatalogueDatabase,
  modelId: number,
  keys: readonly string[],
): Promise<void> {
  await sql`delete from claim where model_id = ${modelId}
    and key = any(${keys}::text[])`.execute(db);
}

/** The keys of pictures that nobody has done: there is no vector of them, nor are they known to be broken. */
export async function notDone(
  db: CatalogueDatabase,
  modelId: number,
  wanted: readonly Wanted[],
): Promise<Set<string>> {
  if (wanted.length === 0) return new Set();
  const { rows } = await sql<{ key: string }>`
    select key from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as wanted(key text, file text, stamp text)
    where not exists (
      select from item join ${sql.table(vectorTable(modelId))} as vectors on vectors.item_id = item.id
      where item.key = wanted.key and item.file = wanted.file and item.stamp = wanted.stamp
    ) and not exists (
      select from broken where broken.key = wanted.key and broken.stamp = wanted.stamp
    )`.execute(db);
  return new Set(rows.map(({ key }) => key));
}
