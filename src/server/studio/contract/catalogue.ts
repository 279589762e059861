// Catalogues as the studio's page sees them. Keys of items are any text, so they stand in queries and bodies.
import { z } from 'zod';

/** `GET /api/catalogues`: those that were named at the start. */
export const catalogueList = z.array(
  z.object({
    /** Names it in addresses. */
    id: z.string(),
    name: z.string(),
    /** The folder, or the address of the database without its password. */
    place: z.string(),
    /** As `--in` and `--database` of the command line take it. */
    option: z.enum(['--in', '--database']),
  }),
);
export type CatalogueName = z.output<typeof catalogueList>[number];

const facet = z.object({
  name: z.string(),
  type: z.enum(['text', 'number', 'boolean']),
  /** The values with their numbers of items, the most frequent first; none if there are many. */
  values: z.array(z.object({ value: z.string(), items: z.number() })),
});
export type Facet = z.output<typeof facet>;

/** `GET /api/catalogues/:id`. */
export const catalogueDetail = z.object({
  items: z.number(),
  withoutPicture: z.number(),
  broken: z.number(),
  model: z.object({ name: z.string(), fingerprint: z.string(), dimensions: z.number() }),
  /** The names of the model's classes. */
  classes: z.array(z.string()),
  /** When the last synchronisation ended, in milliseconds since 1970; null if none has. */
  lastSync: z.number().nullable(),
  search: z.enum(['codes', 'HNSW']),
  bytesOnDisk: z.number(),
  facets: z.array(facet),
});
export type CatalogueDetail = z.output<typeof catalogueDetail>;

/** An item in a list or among what was found. */
const shownItem = z.object({
  key: z.string(),
  category: z.string().nullable(),
  hasPicture: z.boolean(),
  /** The cosine between its features and those searched for: at most 1. */
  score: z.number().optional(),
  /** The keys of items with nearly the same picture. */
  copies: z.array(z.string()).optional(),
});
export type ShownItem = z.output<typeof shownItem>;

/** `GET /api/catalogues/:id/items?where=&start=&count=`. */
export const itemPage = z.object({ total: z.number(), items: z.array(shownItem) });
export type ItemPage = z.output<typeof itemPage>;

/** `POST /api/catalogues/:id/search`: the JSON that `POST /catalogue/search` of `atelier serve` takes. */
export interface SearchRequest {
  /** Pictures as base64. */
  readonly images?: readonly string[];
  readonly like?: readonly string[];
  readonly unlike?: readonly string[];
  readonly where?: string;
  readonly top?: number;
  readonly diverse?: number;
}
export const searchAnswer = z.array(shownItem);

/** `GET /api/catalogues/:id/item?key=`. */
export const itemDetail = z.object({
  key: z.string(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** In milliseconds since 1970. */
  added: z.number(),
  /** What the model says; null without a picture. */
  model: z
    .object({
      class: z.string(),
      probability: z.number(),
      novelty: z.number().nullable(),
      isNovel: z.boolean().nullable(),
    })
    .nullable(),
  /** A person's word on its class. */
  correction: z.string().nullable(),
});
export type ItemDetail = z.output<typeof itemDetail>;

const reason = z.enum(['unlike the training data', 'not sure', 'another category']);
export type ReviewReason = z.output<typeof reason>;

const reviewItem = z.object({
  key: z.string(),
  /** The model's class. */
  class: z.string(),
  probability: z.number(),
  novelty: z.number().nullable(),
  reasons: z.array(reason),
  /** What the folder or table says. */
  category: z.string().nullable(),
});
export type ReviewItem = z.output<typeof reviewItem>;

/** `GET /api/catalogues/:id/review?minConfidence=`. */
export const review = z.object({
  /** How many there are to look at; the list has the most urgent ones. */
  total: z.number(),
  items: z.array(reviewItem),
  /** What people decided, the last decision first. */
  decided: z.array(z.object({ key: z.string(), category: z.string(), at: z.number() })),
});
export type Review = z.output<typeof review>;
export type Decision = Review['decided'][number];

/** `POST /api/catalogues/:id/corrections`: classes that a person gives; null takes one back. */
export const correctionsRequest = z.strictObject({
  corrections: z
    .array(
      z.strictObject({
        key: z.string().min(1).max(4096),
        category: z.string().trim().min(1).max(200).nullable(),
      }),
    )
    .min(1)
    .max(1000),
});
export type CorrectionsRequest = z.output<typeof correctionsRequest>;

/** A list that may be cut. */
const listOf = <T extends z.ZodType>(item: T) => z.object({ total: z.number(), items: z.array(item) });
const change = z.object({ key: z.string(), category: z.string().nullable() });

/** `GET /api/catalogues/:id/inventory?since=`, with a time in milliseconds. */
export const inventory = z.object({
  items: z.number(),
  /** When earlier synchronisations ended that changed something. */
  earlier: z.array(z.number()),
  lastSync: z.number().nullable(),
  since: z.number().nullable(),
  /** `earlier` has the numbers of items at these times. */
  attributes: z.array(
    z.object({
      name: z.string(),
      values: z.array(z.object({ value: z.string(), items: z.number(), earlier: z.array(z.number()) })),
    }),
  ),
  classes: z.array(z.object({ class: z.string(), items: z.number(), corrected: z.number() })),
  changes: z.object({
    added: listOf(change),
    changed: listOf(change),
    moved: listOf(change),
    removed: listOf(change),
  }),
  duplicates: listOf(z.object({ kind: z.enum(['equal', 'nearly equal']), keys: z.array(z.string()) })),
  unknown: listOf(z.object({ key: z.string(), novelty: z.number() })),
  withoutPicture: listOf(z.string()),
  broken: listOf(z.object({ key: z.string(), error: z.string() })),
});
export type Inventory = z.output<typeof inventory>;
