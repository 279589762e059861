// What the server asks the thread of its catalogue, and the answers.
import type { Categorised, ReviewItem } from '../../catalogue/categorise.ts';
import type { Inventory } from '../../catalogue/inventory.ts';
import type { SearchResult } from '../../catalogue/search.ts';
import type { PastCorrection } from '../../catalogue/store/corrections.ts';
import type { Facet } from '../../catalogue/store/facets.ts';
import type { ItemPage } from '../../catalogue/store/list-items.ts';
import type { CatalogueStatus } from '../../catalogue/status.ts';
import type { HistoryEvent, RecommendedItems } from '../../catalogue/recommend-items.ts';
import type { ScoredItem } from '../../catalogue/recommendations/popularity.ts';
import type { Attributes } from '../../catalogue/store/schema.ts';
import type { ModelCard } from '../../nn/classifier-file.ts';
import type { ModelToEmbed } from './embedding-thread.ts';

/** What a catalogue's model is, without its bytes. */
export interface QueryModel {
  readonly fingerprint: string;
  readonly card: ModelCard;
}

/** A search without its pictures. */
export interface ItemQuery {
  readonly like: readonly string[];
  readonly unlike: readonly string[];
  readonly where?: string | undefined;
  readonly count: number;
  readonly diversity: number;
}

/** A search with the vectors of its pictures, and the model that they are from. */
export interface VectorQuery extends ItemQuery {
  readonly vectors: readonly Float32Array[];
  /** Undefined without pictures. */
  readonly fingerprint: string | undefined;
}

/** An item that was found. Unlike the library, the server tells no paths. */
export interface FoundItem extends Omit<SearchResult, 'file' | 'copies'> {
  readonly copies: string[];
}

/** The state of a catalogue, without what takes long and without the paths of files. */
export type ServedStatus = Omit<CatalogueStatus, 'recallAt10' | 'place' | 'sources'>;

/** An item with what the model says of it. */
export interface DescribedItem {
  readonly key: string;
  readonly attributes: Attributes;
  readonly added: Date;
  /** Null without a picture. */
  readonly model: {
    readonly class: string;
    readonly probability: number;
    readonly novelty: number | null;
    /** Whether the item is unlike the training data; null if the model does not know. */
    readonly isNovel: boolean | null;
  } | null;
  /** A person's word on its class. */
  readonly correction: string | null;
}

/** What a person has to look at, without the paths of files. */
export interface Review extends Omit<Categorised, 'review'> {
  readonly review: readonly Omit<ReviewItem, 'file'>[];
  /** What people decided, the last decision first. */
  readonly decided: readonly PastCorrection[];
}

/** A part of the list of items. */
export interface PageQuery {
  readonly where?: string | undefined;
  readonly start: number;
  readonly count: number;
}

/** The file of an item's picture, and the SHA-256 of what it contained, in hexadecimal. */
export interface ItemPicture {
  readonly file: string;
  readonly content: string;
}

/** What to recommend. */
export interface RecommendQuery {
  readonly history: readonly HistoryEvent[];
  readonly popular: readonly ScoredItem[];
  readonly where?: string | undefined;
  readonly count: number;
  readonly diversity?: number | undefined;
}

/** The functions of the thread: their arguments and values. */
export interface CatalogueCalls {
  readonly ping: [undefined, undefined];
  readonly model: [undefined, QueryModel];
  readonly modelBytes: [{ readonly fingerprint: string }, Omit<ModelToEmbed, 'threads'>];
  readonly status: [undefined, ServedStatus];
  readonly search: [VectorQuery, FoundItem[]];
  readonly item: [{ readonly key: string }, DescribedItem | undefined];
  readonly picture: [{ readonly key: string }, ItemPicture | undefined];
  readonly recommend: [RecommendQuery, RecommendedItems];
  readonly facets: [undefined, Facet[]];
  readonly list: [PageQuery, ItemPage];
  readonly review: [{ readonly minConfidence: number }, Review];
  /** Keeps classes that a person gives; null takes one back. The value is how many of the items are there. */
  readonly correct: [readonly { readonly key: string; readonly category: string | null }[], number];
  readonly inventory: [{ readonly since?: Date | undefined }, Inventory];
}

/**
 * The answer of the thread: a value; that the database does not answer; or that the model is another one now,
 * so that the question makes no sense any more.
 */
export type CatalogueAnswer<T> =
  { readonly value: T } | { readonly problem: 'gone' | 'changed'; readonly reason: string };
