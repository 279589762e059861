// What people did in a shop, as a table `user,item,event,time`.
import { parseCsv, type CsvRow } from '../../data/csv.ts';
import { InputError } from '../../errors.ts';
import { quoteFew } from '../../few-words.ts';
import { count, counted } from '../../number-words.ts';
import { parseEventTime } from './event-time.ts';

/** One thing that a user did with an item. */
export interface ShopEvent {
  /** The user or the session. */
  readonly user: string;
  /** The key of the item. */
  readonly item: string;
  /** What the user did, in small letters: `view`, `purchase`. */
  readonly event: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** How much the event says about the user's taste, by its kind. */
  readonly weight: number;
}

/** The weights of the usual events. */
export const eventWeights: Readonly<Record<string, number>> = { view: 1, click: 1, cart: 3, purchase: 5 };

/** How a table of events is read. */
export interface EventOptions {
  /** Whether the catalogue has an item with this key. Every item by default. */
  readonly isItem?: (key: string) => boolean;
  /** The weights of events by name in small letters; `eventWeights` by default. */
  readonly weights?: Readonly<Record<string, number>>;
}

/** The events of a table. */
export interface ParsedEvents {
  /** In the order of time; events of the same moment in the order of the table. */
  readonly events: readonly ShopEvent[];
  /** How many events were left out, because the catalogue has no such item. */
  readonly unknownItems: number;
  /** How many of the events are made up, as their column `origin` says. */
  readonly syntheticEvents: number;
  /** What a person should know about the table, one line each. */
  readonly notices: readonly string[];
}

const most = { characters: 256 * 2 ** 20, rows: 2_000_000, name: 512 };
const columns = ['user', 'item', 'event', 'time'] as const;
/** The optional column that says where an event comes from, and what it holds for events that are made up. */
const [originColumn, synthetic] = ['origin', 'synthetic'];
type Column = (typeof columns)[number];

/**
 * Reads a table of events. It has a heading with the columns `user`, `item` and `time`, and optionally
 * `event`, in any order. Without an event it is a view. Events with `synthetic` in
 * a column `origin` are made up, which is told. A time is ISO 8601, or seconds or milliseconds since
 * 1970. Events of items that the catalogue lacks are counted and left out.
 *
 * @param source names the table in errors
 * @throws InputError with the line, for a cell that is empty or is not a time, for a missing column, and for
 *   tables of more than 2,000,000 rows
 * @example
 * const { events } = parseEvents('time,user,item\n2026-05-01,ann,shoe-17\n', 'events.csv');
 * events[0]!.time // 1777593600000
 */
export function parseEvents(
  text: string,
  source: string,
  { isItem = () => true, weights = eventWeights }: EventOptions = {},
): ParsedEvents {
  if (text.length > most.characters)
    throw new InputError(
      `${source}: expected at most ${count(most.characters)} characters, got ${count(text.length)}`,
    );
  const [header, ...rows] = parseCsv(text, source);
  if (rows.length > most.rows)
    throw new InputError(`${source}: expected at most ${count(most.rows)} events, got ${count(rows.length)}`);
  const cellOf = readerOf(header, source);
  const events = rows.map((row) => eventOf(row, cellOf, source, weights));
  const known = events.filter(({ item }) => isItem(item));
  const origin = header!.cells.findIndex((cell) => cell.trim().toLowerCase() === originColumn);
  const syntheticEvents = rows.filter(({ cells }) => cells[origin]?.trim() === synthetic).length;
  return {
    events: known.sort((a, b) => a.time - b.time),
    unknownItems: events.length - known.length,
    syntheticEvents,
    notices: [
      ...syntheticNotice(syntheticEvents, source),
      ...unweightedNotice(known, source, weights),
      ...unknownNotice(
        events.filter(({ item }) => !isItem(item)),
        source,
      ),
    ],
  };
}

/**
 * The table that `parseEvents` reads, with times in ISO 8601. With `isSynthetic`, each row says that it is
 * made up.
 */
