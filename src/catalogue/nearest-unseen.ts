// Nearest items for recommendations, from the database.
import { sql, type Expression, type SqlBool } from 'kysely';
import type { NearestItems } from './recommendations/recommend.ts';
import type { FilledCatalogue } from './store/catalogue.ts';
import { nearestItems } from './store/search.ts';

/**
 * Searches the items under a condition, without those that a user has seen.
 *
 * @param where a condition by `conditionOf`
 */
export const nearestUnseen =
  ({ db, model }: FilledCatalogue, where: Expression<SqlBool> | undefined): NearestItems =>
  async (vector, count, without = new Set()) => {
    const isNew = sql<SqlBool>`item.key != all(${[...without]}::text[])`;
    const condition = where ? sql<SqlBool>`(${where}) and ${isNew}` : isNew;
    const query = { modelId: model.id, vector, count, where: condition };
    const found = await nearestItems(db, query);
    // An index gives up when too many of the nearest items are left out.
    return found.length < count ? nearestItems(db, { ...query, usesIndex: false }) : found;
  };
