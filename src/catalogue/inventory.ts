// What a shop has, how that changed, and what is wrong with it.
import { sql } from 'kysely';
import { categorise, type ClassCount } from './categorise.ts';
import { findDuplicates, type Duplicates } from './duplicates.ts';
import type { FilledCatalogue } from './store/catalogue.ts';
import { changesFrom, pastSyncs, type ItemChange, type PastSync } from './store/history.ts';
import { judgedItems } from './store/judged-items.ts';
import { countByAttribute } from './store/syncs.ts';

/** How many items have a value, now and at earlier synchronisations. */
export interface ValueCount {
  readonly value: string;
  readonly items: number;
  /** In the order of `Inventory.earlier`. */
  readonly earlier: readonly number[];
}

/** The values of an attribute, the most frequent first. */
export interface AttributeCounts {
  readonly name: string;
  readonly values: readonly ValueCount[];
}

/** A picture of nothing that the model knows. */
export interface UnknownPicture {
  readonly key: string;
  readonly file: string | null;
  readonly novelty: number;
}

/** Items that came, went and so on, by key. An item that came and went again is in none of them. */
export type NetChanges = Readonly<Record<ItemChange['kind'], readonly Omit<ItemChange, 'kind'>[]>>;

export interface Inventory {
  readonly items: number;
  readonly withoutPicture: readonly string[];
  /** `category` first, then the others by name; only attributes with at most 100 values. */
  readonly attributes: readonly AttributeCounts[];
  /** The classes that the model and corrections give. */
  readonly classes: readonly ClassCount[];
  /** Earlier synchronisations that changed something, the first one first. */
  readonly earlier: readonly Pick<PastSync, 'source' | 'finished' | 'counts'>[];
  /** When the last synchronisation ended; null without any. */
  readonly lastSync: Date | null;
  /** What changed in the last synchronisation, or since a time. */
  readonly changes: NetChanges;
  /** When the changes begin; null for those of the last synchronisation. */
  readonly since: Date | null;
  readonly duplicates: readonly Duplicates[];
  /** The most unlike the training data first. */
  readonly unknown: readonly UnknownPicture[];
  readonly broken: readonly { readonly key: string; readonly error: string }[];
}

/** What to tell of. */
export interface InventoryOptions {
  /** The names of the model's classes, by label. */
  readonly classNames: readonly string[];
  readonly noveltyThreshold?: number | undefined;
  /** The changes of the last synchronisation if undefined. */
  readonly since?: Date | undefined;
}

/** How many earlier synchronisations are compared. */
const mostEarlier = 8;

/** Takes the inventory of a catalogue. */
export async function takeInventory(
  catalogue: FilledCatalogue,
  { classNames, noveltyThreshold = Infinity, since }: InventoryOptions,
): Promise<Inventory> {
  const { db, model } = catalogue;
  const keys = await db
    .selectFrom('item')
    .select(['key', 'file'])
    .orderBy(sql`key collate "C"`)
    .execute();
  const syncs = await pastSyncs(db);
  const last = syncs.at(-1);
  const earlier = syncs.slice(0, -1).filter(changedSomething).slice(-mostEarlier);
  const judged = await judgedItems(db, model.id);
  const from = since ?? last?.id;
  return {
    items: keys.length,
    withoutPicture: keys.filter(({ file }) => file === null).map(({ key }) => key),
    attributes: countsOf(await countByAttribute(db), earlier),
    classes: categorise(judged, { classNames, minConfidence: 0 }).classes,
    earlier: earlier.map(({ source, finished, counts }) => ({ source, finished, counts })),
    changes: netChanges(from === undefined ? [] : await changesFrom(db, from)),
    lastSync: last?.finished ?? null,
    since: since ?? null,
    duplicates: await findDuplicates(catalogue),
    unknown: judged
      .flatMap(({ key, file, novelty }) =>
        novelty !== null && novelty > noveltyThreshold ? [{ key, file, novelty }] : [],
      )
      .sort((a, b) => b.novelty - a.novelty || (a.key < b.key ? -1 : 1)),
    broken: await db
      .selectFrom('broken')
      .select(['key', 'error'])
      .orderBy(sql`key collate "C"`)
      .execute(),
  };
}

const changedSomething = ({ counts }: PastSync): boolean =>
  ['added', 'changed', 'moved', 'removed'].some((kind) => (counts[kind] ?? 0) > 0);

type Counts = PastSync['inventory'];

function countsOf(now: Counts, earlier: readonly PastSync[]): AttributeCounts[] {
  const names = new Set([now, ...earlier.map(({ inventory }) => inventory)].flatMap(Object.keys));
  const rank = (name: string) => Number(name !== 'category');
  return [...names]
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((name) => {
      const before = earlier.map(({ inventory }) => inventory[name] ?? {});
      const values = new Set([now[name] ?? {}, ...before].flatMap(Object.keys));
      return {
        name,
        values: [...values]
          .map((value) => ({
            value,
            items: now[name]?.[value] ?? 0,
            earlier: before.map((counts) => counts[value] ?? 0),
          }))
          .sort((a, b) => b.items - a.items || (a.value < b.value ? -1 : 1)),
      };
    });
}

/** What several changes of each item come to. */
export function netChanges(changes: readonly ItemChange[]): NetChanges {
  const byKey = new Map<string, ItemChange[]>();
  for (const change of changes) byKey.set(change.key, [...(byKey.get(change.key) ?? []), change]);
  const net = { added: [], changed: [], moved: [], removed: [] } as Record<
    ItemChange['kind'],
    Omit<ItemChange, 'kind'>[]
  >;
  for (const [key, all] of [...byKey].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [first, last] = [all[0]!, all.at(-1)!];
    const [wasThere, isThere] = [first.kind !== 'added', last.kind !== 'removed'];
    if (!wasThere && !isThere) continue;
    const kind = !isThere ? 'removed' : !wasThere ? 'added' : first.kind === 'moved' ? 'moved' : 'changed';
    net[kind].push({ key, category: last.category });
  }
  return net;
}
