// The thread that has the catalogue open. PGlite computes on the thread that calls it, and parsing thousands
// of vectors takes time too; both must stay off the thread that answers requests.
import { conditionOf } from '../../catalogue/conditions.ts';
import { recommendItems, type RecommendedItems } from '../../catalogue/recommend-items.ts';
import { searchCatalogue } from '../../catalogue/search.ts';
import { catalogueCounts } from '../../catalogue/status.ts';
import type { Catalogue, FilledCatalogue } from '../../catalogue/store/catalogue.ts';
import { findItem } from '../../catalogue/store/lookup.ts';
import { correctionOf } from '../../catalogue/store/corrections.ts';
import { itemFacets } from '../../catalogue/store/facets.ts';
import { listItems } from '../../catalogue/store/list-items.ts';
import { activeModel, activeModelInfo } from '../../catalogue/store/models.ts';
import { decodeModelCard } from '../../nn/classifier-file.ts';
import { filledCatalogue } from '../../node/catalogue/filled-catalogue.ts';
import { openCatalogue } from '../../node/catalogue/open-catalogue.ts';
import { answerCalls } from '../../node/threads/calls.ts';
import type * as calls from './calls.ts';
import { databaseTrouble } from './database-trouble.ts';
import { correct, inventoryOf, reviewOf } from './review.ts';

/** What is known of a catalogue once it is open. */
export interface OpenedCatalogue {
  readonly kind: 'folder' | 'server';
  /** How many it has. */
  readonly items: number;
}

type Functions = {
  readonly [Name in keyof calls.CatalogueCalls]: (
    argument: calls.CatalogueCalls[Name][0],
  ) => Promise<calls.CatalogueCalls[Name][1]>;
};

/** The model of the catalogue is not the one that the question was about. */
class ModelChanged extends Error {}

let catalogue: Catalogue;
let filled: FilledCatalogue;

const functions: Functions = {
  ...{ ping, model, modelBytes, status, search, item, picture, recommend },
  facets: async () => itemFacets((await current()).db),
  list: async ({ where, ...page }) => {
    const now = await current();
    return listItems(now.db, now.model.id, { ...page, where: await parsed(now, where) });
  },
  review: async (rules) => reviewOf(await current(), rules),
  correct: async (corrections) => correct((await current()).db, corrections),
  inventory: async (options) => inventoryOf(await current(), options),
};

answerCalls({
  open,
  close: () => catalogue.close(),
  ...Object.fromEntries(Object.entries(functions).map(([name, act]) => [name, answering(act as never)])),
});

/** Opens the catalogue. @throws InputError if it can't be opened, or is empty */
async function open({ place }: { place: string }): Promise<OpenedCatalogue> {
  catalogue = await openCatalogue(place);
  try {
    filled = await filledCatalogue(catalogue);
    return { kind: catalogue.kind, items: (await catalogueCounts(filled)).items };
  } catch (error) {
    await catalogue.close();
    throw error;
  }
}

/** Makes a function tell what is no fault of the request. */
function answering<A, T>(act: (argument: A) => Promise<T>) {
  return async (argument: A): Promise<calls.CatalogueAnswer<T>> => {
    try {
      return { value: await act(argument) };
    } catch (error) {
      const reason = databaseTrouble(error);
      if (reason !== undefined) return { problem: 'gone', reason };
      if (error instanceof ModelChanged || isOvertaken(error))
        return { problem: 'changed', reason: (error as Error).message };
      throw error;
    }
  };
}

/**
 * A change of the model removes the old one's vectors, maybe while they are searched: a missing table, or a
 * deadlock.
 */
const isOvertaken = (error: unknown): boolean =>
  ['42P01', '40P01'].includes(String((error as { code?: unknown }).code));

/** The catalogue with the model that is active now. @throws ModelChanged if another one was expected */
async function current(expected?: string): Promise<FilledCatalogue> {
  const now = await activeModelInfo(catalogue.db);
  if (now?.id !== filled.model.id || now.fingerprint !== filled.model.fingerprint) {
    const active = await activeModel(catalogue.db);
    if (!active) throw new ModelChanged('the catalogue has no model any more');
    filled = { ...catalogue, model: active };
  }
  if (expected !== undefined && filled.model.fingerprint !== expected)
    throw new ModelChanged('the catalogue has another model now');
  return filled;
}

async function ping(): Promise<undefined> {
  await activeModelInfo(catalogue.db);
}

async function model(): Promise<calls.QueryModel> {
  const { fingerprint, bytes, name } = (await current()).model;
  return { fingerprint, card: decodeModelCard(bytes, name) };
}

async function modelBytes({ fingerprint }: { fingerprint: string }) {
  const { bytes, name } = (await current(fingerprint)).model;
  return { bytes, name };
}

async function status(): Promise<calls.ServedStatus> {
  const {
    items,
    withoutPicture,
    broken,
    model: own,
    lastSync,
    search: kind,
    bytesOnDisk,
  } = await catalogueCounts(await current());
  return { items, withoutPicture, broken, model: own, lastSync, search: kind, bytesOnDisk };
}

async function search({
  vectors,
  fingerprint,
  where,
  ...query
}: calls.VectorQuery): Promise<calls.FoundItem[]> {
  const now = await current(fingerprint);
  const found = await searchCatalogue(now, {
    ...query,
    pictures: vectors,
    where: await parsed(now, where),
  });
  return found.map(({ key, score, category, copies }) => ({
    ...{ key, score, category, copies: [...copies] },
  }));
}

const parsed = async (now: FilledCatalogue, where: string | undefined) =>
  where === undefined ? undefined : conditionOf(now, where, { source: 'where', hidesFiles: true });

async function item({ key }: { key: string }): Promise<calls.DescribedItem | undefined> {
  const { db, model: active } = await current();
  const found = await findItem(db, active.id, key);
  if (!found) return undefined;
  const { attributes, added, label, probability, novelty } = found;
  const correction = await correctionOf(db, key);
  if (label === null) return { key, attributes, added, model: null, correction };
  const { classNames, novelty: known } = decodeModelCard(active.bytes, active.name);
  const isNovel = novelty === null || !known ? null : novelty > known.threshold;
  return {
    ...{ key, attributes, added, correction },
    model: { class: classNames[label]!, probability: probability!, novelty, isNovel },
  };
}

async function picture({ key }: { key: string }): Promise<calls.ItemPicture | undefined> {
  const { db, model: active } = await current();
  const { file = null, content = null } = (await findItem(db, active.id, key)) ?? {};
  return file === null || content === null ? undefined : { file, content };
}

async function recommend({
  history,
  where,
  diversity,
  ...query
}: calls.RecommendQuery): Promise<RecommendedItems> {
  const now = await current();
  return recommendItems(now, history, {
    ...query,
    where: await parsed(now, where),
    ...(diversity !== undefined && { diversity }),
  });
}
