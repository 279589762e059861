// The contact sheet of `data show --augment`: pictures next to their augmentations. These come from the code
// that makes training batches, so that the column of an epoch shows what training with that seed sees in that
// epoch. Only the partners of mixed pictures differ from training.
import type { Augmentation } from '../../data/augmentation/augmentation.ts';
import { batchMaker } from '../../data/batch-maker.ts';
import type { Batch } from '../../data/batches.ts';
import type { Dataset } from '../../data/dataset.ts';
import { percent } from '../../number-words.ts';

/** The part of a contact sheet that depends on the pictures. */
export interface AugmentationSheet {
  readonly rows: { label: string; images: Uint8Array[] }[];
  readonly headings: string[];
  /** The other class in a mixed picture, `captions[row][column]`; missing if nothing is mixed. */
  readonly captions?: string[][];
}

/**
 * Makes a row for each picture: the original, then its augmentations in the epochs 1 to `count`.
 *
 * @param indices the pictures by number; mixing treats them as one batch
 */
export function augmentationSheet(
  dataset: Dataset,
  indices: readonly number[],
  augmentation: Augmentation,
  count: number,
  seed: number,
): AugmentationSheet {
  const size = dataset.channels * dataset.height * dataset.width;
  const { make, newBuffer } = batchMaker(dataset, indices.length, seed, augmentation);
  const buffer = newBuffer();
  const rows = indices.map((index) => ({
    label: dataset.classNames[dataset.labels[index]!]!,
    images: [dataset.images.subarray(index * size, (index + 1) * size)],
  }));
  const captions = indices.map(() => ['']);
  for (let epoch = 1; epoch <= count; epoch++) {
    const batch = make({ epoch, number: 0, indices: Uint32Array.from(indices) }, buffer);
    rows.forEach(({ images }, i) => images.push(batch.images.slice(i * size, (i + 1) * size)));
    captions.forEach((row, i) => row.push(describePartner(batch, i, dataset.classNames)));
  }
  const headings = ['original', ...Array.from({ length: count }, (_, i) => `epoch ${i + 1}`)];
  return { rows, headings, ...(captions.flat().some(Boolean) && { captions }) };
}

function describePartner({ mixed }: Batch, picture: number, classNames: readonly string[]): string {
  if (!mixed) return '';
  const share = percent(mixed.shares[picture]!, 0);
  return share === percent(0, 0) ? '' : `${share} ${classNames[mixed.labels[picture]!]!}`;
}
