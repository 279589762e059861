// A catalogue that is open: its database, and the model whose vectors it has.
import type { ActiveModel } from './models.ts';
import type { CatalogueDatabase } from './schema.ts';

/** An open catalogue. */
export interface Catalogue {
  /** How messages call it: its folder, or the address of its database without the password. */
  readonly place: string;
  /** Whether it is in a folder, or on a database server. */
  readonly kind: 'folder' | 'server';
  /** @internal */
  readonly db: CatalogueDatabase;
  /**
   * Counts as a worker until the program ends or the connection is lost, whatever happens first.
   *
   * @returns its number
   */
  startWorker(): Promise<number>;
  /** Closes the database; a folder is then free for others. */
  close(): Promise<void>;
}

/** A catalogue with the model that its vectors come from. */
export interface FilledCatalogue extends Catalogue {
  /** The model that searches use. */
  readonly model: ActiveModel;
}
