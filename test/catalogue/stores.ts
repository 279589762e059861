// The stores of catalogues that each test runs on: PGlite in a folder, and Postgres.
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { openCatalogue, storeModel } from './library.ts';
import { query, type PostgresServer } from './postgres.ts';
import { model } from './shop.ts';

/** Where tests make catalogues. */
export interface Store {
  readonly name: 'PGlite' | 'Postgres';
  /** A new catalogue without items, with a model. */
  readonly newPlace: () => Promise<string>;
}

/** Catalogues in a folder. The database is made once, because that takes longer than all else, and copied. */
export function folders(root: string): Store {
  let made = 0;
  const template = once(() => makeCatalogue(join(root, 'template')));
  return {
    name: 'PGlite',
    newPlace: async () => {
      const place = join(root, `catalogue-${made++}`);
      await cp(await template(), place, { recursive: true });
      return place;
    },
  };
}

/** Catalogues on a server. */
export function databases(server: PostgresServer): Store {
  let made = 0;
  const template = once(async () => makeCatalogue(await server.createDatabase('template')));
  return {
    name: 'Postgres',
    newPlace: async () => {
      const place = (await template()).replace('template', `catalogue_${made}`);
      await query(
        place.replace(/[^/]*$/, 'postgres'),
        `create database catalogue_${made++} template template`,
      );
      return place;
    },
  };
}

/** The options of the command that name a place. */
export const placeOptions = (place: string): string[] => [
  place.startsWith('postgres://') ? '--database' : '--in',
  place,
];

async function makeCatalogue(place: string): Promise<string> {
  const catalogue = await openCatalogue(place, { creates: true });
  await storeModel(catalogue.db, model);
  await catalogue.close();
  return place;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