export function formatEvents(events: readonly ShopEvent[], { isSynthetic = false } = {}): string {
  const cell = (text: string) => (/[",;\t|\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = events.map(({ user, item, event, time }) => [
    cell(user),
    cell(item),
    cell(event),
    new Date(time).toISOString(),
    ...(isSynthetic ? [synthetic] : []),
  ]);
  const heading = [...columns, ...(isSynthetic ? [originColumn] : [])];
  return `${[heading, ...rows].map((cells) => cells.join(',')).join('\n')}\n`;
}

/** The events of each user, in the order given. */
export function eventsByUser(events: readonly ShopEvent[]): Map<string, ShopEvent[]> {
  const users = new Map<string, ShopEvent[]>();
  for (const event of events) {
    const own = users.get(event.user);
    if (own) own.push(event);
    else users.set(event.user, [event]);
  }
  return users;
}

type CellOf = (row: CsvRow, column: Column) => string | undefined;

/** Finds the columns by their headings. */
function readerOf(header: CsvRow | undefined, source: string): CellOf {
  if (!header)
    throw new InputError(`${source}: expected the columns user, item, event and time, got nothing`);
  const headings = header.cells.map((cell) => cell.trim().toLowerCase());
  for (const column of columns) {
    const found = headings.filter((heading) => heading === column).length;
    if (found > 1 || (found === 0 && column !== 'event'))
      throw new InputError(
        `${source}, line ${header.line}: expected one column '${column}', got ${quoteFew(header.cells, 10)}`,
      );
  }
  return ({ line, cells }, column) => {
    if (cells.length !== headings.length)
      throw new InputError(
        `${source}, line ${line}: expected ${counted(headings.length, 'cell')}, got ${cells.length}`,
      );
    return cells[headings.indexOf(column)]?.trim();
  };
}

function eventOf(
  row: CsvRow,
  cellOf: CellOf,
  source: string,
  weights: Readonly<Record<string, number>>,
): ShopEvent {
  const name = (column: Column, missing?: string) => {
    const text = cellOf(row, column) || missing;
    if (text === undefined)
      throw new InputError(`${source}, line ${row.line}: ${column}: expected a name, got an empty cell`);
    if (text.length <= most.name) return text;
    throw new InputError(
      `${source}, line ${row.line}: ${column}: expected at most ${most.name} characters, got ${count(text.length)}`,
    );
  };
  const event = name('event', 'view').toLowerCase();
  return {
    user: name('user'),
    item: name('item'),
    event,
    time: timeOf(cellOf(row, 'time')!, `${source}, line ${row.line}`),
    weight: Object.hasOwn(weights, event) ? weights[event]! : 1,
  };
}

function timeOf(text: string, place: string): number {
  const time = parseEventTime(text);
  if (time !== undefined) return time;
  const got = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  throw new InputError(
    `${place}: time: expected a time such as 2026-05-01T12:30:00Z, or seconds or milliseconds since 1970, got '${got}'`,
  );
}

const syntheticNotice = (events: number, source: string): string[] =>
  events === 0
    ? []
    : [`${source}: ${counted(events, 'event')} ${events === 1 ? 'is' : 'are'} synthetic, not of real people`];

function unweightedNotice(
  events: readonly ShopEvent[],
  source: string,
  weights: Readonly<Record<string, number>>,
): string[] {
  const names = [...new Set(events.map(({ event }) => event))].filter(
    (name) => !Object.hasOwn(weights, name),
  );
  if (names.length === 0) return [];
  const known = Object.entries(weights).map(([name, weight]) => `${name} ${weight}`);
  return [`${source}: ${quoteFew(names)}: weight 1; known weights: ${known.join(', ')}`];
}

function unknownNotice(events: readonly ShopEvent[], source: string): string[] {
  if (events.length === 0) return [];
  const items = [...new Set(events.map(({ item }) => item))];
  return [
    `${source}: left out ${counted(events.length, 'event')} of items that are not in the catalogue: ${quoteFew(items)}`,
  ];
}
