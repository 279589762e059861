// Brings a catalogue of the first version up to date: its vectors get codes.
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { PGlitePool } from '../../node/catalogue/pglite-pool.ts';
import { simHash } from '../sim-hash.ts';
import { migrate, migratorOf } from './migrations.ts';
import type { Tables } from './schema.ts';
import { nearestItems } from './search.ts';

const pool = await PGlitePool.withVectors(await PGlite.create({ extensions: { vector } }));
const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
afterAll(() => db.destroy());

const count = 40;
const angle = (i: number) => (Math.PI * i) / count;

it('gives codes to the vectors of a catalogue without', async () => {
  await migratorOf(db).migrateTo('1 tables');
  await db
    .insertInto('model')
    .values({ fingerprint: 'f', name: 'model', dimensions: 2, bytes: new Uint8Array(1), is_active: true })
    .execute();
  await sql`create table vectors_1 (item_id integer primary key references item on delete cascade,
    embedding halfvec(2) not null, label smallint not null, probability real not null, novelty real)`.execute(
    db,
  );
  await sql`create index vectors_1_hnsw on vectors_1 using hnsw (embedding halfvec_ip_ops)`.execute(db);
  for (let i = 0; i < count; i++) {
    await sql`insert into item (key, source, attributes) values (${`${i}`}, 'shop', '{}')`.execute(db);
    await sql`insert into vectors_1 select max(id), ${`[${Math.cos(angle(i))},${Math.sin(angle(i))}]`}::halfvec, 0, 1
      from item`.execute(db);
  }

  await migrate(db, 'memory', { creates: false });
  const { rows } = await sql<{
    code: string;
  }>`select code::text from codes_1 join item on item.id = item_id where key = '0'`.execute(db);
  const code = simHash(Float32Array.of(1, 0));
  expect(rows[0]!.code).toBe(Array.from(code, (byte) => byte.toString(2).padStart(8, '0')).join(''));
  const found = await nearestItems(db, {
    ...{ modelId: 1, count: 3 },
    vector: Float32Array.of(Math.cos(angle(20)), Math.sin(angle(20))),
  });
  expect(found.map(({ key }) => key).sort()).toEqual(['19', '20', '21']);
});
