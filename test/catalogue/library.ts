// The library's functions for catalogues, compiled as in the package: each thread would compile sources
// anew.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile } from '../../scripts/compile.js';
import type * as opening from '../../src/node/catalogue/open-catalogue.ts';
import type * as queries from '../../src/node/catalogue/query-pictures.ts';
import type * as reindexing from '../../src/node/catalogue/reindex.ts';
import type * as sources from '../../src/node/catalogue/rename-source.ts';
import type * as models from '../../src/node/catalogue/sync-model.ts';
import type * as syncs from '../../src/node/catalogue/sync.ts';
import { compiled } from '../testing/process.ts';

await compile();
const load = (name: string): Promise<unknown> =>
  import(pathToFileURL(join(compiled, 'node/catalogue', `${name}.js`)).href);

export const { openCatalogue } = (await load('open-catalogue')) as typeof opening;
export const { embedFiles } = (await load('query-pictures')) as typeof queries;
export const { reindexCatalogue } = (await load('reindex')) as typeof reindexing;
export const { renameSource } = (await load('rename-source')) as typeof sources;
export const { storeModel } = (await load('sync-model')) as typeof models;
export const { syncCatalogue } = (await load('sync')) as typeof syncs;
