// Shared by all kinds of classifiers: prediction in batches, and the mean of several predictions.
import { InputError } from '../errors.ts';
import type { ModelCard } from './classifier-file.ts';

/** Large enough to keep the cores busy, small enough to keep activations in their caches. */
const batchSize = 128;

/**
 * Predicts pictures batch by batch.
 *
 * @param images uint8 `[count, channels, height, width]`
 * @param predict returns `[batch, classes]`
 * @returns `[count, classes]`
 * @throws InputError if the bytes are not a whole number of pictures
 */
export async function predictInBatches(
  { card, imageSize }: { readonly card: Pick<ModelCard, 'classNames'>; readonly imageSize: number },
  images: Uint8Array,
  predict: (batch: Uint8Array) => Promise<Float32Array>,
  onProgress?: (done: number) => void,
): Promise<Float32Array> {
  const count = images.length / imageSize;
  if (!Number.isInteger(count)) {
    throw new InputError(
      `expected a multiple of ${imageSize} bytes (one picture), got ${images.length} bytes`,
    );
  }
  const probabilities = new Float32Array(count * card.classNames.length);
  for (let start = 0; start < count; start += batchSize) {
    const end = Math.min(count, start + batchSize);
    const batch = await predict(images.subarray(start * imageSize, end * imageSize));
    probabilities.set(batch, start * card.classNames.length);
    onProgress?.(end);
  }
  return probabilities;
}

/** The elementwise mean of arrays of one length, summed in double precision. */
export function meanOf(predictions: readonly Float32Array[]): Float32Array {
  const sumAt = (i: number) => predictions.reduce((sum, values) => sum + values[i]!, 0);
  return predictions[0]!.map((_, i) => sumAt(i) / predictions.length);
}
