// The models of a catalogue: the active one, whose vectors searches use, and one whose vectors are being
// made.
import { sql } from 'kysely';
import { codeBits } from '../sim-hash.ts';
import { codeTable, vectorTable, type CatalogueDatabase } from './schema.ts';

/** A model, without its bytes. */
export interface CatalogueModel {
  /** Its number in the catalogue. */
  readonly id: number;
  /** The SHA-256 of its bytes, in hexadecimal. */
  readonly fingerprint: string;
  /** The name of its file without the extension. */
  readonly name: string;
  /** The length of its vectors. */
  readonly dimensions: number;
}

/** The model that searches use. */
export interface ActiveModel extends CatalogueModel {
  /** The `.onnx` file. */
  readonly bytes: Uint8Array;
}

const columns = ['id', 'fingerprint', 'name', 'dimensions'] as const;

/** The model that searches use; undefined in a new catalogue. */
export async function activeModel(db: CatalogueDatabase): Promise<ActiveModel | undefined> {
  return db
    .selectFrom('model')
    .select([...columns, 'bytes'])
    .where('is_active', '=', true)
    .executeTakeFirst();
}

/** The model that searches use, without its bytes. */
export async function activeModelInfo(db: CatalogueDatabase): Promise<CatalogueModel | undefined> {
  return db.selectFrom('model').select(columns).where('is_active', '=', true).executeTakeFirst();
}

/**
 * Adds a model with an empty table of vectors, unless the catalogue has it. The first model becomes active.
 */
export async function addModel(
  db: CatalogueDatabase,
  model: Omit<ActiveModel, 'id'>,
): Promise<CatalogueModel> {
  return db.transaction().execute(async (transaction) => {
    await sql`lock table model in share row exclusive mode`.execute(transaction);
    const known = await transaction
      .selectFrom('model')
      .select(columns)
      .where('fingerprint', '=', model.fingerprint)
      .executeTakeFirst();
    if (known) return known;
    const hasNone = (await transaction.selectFrom('model').select('id').executeTakeFirst()) === undefined;
    const added = await transaction
      .insertInto('model')
      .values({ ...model, is_active: hasNone })
      .returning(columns)
      .executeTakeFirstOrThrow();
    await sql`create table ${sql.table(vectorTable(added.id))} (
      item_id integer primary key references item on delete cascade,
      embedding halfvec(${sql.lit(added.dimensions)}) not null,
      label smallint not null,
      probability real not null,
      novelty real
    )`.execute(transaction);
    await createCodeTable(transaction, added.id);
    return added;
  });
}

/** Makes the table for the codes of a model's vectors, which go with their vectors. */
export async function createCodeTable(db: CatalogueDatabase, modelId: number): Promise<void> {
  await sql`create table ${sql.table(codeTable(modelId))} (
    item_id integer primary key references ${sql.table(vectorTable(modelId))} on delete cascade,
    code bit(${sql.lit(codeBits)}) not null
  )`.execute(db);
}

/**
 * Makes a model the active one in one step, then removes all others with their vectors. Removing them in the
 * same step would wait for searches that wait for it.
 */
export async function activateModel(db: CatalogueDatabase, id: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction.updateTable('model').set({ is_active: false }).where('id', '!=', id).execute();
    await transaction.updateTable('model').set({ is_active: true }).where('id', '=', id).execute();
  });
  await db.transaction().execute(async (transaction) => {
    const others = await transaction
      .deleteFrom('model')
      .where('is_active', '=', false)
      .returning('id')
      .execute();
    for (const other of others)
      await sql`drop table ${sql.table(codeTable(other.id))}, ${sql.table(vectorTable(other.id))}`.execute(
        transaction,
      );
  });
}
