// A catalogue that is open: its database, and the model whose vectors it has.
import type { ActiveModel } from './models.ts';
import type { CatalogueDatabase } from './schema.ts';

/** An open catalogue. */
export interface Catalogue {
  /** How messages call it: its folder, or the address of its database without the password. */
  readonly place: string;
  readonly kind: 'folder' | 'server';
  readonly db: CatalogueDatabase;
  /**
   * Counts as a worker until the program ends or the connection is lost, whatever happens first.
   *
   * @returns its number
   */
  startWorker(): Promise<number>;
  close(): Promise<void>;
}

/** A catalogue with the model that its vectors come from. */
export interface FilledCatalogue extends Catalogue {
  readonly model: ActiveModel;
}
