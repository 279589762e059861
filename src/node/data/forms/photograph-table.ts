// Tables that name photographs with their classes: one table, or one for each split.
import { basename, join } from 'node:path';
import { compareCodeUnits } from '../../../data/natural-order.ts';
import { mentionsSplit, splitOrder, splitsAmong } from '../../../data/split-words.ts';
import { InputError } from '../../../errors.ts';
import { mapInParallel } from '../../files/in-parallel.ts';
import {
  listTable,
  listTables,
  namesPictures,
  openTable,
  type OpenTable,
  type TablePart,
} from '../photographs/table.ts';
import type { Place } from '../place.ts';
import { encodingOf } from '../read-text.ts';
import type { Flaw } from './form.ts';
import type { SeenListing } from './listed-photographs.ts';

/** Reads the table that a user named. */
export async function seeTable({ folder, file }: Place): Promise<SeenListing | undefined> {
  if (!file || !isText(file.start)) return undefined;
  const listing = await listTable(join(folder, file.name));
  return { form: 'photograph table', seen: 'a table', listing };
}

/** Whether bytes could be text: UTF-16 has zeros in it. */
const isText = (start: Uint8Array): boolean =>
  start.length > 0 && (encodingOf(start) !== 'utf-8' || !start.subarray(0, 4096).some((byte) => byte < 9));

/** The tables in a folder. */
export interface SeenTables {
  readonly sets: readonly SeenListing[];
  /**
   * Tables that can't be read. Those that certainly name pictures come first; others may be about something
   * else.
   */
  readonly flaws: readonly Flaw[];
}

const mostTables = 16;

/** Reads the tables in a folder that name pictures. */
export async function seeTables({ folder, entries }: Place): Promise<SeenTables> {
  const names = entries.files.filter((name) => /\.[ct]sv$/i.test(name)).slice(0, mostTables);
  const flaws: Flaw[] = [];
  const tables = await mapInParallel(names, (name) =>
    orFlaw(flaws, name, 'unclear', async () => {
      const table = await openTable(join(folder, name));
      if (await namesPictures(table)) return table;
      const first = table.rows[0]
        ? (await listTables([{ table }], folder)).unreadable[0]?.problem
        : undefined;
      throw new InputError(first ?? `${table.path}: expected a row for each picture, found none`);
    }),
  );
  const sets = await mapInParallel(
    groupsOf(tables.flatMap((table) => table ?? [])),
    (parts): Promise<SeenListing | undefined> =>
      orFlaw(flaws, basename(parts[0]!.table.path), 'certain', async () => {
        const files = parts.map(({ table }) => basename(table.path));
        const isOne = parts.length === 1;
        const listing = await listTables(parts, isOne ? parts[0]!.table.path : folder);
        const seen = `${isOne ? 'a table' : 'a table for each split'}, ${files.join(', ')}`;
        return { form: 'photograph table', seen, listing, argument: parts[0]!.table.path };
      }),
  );
  const read = sets.flatMap((set) => set ?? []);
  flaws.sort((a, b) => a.kind.localeCompare(b.kind) || compareCodeUnits(a.name, b.name));
  return { sets: read.length === 1 ? [withUnread(read[0]!, flaws)] : read, flaws };
}

async function orFlaw<T>(
  flaws: Flaw[],
  name: string,
  kind: Flaw['kind'],
  task: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    flaws.push({ name, kind, problem: error });
    return undefined;
  }
}

const stemOf = (name: string): string => name.replace(/\.\w+$/, '');

/**
 * Groups tables into data sets: `train.csv` and `test.csv` belong together unless a column names the splits.
 */
function groupsOf(tables: readonly OpenTable[]): TablePart[][] {
  const stem = ({ path }: OpenTable) => stemOf(basename(path));
  const found = splitsAmong(tables.map(stem));
  const splits = tables.filter((table) => found.has(stem(table)));
  const names = new Set(found.values());
  const areSplits =
    splits.length > 1 &&
    names.size === splits.length &&
    names.has('train') &&
    splits.every(({ columns }) => columns.split === undefined);
  const others = tables.filter((table) => !areSplits || !splits.includes(table));
  const joined = splits.map((table) => ({ table, split: found.get(stem(table)) }));
  const rank = ({ split }: TablePart) => splitOrder.indexOf(split!);
  return [
    ...(areSplits ? [joined.sort((a, b) => rank(a) - rank(b))] : []),
    ...others.map((table) => [{ table }]),
  ];
}

/** Whether the name of a table mentions a split. */
export const isOfSplit = (name: string): boolean => mentionsSplit(stemOf(name));

/** Adds notices about tables that are not used although they name pictures or have the name of a split. */
function withUnread(set: SeenListing, flaws: readonly Flaw[]): SeenListing {
  const unread = flaws.filter(({ name, kind }) => kind === 'certain' || isOfSplit(name));
  const notices = unread.map(describeFlaw);
  return { ...set, listing: { ...set.listing, notices: [...set.listing.notices, ...notices] } };
}

/** Describes the problem of a table by its name instead of its path: `'t.csv' is not used: line 3: …`. */
export const describeFlaw = ({ name, problem }: Flaw): string =>
  `'${name}' is not used: ${problem.message.replace(
    /^.*?([^/\\]+\.[ct]sv)(?:: |, (?=line))/i,
    (_, file: string) => (file === name ? '' : `${file}, `),
  )}`;
