// An audit with a cache: reads the result if the same data were audited before. The command and the report
// share it.
import { z } from 'zod';
import { auditData, type Audit, type AuditOptions } from '../../audit/audit.ts';
import { auditDefaults } from '../../audit/defaults.ts';
import { auditedSplits } from '../../audit/pooled-splits.ts';
import type { DataSplits } from '../../data/dataset.ts';
import type { Pictures } from '../../data/pictures.ts';
import type { Environment } from '../data/places.ts';
import { cachedResult, findResult, type CachedResult, type CacheKey } from '../results/result-cache.ts';

const index = z.int().min(0);
const split = z.enum(auditedSplits);
const schema = z.object({
  labelErrors: z.array(z.object({ index, split, given: index, suggested: index, score: z.number() })),
  nearDuplicates: z.array(z.object({ a: index, b: index, distance: z.number() })),
  outliers: z.array(z.object({ index, split, score: z.number() })),
  summary: z.object({
    pictures: index,
    splits: z.array(z.object({ split, first: index, count: index })),
    labelSuspects: index,
    estimatedLabelErrors: index,
    outOfFoldAccuracy: z.number(),
    unlearntClasses: z.array(z.object({ label: index, count: index })),
  }),
});

/**
 * Photographs that take more bytes stay on disk. All who look for one another's results need the same limit,
 * because pictures on disk are told apart by other digests than those in memory.
 */
export const auditedInMemory = 2 ** 30;

type Options = AuditOptions & { readonly env?: Environment };

/**
 * Audits a data set. A result for the same data and settings comes from the cache.
 *
 * @throws InputError like `auditData`
 * @example const { result, seconds, wasCached } = await cachedAudit(await loadData('fashion-mnist'));
 */
export function cachedAudit(
  splits: DataSplits<Pictures>,
  options: AuditOptions & { readonly env?: Environment } = {},
): Promise<CachedResult<Audit>> {
  return cachedResult(keyOf(splits, options), () => auditData(splits, options));
}

/** The findings of an earlier audit of the same data with the same settings, if the cache has them. */
export const findAudit = async (
  splits: DataSplits<Pictures>,
  options: Options = {},
): Promise<Audit | undefined> => (await findResult(keyOf(splits, options)))?.result;

function keyOf(splits: DataSplits<Pictures>, { env, ...options }: Options): CacheKey<Audit> {
  const { limit, folds, seed } = { ...auditDefaults, ...options };
  // The number of threads changes the order of sums, and so the last digits of the networks' weights.
  const settings = { limit, folds, seed, threads: options.threads, device: options.device };
  return { kind: 'audit', splits, settings, schema, ...(env && { env }) };
}
