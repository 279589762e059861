// What the server asks the thread of its catalogue, and the answers.
import type { SearchResult } from '../../catalogue/search.ts';
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
}

/**
 * The answer of the thread: a value; that the database does not answer; or that the model is another one now,
 * so that the question makes no sense any more.
 */
export type CatalogueAnswer<T> =
  { readonly value: T } | { readonly problem: 'gone' | 'changed'; readonly reason: string };
