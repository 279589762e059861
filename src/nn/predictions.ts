// What classifiers of all kinds share: pictures taken in batches, and the mean of several predictions.
import { InputError } from '../errors.ts';
import type { ModelCard } from './classifier-file.ts';

/** Large enough to keep the cores busy, small enough for its activations to stay in their caches. */
const batchSize = 128;

/**
 * Predicts pictures batch by batch.
 *
 * @param images uint8 `[count, channels, height, width]`
 * @param predict gives `[batch, classes]`
 * @returns `[count, classes]`
 * @throws InputError where the bytes are no whole number of pictures
 */
export async function predictInBatches(
  { card, imageSize }: { readonly card: Pick<ModelCard, 'classNames'>; readonly imageSize: number },
  images: Uint8Array,
  predict: (batch: Uint8Array) => Promise<Float32Array>,
  onProgress?: (done: number) => void,
): Promise<Float32Array> {
  const count = images.length / imageSize;
  if (!Number.isInteger(count)) {
    throw new InputError(`${images.length} bytes are no whole number of pictures of ${imageSize} bytes`);
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

/** The mean of arrays of one length, element by element, summed in double precision. */
export function meanOf(predictions: readonly Float32Array[]): Float32Array {
  const sumAt = (i: number) => predictions.reduce((sum, values) => sum + values[i]!, 0);
  return predictions[0]!.map((_, i) => sumAt(i) / predictions.length);
}
