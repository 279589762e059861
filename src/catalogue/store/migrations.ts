// The schema of a catalogue, as steps that Kysely's migrator runs once each, the same on PGlite and Postgres.
import { Migrator, sql, type Kysely, type Migration } from 'kysely';
import { InputError } from '../../errors.ts';
import { simHash } from '../sim-hash.ts';
import { bitBytes } from './binary.ts';
import { createCodeTable, type CatalogueModel } from './models.ts';
import { vectorsInPieces } from './read-items.ts';
import { codeTable, vectorTable, type CatalogueDatabase } from './schema.ts';

const first: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create extension if not exists vector`.execute(db);
    await db.schema
      .createTable('model')
      .addColumn('id', 'integer', (column) => column.primaryKey().generatedAlwaysAsIdentity())
      .addColumn('fingerprint', 'text', (column) => column.notNull().unique())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('dimensions', 'integer', (column) => column.notNull())
      .addColumn('bytes', 'bytea', (column) => column.notNull())
      .addColumn('is_active', 'boolean', (column) => column.notNull().defaultTo(false))
      .execute();
    await db.schema
      .createTable('item')
      .addColumn('id', 'integer', (column) => column.primaryKey().generatedAlwaysAsIdentity())
      .addColumn('key', 'text', (column) => column.notNull().unique())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('file', 'text')
      .addColumn('stamp', 'text')
      .addColumn('content', 'text')
      .addColumn('hash', 'text')
      .addColumn('attributes', 'jsonb', (column) => column.notNull())
      .addColumn('added', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
      .execute();
    await db.schema.createIndex('item_content').on('item').column('content').execute();
    await db.schema
      .createTable('claim')
      .addColumn('model_id', 'integer', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('worker', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('claim_key', ['model_id', 'key'])
      .execute();
    await db.schema
      .createTable('broken')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('stamp', 'text', (column) => column.notNull())
      .addColumn('error', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('sync')
      .addColumn('id', 'integer', (column) => column.primaryKey().generatedAlwaysAsIdentity())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('started', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
      .addColumn('finished', 'timestamptz')
      .addColumn('counts', 'jsonb')
      .addColumn('inventory', 'jsonb')
      .execute();
    await db.schema
      .createTable('change')
      .addColumn('sync_id', 'integer', (column) => column.notNull().references('sync.id'))
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('category', 'text')
      .execute();
    await db.schema.createIndex('change_sync').on('change').column('sync_id').execute();
    await db.schema
      .createTable('correction')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('category', 'text', (column) => column.notNull())
      .addColumn('corrected', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
      .execute();
    await sql`create sequence worker`.execute(db);
  },
};

/** Vectors get codes. The index was one of vectors; the next synchronisation makes one of codes. */
const codes: Migration = {
  async up(db: Kysely<unknown>) {
    const catalogue = db as CatalogueDatabase;
    const { rows: models } = await sql<CatalogueModel>`select id, dimensions from model`.execute(db);
    for (const model of models) {
      await sql`drop index if exists ${sql.id(`${vectorTable(model.id)}_hnsw`)}`.execute(db);
      await createCodeTable(catalogue, model.id);
      for await (const piece of vectorsInPieces(catalogue, model)) {
        const rows = piece.map(({ key, vector }) => sql`(${key}, ${bitBytes(simHash(vector))}::bit varying)`);
        await sql`insert into ${sql.table(codeTable(model.id))} (item_id, code)
          select item.id, code from (values ${sql.join(rows)}) as made(key, code)
            join item on item.key = made.key`.execute(db);
      }
    }
  },
};

const migrations: Readonly<Record<string, Migration>> = { '1 tables': first, '2 codes': codes };

/**
 * Brings the schema of a database up to date.
 *
 * @param place names the catalogue in errors
 * @param creates whether a catalogue is made in a database without one
 * @throws InputError if there is none, a later version of this program made it, or pgvector or the right to
 *   make tables is missing
 */
export async function migrate(
  db: CatalogueDatabase,
  place: string,
  { creates }: { readonly creates: boolean },
): Promise<void> {
  const known = Object.keys(migrations);
  const done = await migrationsDone(db);
  const unknown = done.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new InputError(
      `${place}: expected a catalogue of version ${known.length} or before, got version ${done.length}, which a later version of Atelier made`,
    );
  if (done.length === known.length) return;
  if (done.length === 0 && !creates)
    throw new InputError(`${place}: no such catalogue; make one with atelier catalogue sync`);
  const { error } = await migratorOf(db).migrateToLatest();
  if (error !== undefined) throw explained(error, place);
}

/** Names of our own, so that a database shared with other programs is no trouble. */
const tables = {
  migrationTableName: 'catalogue_migration',
  migrationLockTableName: 'catalogue_migration_lock',
};

/** Runs the migrations of a database. */
export const migratorOf = (db: CatalogueDatabase): Migrator =>
  new Migrator({
    ...{ db, ...tables },
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });

async function migrationsDone(db: CatalogueDatabase): Promise<string[]> {
  const exists = await sql<{
    name: string | null;
  }>`select to_regclass('catalogue_migration')::text as name`.execute(db);
  if (exists.rows[0]!.name === null) return [];
  const { rows } = await sql<{ name: string }>`select name from catalogue_migration`.execute(db);
  return rows.map(({ name }) => name);
}

function explained(error: unknown, place: string): unknown {
  if (error instanceof InputError) return error;
  const { code, message } = error as { code?: string; message: string };
  if (code === '0A000' || code === '58P01' || /extension "vector"/.test(message))
    return new InputError(`${place}: the database has no extension pgvector: ${message}`);
  return error;
}
