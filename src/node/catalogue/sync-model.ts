// The model of a catalogue: the first synchronisation chooses it, and it stays until `reindex`.
import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import type { Catalogue } from '../../catalogue/store/catalogue.ts';
import {
  activeModel,
  addModel,
  type ActiveModel,
  type CatalogueModel,
} from '../../catalogue/store/models.ts';
import { InputError } from '../../errors.ts';
import { openEmbeddingProgram } from '../../nn/embedding-program.ts';
import { count } from '../../number-words.ts';

/** A model file, described as ours are. */
export interface ModelFile {
  /** Its name, or path, for messages and for the name of the model. */
  readonly file: string;
  /** What is in it. */
  readonly bytes: Uint8Array;
}

/**
 * The model that makes the vectors of a catalogue.
 *
 * @param choose reads the model that the user named, or the one to begin with if none was named
 * @param isNamed whether the user named a model
 * @throws InputError if the catalogue has another model than the named one
 */
export async function modelForSync(
  { db, place }: Catalogue,
  choose: () => Promise<ModelFile>,
  isNamed: boolean,
): Promise<ActiveModel> {
  const active = await activeModel(db);
  if (!active) {
    await storeModel(db, await choose());
    return (await activeModel(db))!;
  }
  if (!isNamed) return active;
  const { file, bytes } = await choose();
  if (fingerprintOf(bytes) !== active.fingerprint)
    throw new InputError(
      `--model: this catalogue has the vectors of ${active.name}, which can't be compared with those of ${file}; to change the model, run atelier catalogue reindex ${place} --model ${file}`,
    );
  return active;
}

/** pgvector's vectors of half precision have no more numbers. */
const mostDimensions = 16_000;

/** Adds a model to a catalogue. @throws InputError if it has no features, or too many */
export async function storeModel(db: Catalogue['db'], { file, bytes }: ModelFile): Promise<CatalogueModel> {
  const { program, dimensions } = await openEmbeddingProgram(bytes, file, { threads: 1 });
  await program.dispose();
  if (dimensions > mostDimensions)
    throw new InputError(
      `${file}: expected a model of at most ${count(mostDimensions)} features, got ${count(dimensions)}`,
    );
  const name = basename(file, extname(file));
  return addModel(db, { fingerprint: fingerprintOf(bytes), name, dimensions, bytes });
}

const fingerprintOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
