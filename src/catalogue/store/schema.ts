// The tables of a catalogue, for Kysely. The vectors of each model have a table of their own,
// `vectors_<model>`, because a column of vectors has one length, and because a new model's vectors then take
// over in one step. Their codes have a narrow table beside it, `codes_<model>`, which a search reads as a
// whole.
import type { ColumnType, Generated, Kysely } from 'kysely';

/** What is known of an item beside its picture: the columns of a table, and `category`. */
export type Attributes = Readonly<Record<string, string | number | boolean | null>>;

/** JSON: read as a value, written as text. */
type Json<T> = ColumnType<T, string, string>;

export interface ItemTable {
  id: Generated<number>;
  /** Names the item: the path of its picture in the folder, or a column of the table. */
  key: string;
  /** The folder or table that it comes from. */
  source: string;
  /** The absolute path of its picture; null for an item without one. */
  file: string | null;
  /** The size and time of the file when it was read. */
  stamp: string | null;
  /** The SHA-256 of the file, in hexadecimal. */
  content: string | null;
  /** The picture's difference hash, in hexadecimal: nearly equal pictures differ in a few bits. */
  hash: string | null;
  attributes: Json<Attributes>;
  added: Generated<Date>;
}

export interface ModelTable {
  id: Generated<number>;
  /** The SHA-256 of its bytes, in hexadecimal. */
  fingerprint: string;
  /** The name of its file. */
  name: string;
  /** The length of its vectors. */
  dimensions: number;
  bytes: Uint8Array;
  /** Whether searches use its vectors. */
  is_active: Generated<boolean>;
}

/** A picture that a worker has taken, so that no other does it too. */
export interface ClaimTable {
  model_id: number;
  key: string;
  worker: number;
}

/** A file that could not be read. */
export interface BrokenTable {
  key: string;
  source: string;
  stamp: string;
  error: string;
}

export interface SyncTable {
  id: Generated<number>;
  source: string;
  started: Generated<Date>;
  finished: Date | null;
  /** How many items came, went and so on. */
  counts: Json<Readonly<Record<string, number>>> | null;
  /** How many items have each value of each attribute that has few, when the synchronisation ended. */
  inventory: Json<Readonly<Record<string, Readonly<Record<string, number>>>>> | null;
}

export interface ChangeTable {
  sync_id: number;
  key: string;
  kind: 'added' | 'changed' | 'moved' | 'removed';
  category: string | null;
}

/** A person's word on the class of an item. */
export interface CorrectionTable {
  key: string;
  category: string;
  corrected: Generated<Date>;
}

/** All tables but those of vectors. */
export interface Tables {
  item: ItemTable;
  model: ModelTable;
  claim: ClaimTable;
  broken: BrokenTable;
  sync: SyncTable;
  change: ChangeTable;
  correction: CorrectionTable;
}

/** A database with the tables of a catalogue. */
export type CatalogueDatabase = Kysely<Tables>;

/** The name of the table with a model's vectors. */
export const vectorTable = (modelId: number): string => `vectors_${modelId}`;

/** The name of the table with the codes of a model's vectors. */
export const codeTable = (modelId: number): string => `codes_${modelId}`;
