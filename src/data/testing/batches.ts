// Copies batches that a test keeps, because a source reuses their arrays.
import type { Batch } from '../batches.ts';

/** The same batch in new arrays. */
export const copiedBatch = ({ images, labels, mixed }: Batch): Batch => ({
  ...{ images: images.slice(), labels: labels.slice() },
  ...(mixed && { mixed: { labels: mixed.labels.slice(), shares: mixed.shares.slice() } }),
});
