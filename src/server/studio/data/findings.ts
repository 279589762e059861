// What the last audit of a data set found, as the page shows it.
import { availableParallelism } from 'node:os';
import { placeIn } from '../../../audit/pooled-splits.ts';
import { findAudit } from '../../../node/audit/cached-audit.ts';
import type { DataAudit } from '../contract/data.ts';
import type { OpenData } from './open-data.ts';

/**
 * The findings of `atelier audit` with its defaults; null if there was none of these pictures and labels.
 */
export async function findingsOf({ splits }: OpenData): Promise<DataAudit> {
  // As many threads as the command has by default: their number is part of what a result depends on.
  const found = await findAudit(splits, { threads: availableParallelism() });
  if (!found) return null;
  const { labelErrors, nearDuplicates, outliers, summary } = found;
  const place = (number: number) => placeIn(summary.splits, number);
  return {
    labelErrors,
    nearDuplicates: nearDuplicates.map(({ a, b, distance }) => ({ a: place(a), b: place(b), distance })),
    outliers,
    estimatedLabelErrors: summary.estimatedLabelErrors,
  };
}
