// What the page asks of the server about catalogues.
import type {
  CatalogueDetail,
  CatalogueName,
  Inventory,
  ItemDetail,
  ItemPage,
  Review,
  SearchRequest,
  ShownItem,
} from '../../../../../src/server/studio/contract/catalogue.ts';
import { api, apiPath } from '../../../core/api.ts';

interface Asked {
  readonly signal: AbortSignal;
}

/** How old an answer may be: the command line may change a catalogue at any time, and tells nobody. */
const fresh = { staleTime: 15_000 };

const path = (id: string, what: string, query: Readonly<Record<string, string | number>> = {}): string => {
  const entries = Object.entries(query).map(([name, value]) => [name, String(value)]);
  return `${apiPath('catalogues', id, what)}?${new URLSearchParams(entries).toString()}`;
};

export const cataloguesQuery = {
  queryKey: ['catalogues'] as const,
  queryFn: ({ signal }: Asked) => api<readonly CatalogueName[]>('catalogues', { signal }),
};

export const catalogueQuery = (id: string) => ({
  ...{ queryKey: ['catalogue', id] as const, ...fresh },
  queryFn: ({ signal }: Asked) => api<CatalogueDetail>(apiPath('catalogues', id), { signal }),
});

/** How many items are asked for at once. */
export const pageSize = 120;

/** A part of the list of items, by its number. */
export const itemsQuery = (id: string, where: string | undefined, page: number) => ({
  ...{ queryKey: ['catalogue-items', id, where ?? '', page] as const, ...fresh },
  queryFn: ({ signal }: Asked) =>
    api<ItemPage>(
      path(id, 'items', { start: page * pageSize, count: pageSize, ...(where !== undefined && { where }) }),
      { signal },
    ),
});

/** @param picture the name of the picture that is searched for, if there is one, and how to get its bytes */
export const searchQuery = (
  id: string,
  request: SearchRequest,
  picture?: { readonly name: string; readonly read: () => Promise<string> },
) => ({
  ...{ queryKey: ['catalogue-search', id, request, picture?.name ?? ''] as const, ...fresh },
  queryFn: async ({ signal }: Asked) => {
    const images = picture ? { images: [await picture.read()] } : {};
    const body = { ...request, ...images };
    return api<readonly ShownItem[]>(apiPath('catalogues', id, 'search'), { method: 'POST', body, signal });
  },
});

export const itemQuery = (id: string, key: string) => ({
  ...{ queryKey: ['catalogue-item', id, key] as const, ...fresh },
  queryFn: ({ signal }: Asked) => api<ItemDetail>(path(id, 'item', { key }), { signal }),
});

export const reviewQuery = (id: string, minConfidence: number) => ({
  ...{ queryKey: ['catalogue-review', id, minConfidence] as const, ...fresh },
  queryFn: ({ signal }: Asked) => api<Review>(path(id, 'review', { minConfidence }), { signal }),
});

export const inventoryQuery = (id: string) => ({
  ...{ queryKey: ['catalogue-inventory', id] as const, ...fresh },
  queryFn: ({ signal }: Asked) => api<Inventory>(path(id, 'inventory'), { signal }),
});

/** The address of an item's picture, at most so many pixels along a side. */
export const pictureAddress = (id: string, key: string, edge: number): string =>
  `/api/${path(id, 'picture', { key, edge })}`;
