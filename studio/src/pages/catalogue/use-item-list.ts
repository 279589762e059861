// The items that are shown: all of a catalogue page by page, or what a search found.
import { useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { ShownItem } from '../../../../src/server/studio/contract/catalogue.ts';
import { toBase64 } from '../../core/base64.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { keptPicture } from './core/kept-picture.ts';
import { itemsQuery, pageSize, searchQuery } from './core/queries.ts';
import { isSearching, type CatalogueSearch } from './core/search.ts';

/** A list of which only a part may be here. */
export interface ItemList {
  /** How many items there are; undefined as long as that is not known. */
  readonly total: number | undefined;
  /** The item at a place, if it is here. */
  readonly itemAt: (place: number) => ShownItem | undefined;
  /** Says which places are in sight. */
  readonly need: (first: number, last: number) => void;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** How many items a search finds. */
const top = 100;

export function useItemList(id: string, search: CatalogueSearch): ItemList {
  const isSearch = isSearching(search);
  const pages = useItemPages(id, search.where, !isSearch);
  const found = useFound(id, search, isSearch);
  return isSearch ? found : pages;
}

function useFound(id: string, search: CatalogueSearch, isEnabled: boolean): ItemList {
  const { like, unlike, where, diverse, picture } = search;
  const request = {
    ...{ top, ...(like && { like }), ...(unlike && { unlike }) },
    ...{ ...(where !== undefined && { where }), ...(diverse !== undefined && { diverse }) },
  };
  const own = picture === undefined ? undefined : { name: picture, read: () => readKept(picture) };
  const { data, error, refetch } = useQuery({ ...searchQuery(id, request, own), enabled: isEnabled });
  return {
    ...{ total: data?.length, itemAt: (place) => data?.[place], need: () => undefined },
    ...{ error, retry: () => void refetch() },
  };
}

async function readKept(name: string): Promise<string> {
  const picture = await keptPicture(name);
  if (!picture) throw new Error(catalogueWords.pictureGone);
  return toBase64(new Uint8Array(await picture.arrayBuffer()));
}

function useItemPages(id: string, where: string | undefined, isEnabled: boolean): ItemList {
  const [[first, last], setRange] = useState<readonly [number, number]>([0, 0]);
  const numbers = [...new Set([0, ...Array.from({ length: last - first + 1 }, (_, i) => first + i)])];
  const pages = useQueries({
    queries: numbers.map((page) => ({ ...itemsQuery(id, where, page), enabled: isEnabled })),
  });
  const need = useCallback((from: number, to: number) => {
    const next = [Math.floor(from / pageSize), Math.floor(to / pageSize)] as const;
    setRange((old) => (old[0] === next[0] && old[1] === next[1] ? old : next));
  }, []);
  const failed = pages.find(({ error }) => error);
  return {
    total: pages[0]!.data?.total,
    itemAt: (place) => pages[numbers.indexOf(Math.floor(place / pageSize))]?.data?.items[place % pageSize],
    ...{ need, error: failed?.error ?? null, retry: () => void failed?.refetch() },
  };
}
