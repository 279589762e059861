// What the address says about the page: the inspector, the pieces, the threshold, and what is shown.
import { searchText } from '../../../core/search-text.ts';
export const views = ['pieces', 'figures', 'inspector'] as const;
export type InspectView = (typeof views)[number];
export const shownKinds = ['all', 'defective', 'good'] as const;
export type ShownKind = (typeof shownKinds)[number];
export const orders = ['line', 'score'] as const;
export type Order = (typeof orders)[number];

export interface InspectSearch {
  /** The id of the inspector; the first one if missing. */
  readonly inspector?: string;
  /** The id of the line of pieces; the first one if missing. */
  readonly line?: string;
  readonly view?: InspectView;
  /** The rate of false alarms; the inspector's own if missing. */
  readonly alarms?: number;
  readonly show?: ShownKind;
  readonly order?: Order;
  /** Whether heat maps are off. */
  readonly plain?: true;
  /** Whether the figures of merit are measured. */
  readonly measured?: true;
  /** The piece that is open. */
  readonly piece?: string;
}

/** Takes what is valid and drops the rest. */
export function readInspectSearch(search: Record<string, unknown>): InspectSearch {
  const { alarms } = search;
  return withoutLacking({
    ...{
      inspector: searchText(search['inspector']),
      line: searchText(search['line']),
      piece: searchText(search['piece']),
    },
    ...{ view: one(views, search['view']), show: one(shownKinds, search['show']) },
    order: one(orders, search['order']),
    alarms: typeof alarms === 'number' && alarms > 0 && alarms < 1 ? alarms : undefined,
    plain: search['plain'] === true ? true : undefined,
    measured: search['measured'] === true ? true : undefined,
  });
}

/** A part of the search; what is undefined goes. */
export type InspectChange = { readonly [Name in keyof InspectSearch]?: InspectSearch[Name] | undefined };

export const changed = (search: InspectSearch, change: InspectChange): InspectSearch =>
  withoutLacking({ ...search, ...change });

const withoutLacking = (search: InspectChange): InspectSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));

const one = <T extends string>(choices: readonly T[], value: unknown): T | undefined =>
  choices.find((choice) => choice === value);
