// All items of a list, also those that the page has not asked for yet.
import type { QueryClient } from '@tanstack/react-query';
import type { ShownItem } from '../../../../src/server/studio/contract/catalogue.ts';
import { itemsQuery, pageSize } from './core/queries.ts';

/** @param where the condition that they meet, if there is one */
export async function allItems(
  cache: QueryClient,
  catalogue: string,
  where: string | undefined,
): Promise<ShownItem[]> {
  const { total, items } = await cache.fetchQuery(itemsQuery(catalogue, where, 0));
  const all = [...items];
  for (let page = 1; page * pageSize < total; page++)
    all.push(...(await cache.fetchQuery(itemsQuery(catalogue, where, page))).items);
  return all;
}
