// Searches a catalogue: by pictures, like and unlike items, under a condition, with copies folded together.
import type { Expression, SqlBool } from 'kysely';
import { InputError } from '../errors.ts';
import { foldCopies } from './copies.ts';
import { maximalMarginalRelevance } from './diversity.ts';
import type { FilledCatalogue } from './store/catalogue.ts';
import { nearestItems, vectorsOf } from './store/search.ts';

/** What to search for. */
export interface SearchQuery {
  /** The vectors of pictures; of several, what they have in common is searched. */
  readonly pictures?: readonly Float32Array[];
  /** The keys of items to find similar ones of, which are not found themselves. */
  readonly like?: readonly string[];
  /** The keys of items to stay away from, which are not found either. */
  readonly unlike?: readonly string[];
  /** Only items under this condition, by `conditionOf`. */
  readonly where?: Expression<SqlBool> | undefined;
  /** The number of items. */
  readonly count: number;
  /** Compares with all items, although there is an index. */
  readonly exact?: boolean;
  /** From 0, by score alone, to 1: how much an item unlike those before it is preferred. */
  readonly diversity?: number;
}

/** An item that was found. */
export interface SearchResult {
  /** Names the item. */
  readonly key: string;
  /** The cosine between its features and those searched for: at most 1. */
  readonly score: number;
  /** The attribute `category`. */
  readonly category: string | null;
  /** The absolute path of its picture. */
  readonly file: string | null;
  /** The keys of items with nearly the same picture. */
  readonly copies: readonly string[];
}

/** The most items that a search reads. */
const mostFound = 1000;

/** How much items to stay away from count, as in Rocchio's formula (1971, "Relevance feedback"). */
const unlikeWeight = 0.5;

/**
 * The items that suit a query, best first. `syncCatalogue` has an example.
 *
 * @throws InputError for a key that the catalogue does not have, or pictures that have nothing in common
 */
export async function searchCatalogue(
  { db, model }: FilledCatalogue,
  { pictures = [], like = [], unlike = [], where, count, exact = false, diversity = 0 }: SearchQuery,
): Promise<SearchResult[]> {
  const named = await vectorsOf(db, model.id, [...like, ...unlike]);
  const vectorOf = (key: string) => {
    const vector = named.get(key);
    if (!vector) throw new InputError(`expected the key of an item with a picture, got '${key}'`);
    return vector;
  };
  const vector = combine([...pictures, ...like.map(vectorOf)], unlike.map(vectorOf));
  const spare = diversity > 0 ? 4 * count : count; // for copies, and for diversity to choose from
  const wanted = Math.min(mostFound, count + spare + like.length + unlike.length + 10);
  const found = await nearestItems(db, { modelId: model.id, vector, count: wanted, where, exact });
  const others = found.filter(({ key }) => !named.has(key));
  return maximalMarginalRelevance(foldCopies(others), diversity, count).map(
    ({ key, score, attributes, file, copies }) => ({
      ...{ key, score, category: asText(attributes['category']), file, copies },
    }),
  );
}

/** The direction of what is wanted, away from what is not. @throws InputError if they cancel out */
function combine(wanted: readonly Float32Array[], unwanted: readonly Float32Array[]): Float32Array {
  const sum = new Float64Array((wanted[0] ?? unwanted[0])!.length);
  const add = (vectors: readonly Float32Array[], weight: number) => {
    for (const vector of vectors)
      vector.forEach((value, i) => (sum[i]! += (weight * value) / vectors.length));
  };
  add(wanted, 1);
  add(unwanted, -unlikeWeight);
  const length = Math.hypot(...sum);
  if (length < 1e-6) throw new InputError('the pictures have nothing in common to search for');
  return Float32Array.from(sum, (value) => value / length);
}

/** The value of an attribute in words; null if an item lacks it. */
export const asText = (value: string | number | boolean | null | undefined): string | null =>
  value === undefined || value === null ? null : String(value);
