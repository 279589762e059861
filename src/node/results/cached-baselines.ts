// Baselines with a cache: each baseline is read from the cache if it was computed on the same data before.
// The command and the report share it.
import { z } from 'zod';
import {
  baselineNames,
  runBaselines,
  type BaselineData,
  type BaselineOptions,
  type BaselineResult,
} from '../../baselines/baselines.ts';
import { baselineDefaults } from '../../baselines/defaults.ts';
import type { Environment } from '../data/places.ts';
import { cachedResult, type CachedResult } from './result-cache.ts';

const share = z.number().min(0).max(1);
const schema = z.object({
  name: z.enum(baselineNames),
  title: z.string(),
  accuracy: share,
  accuracyInterval: z.tuple([share, share]),
});

/**
 * Trains and measures baselines. Results for the same data and settings come from the cache.
 *
 * @throws InputError like `runBaselines`
 * @example
 * const data = sketches({ train: 1200, test: 200 });
 * const { train, validation } = splitValidation(data.train, 1);
 * const results = await cachedBaselines({ train, validation, measured: data.test }, { names: ['majority'] });
 */
export async function cachedBaselines(
  { train, validation, measured }: BaselineData,
  { env, names = baselineNames, ...options }: BaselineOptions & { readonly env?: Environment } = {},
): Promise<CachedResult<BaselineResult>[]> {
  const { seed = baselineDefaults.seed, threads, device } = options;
  const results: CachedResult<BaselineResult>[] = [];
  for (const name of names) {
    const key = {
      ...{ kind: 'baseline', splits: { train, validation, test: measured } },
      ...{ settings: { name, seed, threads, device }, schema, ...(env && { env }) },
    };
    const compute = async () =>
      (await runBaselines({ train, validation, measured }, { ...options, names: [name] }))[0]!;
    results.push(await cachedResult(key, compute));
  }
  return results;
}
