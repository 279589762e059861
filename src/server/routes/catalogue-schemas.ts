// The JSON documents of the catalogue's routes, as schemas.
import { z } from 'zod';
import { parseEventTime } from '../../catalogue/recommendations/event-time.ts';
import { shortArray } from '../protocol/schemas.ts';
import { base64Images } from './uploaded-pictures.ts';

const most = { keys: 64, history: 1000, found: 500, recommended: 100, key: 4096, where: 10_000 };

/** Text that every database takes. */
const text = (length: number) =>
  z
    .string()
    .max(length)
    .refine((value) => !/[\0\p{Cs}]/u.test(value), 'expected text of whole characters without zeros');
const key = text(most.key).min(1);
/** Numbers and truth values arrive as text in a query or form. */
const number = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value), schema);
const truth = z.preprocess(
  (value) => (value === 'true' || value === 'false' ? value === 'true' : value),
  z.boolean(),
);
/** A key, or several. */
const keys = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  shortArray(key, most.keys),
);

/** The path of an item. */
export const itemParams = z.object({ key });

const listOptions = z.strictObject({
  /** Only items such as `price < 50 and category = 'Dress'`. */
  where: text(most.where).optional(),
  /** From 0, the most similar items, to 1, items unlike each other. */
  diverse: number(z.number().min(0).max(1)).optional(),
  /** The number of items. */
  top: number(z.int().min(1).max(most.found)).optional(),
});

/** What `GET …/similar` may ask. */
export const similarOptions = listOptions.extend({ unlike: keys.optional() });

/** A search beside its pictures, in the query, in a form or in JSON. */
export const searchOptions = similarOptions.extend({
  like: keys.optional(),
  /** Search for each picture by itself. */
  each: truth.optional(),
});
export type SearchOptions = z.output<typeof searchOptions>;

/** A search in JSON. */
export const searchBody = searchOptions.extend({ images: base64Images.optional() });

const found = z.object({
  key: z.string(),
  /** The cosine between its features and those searched for: at most 1. */
  score: z.number(),
  category: z.string().nullable(),
  /** The keys of items with nearly the same picture. */
  copies: z.array(z.string()),
});

/** A search and what it found. */
export const searchResult = z.object({ query: z.string(), items: z.array(found) });
export const searchResults = z.array(searchResult);

/** The state of the catalogue. */
export const catalogueStatus = z.object({
  items: z.int(),
  withoutPicture: z.int(),
  broken: z.int(),
  model: z.object({ name: z.string(), fingerprint: z.string(), dimensions: z.int() }),
  lastSync: z.iso.datetime().nullable(),
  search: z.enum(['codes', 'HNSW']),
  bytesOnDisk: z.number(),
});

/** An item; `model` is null without a picture. */
export const itemResult = z.object({
  key: z.string(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  added: z.iso.datetime(),
  model: z
    .object({
      class: z.string(),
      probability: z.number(),
      novelty: z.number().nullable(),
      isNovel: z.boolean().nullable(),
    })
    .nullable(),
});

const time = z.union([z.string().max(64), z.number()]).transform((given, context) => {
  const parsed = parseEventTime(String(given));
  if (parsed !== undefined) return parsed;
  context.addIssue('expected a time such as 2026-05-01T12:30:00Z, or seconds or milliseconds since 1970');
  return z.NEVER;
});

/** What to recommend items for. */
export const recommendBody = listOptions.extend({
  history: shortArray(
    z.strictObject({
      item: key,
      /** `view`, `click`, `cart` or `purchase`, which have weights. */
      event: z.string().max(512).optional(),
      time: time.optional(),
      weight: z.number().min(0).max(1e6).optional(),
    }),
    most.history,
  ),
  /** What is popular, best first, for places that the history leaves empty. */
  popular: shortArray(z.strictObject({ key, score: z.number() }), most.history).optional(),
  top: z.int().min(1).max(most.recommended).optional(),
});
export type RecommendBody = z.output<typeof recommendBody>;

/** `unknown` has the items of the history that are not in the catalogue, or have no picture. */
export const recommendResult = z.object({
  items: z.array(z.object({ key: z.string(), score: z.number(), because: z.string().nullable() })),
  unknown: z.array(z.string()),
});
