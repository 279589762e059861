// Joins all splits of a data set in the order training, validation, test, because pictures are audited
// together. It copies no pictures. A picture's number counts through all splits and gives its split and its
// index there.
import { checkDataset } from '../data/check-dataset.ts';
import { pictureSizeOf, type Dataset, type DataSplits } from '../data/dataset.ts';
import { joinPictures } from '../data/joined-pictures.ts';
import type { Pictures } from '../data/pictures.ts';
import { InputError } from '../errors.ts';
import { counted } from '../number-words.ts';

/** The splits that an audit looks at, in the order of the numbers. */
export const auditedSplits = ['train', 'validation', 'test'] as const;
/**
 * The name of a split.
 *
 * @useDeclaredType
 */
export type AuditedSplit = (typeof auditedSplits)[number];

/** A picture's split and its index there, from 0. */
export interface Place {
  /** The split that the picture is in. */
  readonly split: AuditedSplit;
  /** The picture's index there, from 0. */
  readonly index: number;
}

/** The existing splits, in order, with the number of each one's first picture. */
export type SplitParts = readonly SplitPart[];

/** One of the joined splits. */
export interface SplitPart {
  /** The name of the split. */
  readonly split: AuditedSplit;
  /** The number of its first picture. */
  readonly first: number;
  /** How many pictures it has. */
  readonly count: number;
}

/**
 * Joins the splits.
 *
 * @throws InputError if there are no pictures, or their sizes differ between splits
 * @example placeIn(poolSplits(await loadData('fashion-mnist')).parts, 60_005) // { index: 5, split: 'test' }
 */
export function poolSplits(splits: DataSplits<Pictures>): {
  dataset: Dataset<Pictures>;
  parts: SplitParts;
} {
  const given = auditedSplits.flatMap((split) => {
    const dataset = splits[split];
    return dataset && dataset.count > 0 ? [{ split, dataset }] : [];
  });
  if (given.length === 0) throw new InputError(`${splits.train.name}: expected pictures, got none`);
  for (const { split, dataset } of given) checkDataset(dataset, split);
  let first = 0;
  const parts = given.map(({ split, dataset: { count } }) => {
    first += count;
    return { split, first: first - count, count };
  });
  const dataset = joined(given.map((part) => part.dataset));
  return { dataset, parts };
}

/** The split of a picture and its index there, by its number. */
export function placeIn(parts: SplitParts, number: number): Place {
  const { split, first } = parts.findLast((part) => part.first <= number)!;
  return { index: number - first, split };
}

function joined(datasets: readonly Dataset<Pictures>[]): Dataset<Pictures> {
  const first = datasets[0]!;
  for (const dataset of datasets) checkShape(dataset, first);
  const count = datasets.reduce((sum, dataset) => sum + dataset.count, 0);
  const images = joinPictures(
    datasets.map((dataset) => dataset.images),
    pictureSizeOf(first),
  );
  const labels = Int32Array.from(datasets.flatMap((dataset) => [...dataset.labels]));
  const files = datasets.flatMap((dataset) => dataset.files ?? []);
  return { ...first, count, images, labels, ...(files.length === count && { files }) };
}

function checkShape(dataset: Dataset<Pictures>, { channels, height, width, name }: Dataset<Pictures>): void {
  if (dataset.channels === channels && dataset.height === height && dataset.width === width) return;
  const [expected, given] = [channels, dataset.channels].map((number) => counted(number, 'channel'));
  throw new InputError(
    `${name}: expected pictures of ${width}×${height} with ${expected} in all splits, got ${dataset.width}×${dataset.height} with ${given}`,
  );
}
