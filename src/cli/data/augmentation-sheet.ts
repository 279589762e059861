// Pictures beside what augmentation makes of them, as rows of a contact sheet: what `data show --augment`
// draws. They come from the same code as training's batches, so that an epoch's column is what training with
// that seed sees in that epoch; only the partners that pictures are mixed with are other ones there.
import { type Augmentation } from '../../data/augmentation/augmentation.ts';
import { batchMaker } from '../../data/batch-maker.ts';
import type { Batch } from '../../data/batches.ts';
import { type Dataset } from '../../data/dataset.ts';
import { percent } from '../../number-words.ts';

/** The part of a contact sheet that depends on the pictures. */
export interface AugmentationSheet {
  readonly rows: { label: string; images: Uint8Array[] }[];
  readonly headings: string[];
  /** What a mixed picture has in it, `captions[row][column]`; missing where nothing is mixed. */
  readonly captions?: string[][];
}

/**
 * A row for each picture: itself, then as it is in the epochs from 1 to `count`.
 *
 * @param indices the pictures, by their place in the data set; for mixing they are one batch
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
