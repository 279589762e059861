// Caches results that take minutes, in the user's cache. The file name is a digest of everything that a
// result depends on: the content of the data, the settings, and the version of the program. So no result is
// ever out of date. A result that can't be read is computed again.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import type { DataSplits } from '../../data/dataset.ts';
import type { Pictures } from '../../data/pictures.ts';
import { digestOf, digestOfData } from '../../data/digest.ts';
import { writeFileAtomically, type FileContent } from '../files/atomic-write.ts';
import { resultCacheFolder, type Environment } from '../data/places.ts';
import { programVersion } from '../files/program-version.ts';
import { makeFolder } from '../files/make-folder.ts';

export interface CacheKey<T> {
  /** The kind of result; the file name begins with it. */
  readonly kind: string;
  readonly splits: DataSplits<Pictures>;
  /** Everything else that the result depends on, as JSON. */
  readonly settings: unknown;
  /** The schema of a result. Any other content is ignored. */
  readonly schema: z.ZodType<T>;
  readonly env?: Environment;
}

/** A result, computed now or read from the cache. */
export interface CachedResult<T> {
  /** The result itself. */
  readonly result: T;
  /** How long the computation took, in seconds. */
  readonly seconds: number;
  /** Whether it was read from the cache. */
  readonly wasCached: boolean;
}

/**
 * Returns the result from the cache, or computes and stores it. A cache that can't be written is not an
 * error.
 *
 * @example await cachedResult({ kind: 'audit', splits, settings, schema }, () => auditData(splits));
 */
export async function cachedResult<T>(key: CacheKey<T>, compute: () => Promise<T>): Promise<CachedResult<T>> {
  const file = await fileOf(key);
  const found = await readResult(file, key.schema);
  if (found) return { ...found, wasCached: true };
  const start = performance.now();
  const result = await compute();
  const seconds = (performance.now() - start) / 1000;
  await keepInCache(file, JSON.stringify({ seconds, result }));
  return { result, seconds, wasCached: false };
}

/** The result from the cache, and the seconds that it took; undefined if it is not there. */
export const findResult = async <T>(key: CacheKey<T>): Promise<{ result: T; seconds: number } | undefined> =>
  readResult(await fileOf(key), key.schema);

async function fileOf<T>({ kind, splits, settings, env = process.env }: CacheKey<T>): Promise<string> {
  const { train, validation, test } = splits;
  const digests = await Promise.all(
    [train, validation, test].map(async (dataset) => (dataset ? digestOfData(dataset) : 'none')),
  );
  return cacheFile(kind, { settings, digests }, 'json', env);
}

/**
 * The file of a result in the user's cache.
 *
 * @param inputs everything that the result depends on, apart from the program's version
 */
export async function cacheFile(
  kind: string,
  inputs: object,
  extension: string,
  env: Environment,
): Promise<string> {
  const text = JSON.stringify({ kind, version: programVersion, ...inputs });
  const digest = await digestOf(new TextEncoder().encode(text));
  return join(resultCacheFolder(env), `${kind}-${digest.slice(0, 32)}.${extension}`);
}

/** Stores a result. A cache that can't be written is not an error. */
export async function keepInCache(file: string, content: FileContent): Promise<void> {
  await makeFolder(dirname(file))
    .then(() => writeFileAtomically(file, content))
    .catch(() => undefined);
}

async function readResult<T>(
  file: string,
  schema: z.ZodType<T>,
): Promise<{ result: T; seconds: number } | undefined> {
  try {
    const { result, seconds } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    return { result: schema.parse(result), seconds: Number(seconds) };
  } catch {
    return undefined;
  }
}
