// Vectors that were computed from pictures, such as features, in the user's cache. The file name is a digest
// of everything that they depend on.
import { readFile } from 'node:fs/promises';
import { digestOfData } from '../../data/digest.ts';
import type { VectorSource } from '../../neighbours/cached-vectors.ts';
import type { Vectors } from '../../neighbours/vectors.ts';
import type { Environment } from '../data/places.ts';
import { cacheFile, keepInCache } from './result-cache.ts';

/**
 * Returns vectors from the cache, or computes and stores them. A cache that can't be written is not an error.
 */
export async function cachedVectors(
  { data, settings }: VectorSource,
  compute: () => Promise<Vectors>,
  env: Environment = process.env,
): Promise<Vectors> {
  const file = await cacheFile('vectors', { settings, data: await digestOfData(data) }, 'f32', env);
  const found = await read(file, data.count);
  if (found) return found;
  const vectors = await compute();
  const { buffer, byteOffset, byteLength } = vectors.values;
  await keepInCache(file, new Uint8Array(buffer, byteOffset, byteLength));
  return vectors;
}

/** The numbers in a file as rows for so many pictures; undefined if there are none. */
async function read(file: string, count: number): Promise<Vectors | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes || bytes.length === 0 || bytes.length % (4 * count) !== 0) return undefined;
  const values = new Float32Array(bytes.length / 4);
  new Uint8Array(values.buffer).set(bytes);
  return { count, dimensions: values.length / count, values };
}
