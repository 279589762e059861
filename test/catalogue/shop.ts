// A small shop for the tests of catalogues: sketches as PNG files, a small model, and what a catalogue has
// of them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import sharp from 'sharp';
import type { Catalogue } from '../../src/catalogue/store/catalogue.ts';
import { activeModel } from '../../src/catalogue/store/models.ts';
import { vectorTable } from '../../src/catalogue/store/schema.ts';
import { sketches } from '../../src/data/sketches.ts';
import { repository } from '../testing/process.ts';

/** A model with vectors of 64 numbers. */
export const modelFile = join(repository, 'models/pocket.onnx');
export const model = { file: modelFile, bytes: new Uint8Array(await readFile(modelFile)) };

/** So many different sketches, as PNG files. */
export async function pictures(count: number): Promise<Buffer[]> {
  const { images, height, width } = sketches({ seed: 23, train: Math.max(count, 10) }).train;
  const size = height * width;
  return Promise.all(
    Array.from({ length: count }, (_, i) =>
      sharp(images.subarray(i * size, (i + 1) * size), { raw: { width, height, channels: 1 } })
        .png()
        .toBuffer(),
    ),
  );
}

/** An item as it is stored, with each vector that it has. */
export interface StoredItem {
  readonly key: string;
  readonly content: string | null;
  readonly hash: string | null;
  readonly label: number | null;
  readonly embedding: string | null;
}

/** All items of a catalogue in the order of their keys; one with two vectors would come twice. */
export async function storedItems({ db }: Catalogue): Promise<StoredItem[]> {
  const active = (await activeModel(db))!;
  const { rows } = await sql<StoredItem>`
    select key, content, hash, label, embedding::text as embedding
    from item left join ${sql.table(vectorTable(active.id))} as vectors on vectors.item_id = item.id
    order by key collate "C"`.execute(db);
  return rows;
}

/** How often each key came, changed, moved or went, in all synchronisations. */
export async function storedChanges({ db }: Catalogue): Promise<string[]> {
  const rows = await db.selectFrom('change').select(['key', 'kind']).orderBy('sync_id').execute();
  return rows.map(({ key, kind }) => `${kind} ${key}`).sort();
}
