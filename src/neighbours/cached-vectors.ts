// What a cache of vectors that are computed from pictures must know.
import type { Dataset } from '../data/dataset.ts';
import type { Pictures } from '../data/pictures.ts';
import type { Vectors } from './vectors.ts';

/** What the vectors of pictures depend on. */
export interface VectorSource {
  /** The pictures. */
  readonly data: Dataset<Pictures>;
  /** Everything else, as JSON. */
  readonly settings: unknown;
}

/** Returns vectors from a cache, or computes them. */
export type CachedVectors = (source: VectorSource, compute: () => Promise<Vectors>) => Promise<Vectors>;
