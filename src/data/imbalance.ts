// Makes a data set imbalanced on purpose, to study how training copes: it keeps a share of each class.
import { z } from 'zod';
import { InputError } from '../errors.ts';
import { parseConfig } from '../parse-config.ts';
import { Random } from '../random.ts';
import { indicesByClass } from './by-class.ts';
import { checkDataset } from './check-dataset.ts';
import { subset, type Dataset } from './dataset.ts';
import type { Pictures } from './pictures.ts';

const ratio = z.number().min(1);

const schema = z.union(
  [
    z.strictObject({
      /** How many times rarer the last class is than the first, 1 or more. */
      ratio,
    }),
    z.strictObject({
      /** The share of each class to keep, above 0 and at most 1. */
      shares: z.array(z.number()),
    }),
  ],
  {
    error: 'expected { ratio: a number of 1 or more } or { shares: a number for each class }',
  },
);

/**
 * How imbalanced. A `ratio` between the first and the last class gives shares that fall geometrically from
 * class to class; `shares` gives one for each class, above 0 and at most 1.
 *
 * @useDeclaredType
 */
export type Imbalance = z.output<typeof schema>;

/**
 * Keeps a part of each class, drawn by the seed, in the original order. A class with pictures keeps at least
 * one.
 *
 * On a balanced data set, a ratio gives the long-tailed form of Cui et al. (2019, "Class-balanced loss based
 * on effective number of samples"): class c of C keeps the share ratio^(-c / (C - 1)).
 *
 * @throws InputError if the ratio or a share is out of range, or if there is not one share for each class
 * @example makeImbalanced(sketches({ train: 1000 }).train, { ratio: 100 }, 1).count // 250
 */
export function makeImbalanced<Images extends Pictures>(
  dataset: Dataset<Images>,
  imbalance: Imbalance,
  seed: number,
): Dataset<Images> {
  checkDataset(dataset);
  const shares = sharesOf(parseConfig('imbalance', schema, imbalance), dataset.classNames.length);
  const kept = indicesByClass(dataset.labels, shares.length).flatMap((indices, label) => {
    const count = Math.max(1, Math.round(shares[label]! * indices.length));
    return new Random(seed, 'imbalance', label).shuffle(indices).slice(0, count);
  });
  return subset(
    dataset,
    kept.sort((a, b) => a - b),
  );
}

function sharesOf(imbalance: Imbalance, classes: number): readonly number[] {
  if ('ratio' in imbalance)
    return Array.from(
      { length: classes },
      (_, label) => imbalance.ratio ** (-label / Math.max(1, classes - 1)),
    );
  const { shares } = imbalance;
  if (shares.length === classes && shares.every((share) => share > 0 && share <= 1)) return shares;
  throw new InputError(
    `imbalance: shares: expected ${classes} numbers above 0 and at most 1, got ${shares.join(', ') || 'none'}`,
  );
}
