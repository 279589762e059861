// Shared by all kinds of classifiers: prediction in batches, and the mean of several predictions.
import { InputError } from '../errors.ts';
import type { ModelCard } from './classifier-file.ts';

/** Enough small pictures to keep the cores busy; more would push activations out of their caches. */
const mostPictures = 128;
/** So that large pictures do not fill the memory: 16 of 224×224 in colour. */
const mostBytes = 3 * 2 ** 20;

/**
 * How many pictures to run a network on at a time, a power of two.
 *
 * @param imageSize the bytes of a picture
 */
export function predictionBatchSize(imageSize: number): number {
  let batchSize = mostPictures;
  while (batchSize > 1 && batchSize * imageSize > mostBytes) batchSize /= 2;
  return batchSize;
}

/** What a classifier says about pictures. */
export interface Predictions {
  /** The probability of each class for each picture, `[count, classes]`. */
  readonly probabilities: Float32Array;
  /**
   * How unlike its training data each picture is, `[count]`, 0 to 2; missing if the model has no such output.
   * A picture is novel if its number is above the `novelty.threshold` of the model's card.
   */
  readonly novelty?: Float32Array;
}

/**
 * Classifies pictures batch by batch.
 *
 * @param images uint8 `[count, channels, height, width]`
 * @throws InputError if the bytes are not a whole number of pictures
 */
export async function classifyInBatches(
  { card, imageSize }: { readonly card: Pick<ModelCard, 'classNames'>; readonly imageSize: number },
  images: Uint8Array,
  classify: (batch: Uint8Array) => Promise<Predictions>,
  onProgress?: (done: number) => void,
  batchSize = predictionBatchSize(imageSize),
): Promise<Predictions> {
  const count = images.length / imageSize;
  if (!Number.isInteger(count)) {
    throw new InputError(
      `expected a multiple of ${imageSize} bytes (one picture), got ${images.length} bytes`,
    );
  }
  const batches = Array.from({ length: Math.ceil(count / batchSize) }, (_, i) =>
    images.subarray(i * batchSize * imageSize, (i + 1) * batchSize * imageSize),
  );
  return collectPredictions({ count, classes: card.classNames.length }, batches, classify, onProgress);
}

/**
 * Classifies batches one after another and joins what is said about them.
 *
 * @param size the number of all pictures, and of classes
 * @param onProgress called with the number of pictures done, after each batch
 */
export async function collectPredictions(
  { count, classes }: { readonly count: number; readonly classes: number },
  batches: Iterable<Uint8Array>,
  classify: (batch: Uint8Array) => Promise<Predictions>,
  onProgress?: (done: number) => void,
): Promise<Predictions> {
  const probabilities = new Float32Array(count * classes);
  const novelty = new Float32Array(count);
  let [done, hasNovelty] = [0, false];
  for (const batch of batches) {
    const found = await classify(batch);
    probabilities.set(found.probabilities, done * classes);
    if (found.novelty) {
      novelty.set(found.novelty, done);
      hasNovelty = true;
    }
    done += found.probabilities.length / classes;
    onProgress?.(done);
  }
  return { probabilities, ...(hasNovelty && { novelty }) };
}

/** The elementwise mean of arrays of one length, summed in double precision. */
export function meanOf(predictions: readonly Float32Array[]): Float32Array {
  const sumAt = (i: number) => predictions.reduce((sum, values) => sum + values[i]!, 0);
  return predictions[0]!.map((_, i) => sumAt(i) / predictions.length);
}
