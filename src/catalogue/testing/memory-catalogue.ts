// A catalogue in memory, with items whose vectors a test chooses. Opening takes seconds: share one in a file.
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { Kysely, PostgresDialect } from 'kysely';
import { PGlitePool } from '../../node/catalogue/pglite-pool.ts';
import { simHash } from '../sim-hash.ts';
import type { FilledCatalogue } from '../store/catalogue.ts';
import { bitBytes, halfvecBytes } from '../store/binary.ts';
import { nextWorker } from '../store/claims.ts';
import { storeItems } from '../store/items.ts';
import { migrate } from '../store/migrations.ts';
import { activeModel, addModel } from '../store/models.ts';
import type { Attributes, Tables } from '../store/schema.ts';
import { finishSync, startSync } from '../store/syncs.ts';

/** An item of a test; what is left out is the same for all. */
export interface TestItem {
  readonly key: string;
  /** False for an item without a picture. */
  readonly hasPicture?: boolean;
  readonly content?: string;
  readonly hash?: string;
  readonly attributes?: Attributes;
  /** Of length 1. */
  readonly vector?: readonly number[];
  readonly label?: number;
  readonly probability?: number;
  readonly novelty?: number | null;
}

/** A catalogue in memory. */
export interface MemoryCatalogue extends FilledCatalogue {
  /** Stores items, as one synchronisation. @param moves items that had another key */
  put(items: readonly TestItem[], moves?: readonly { key: string; from: string }[]): Promise<number>;
}

/** @param dimensions the length of vectors */
export async function memoryCatalogue(dimensions = 2): Promise<MemoryCatalogue> {
  const pool = await PGlitePool.withVectors(await PGlite.create({ extensions: { vector } }));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  await migrate(db, 'memory', { creates: true });
  await addModel(db, { fingerprint: 'f', name: 'model', dimensions, bytes: new Uint8Array([1]) });
  const model = (await activeModel(db))!;
  return {
    ...{ place: 'memory', kind: 'folder', db, model, startWorker: () => nextWorker(db) },
    close: () => db.destroy(),
    put: async (items, moves = []) => {
      const syncId = await startSync(db, 'test');
      const withPicture = items.filter(({ hasPicture = true }) => hasPicture);
      await storeItems(
        db,
        {
          items: items.map(({ key, hasPicture = true, content = key, hash = null, attributes = {} }) => ({
            ...{ key, attributes },
            ...(hasPicture
              ? { file: `/shop/${key}`, stamp: '1 1', content, hash }
              : { file: null, stamp: null, content: null, hash: null }),
          })),
          vectors: withPicture.map((item) => {
            const { key, content = key, vector = [1, ...Array<number>(dimensions - 1).fill(0)] } = item;
            const { label = 0, probability = 1, novelty = null } = item;
            const values = Float32Array.from(vector);
            const [embedding, code] = [halfvecBytes(values), bitBytes(simHash(values))];
            return { key, content, embedding, code, label, probability, novelty };
          }),
          moves,
        },
        { source: 'test', modelId: model.id, syncId },
      );
      await finishSync(db, syncId, { added: items.length });
      return syncId;
    },
  };
}
