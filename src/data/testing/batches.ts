// Batches to keep: a source takes the arrays of its batches back.
import type { Batch } from '../batches.ts';

/** The same batch in arrays of its own. */
export const copiedBatch = ({ images, labels, mixed }: Batch): Batch => ({
  ...{ images: images.slice(), labels: labels.slice() },
  ...(mixed && { mixed: { labels: mixed.labels.slice(), shares: mixed.shares.slice() } }),
});
