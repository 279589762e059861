// Makes a data set imbalanced on request, to see what training does about it: a share of each class's
// pictures is kept.
import { z } from 'zod';
import { InputError } from '../errors.ts';
import { parseConfig } from '../parse-config.ts';
import { Random } from '../random.ts';
import { indicesByClass } from './by-class.ts';
import { checkDataset } from './check-dataset.ts';
import { subset, type Dataset } from './dataset.ts';

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
 * How imbalanced: by a `ratio` between the first and the last class, with shares that fall geometrically from
 * class to class; or by `shares`, above 0 and at most 1, one for each class.
 *
 * @useDeclaredType
 */
export type Imbalance = z.output<typeof schema>;

/**
 * The data set with a part of each class, drawn from the seed, in the order that it had. A class that has
 * pictures keeps one at least.
 *
 * By ratio it is the long-tailed form of Cui et al. (2019, "Class-balanced loss based on effective number of
 * samples"), where the data set is balanced: class c of C keeps the share ratio^(-c / (C - 1)).
 *
 * @throws InputError where ratio or shares are out of their range, or shares are not one for each class
 * @example makeImbalanced(sketches({ train: 1000 }).train, { ratio: 100 }, 1).count // 250
 */
export function makeImbalanced(dataset: Dataset, imbalance: Imbalance, seed: number): Dataset {
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
