// What the address says about the page: the catalogue, the view, and what is searched for.
import { searchText } from '../../../core/search-text.ts';
export const views = ['items', 'review', 'duplicates', 'inventory'] as const;
export type CatalogueView = (typeof views)[number];

export interface CatalogueSearch {
  /** The id of the catalogue; the first one if missing. */
  readonly catalogue?: string;
  readonly view?: CatalogueView;
  /** The condition of the filter. */
  readonly where?: string;
  /** The keys of items to find similar ones of. */
  readonly like?: readonly string[];
  /** The keys of items to stay away from. */
  readonly unlike?: readonly string[];
  /** The name under which this browser keeps the picture that is searched for. */
  readonly picture?: string;
  /** From 0 to 1: how unlike each other the items found are. */
  readonly diverse?: number;
  /** The key of the item that is open. */
  readonly item?: string;
  /** What a person looks at: items whose class is less likely than this. */
  readonly confidence?: number;
  /** The key of the item that comes next in the review; the first one if missing. */
  readonly at?: string;
  /** The attribute whose counts are drawn. */
  readonly attribute?: string;
}

/** Takes what is valid and drops the rest. */
export function readCatalogueSearch(search: Record<string, unknown>): CatalogueSearch {
  const found = {
    ...{
      catalogue: searchText(search['catalogue']),
      where: searchText(search['where']),
      item: searchText(search['item']),
    },
    view: views.find((view) => view === search['view']),
    ...{
      like: texts(search['like']),
      unlike: texts(search['unlike']),
      picture: searchText(search['picture']),
    },
    ...{ diverse: share(search['diverse']), confidence: share(search['confidence']) },
    ...{ at: searchText(search['at']), attribute: searchText(search['attribute']) },
  };
  return withoutLacking(found);
}

/** A part of the search; what is undefined goes. */
export type SearchChange = { readonly [Name in keyof CatalogueSearch]?: CatalogueSearch[Name] | undefined };

export const changed = (search: CatalogueSearch, change: SearchChange): CatalogueSearch =>
  withoutLacking({ ...search, ...change });

/** Whether something is searched for, besides a condition. */
export const isSearching = ({ like = [], unlike = [], picture }: CatalogueSearch): boolean =>
  like.length + unlike.length > 0 || picture !== undefined;

/** A list with a key more or, if it has it, without it; nothing if none is left. */
export function toggled(list: readonly string[] = [], key: string): readonly string[] | undefined {
  const next = list.includes(key) ? list.filter((other) => other !== key) : [...list, key];
  return next.length > 0 ? next : undefined;
}

const withoutLacking = (search: SearchChange): CatalogueSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''));

const texts = (value: unknown): readonly string[] | undefined => {
  const list = (Array.isArray(value) ? value : [value]).flatMap((one) => searchText(one) ?? []);
  return list.length > 0 ? [...new Set(list)] : undefined;
};

const share = (value: unknown): number | undefined =>
  typeof value === 'number' && value >= 0 && value <= 1 ? value : undefined;
