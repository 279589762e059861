// Classifies the pictures of a data set, in memory or not.
import type { Classifier } from '../nn/classifier.ts';
import type { Predictions } from '../nn/predictions.ts';
import { isInMemory, piecesOf, type Pictures } from './pictures.ts';

/** A multiple of the batches in which classifiers predict. */
const picturesAtOnce = 128;

/**
 * Classifies pictures. Those that are not in memory are read piece by piece.
 *
 * @param onProgress called with the number of pictures done
 */
export async function classifyPictures(
  classifier: Classifier,
  images: Pictures,
  onProgress?: (done: number) => void,
): Promise<Predictions> {
  if (isInMemory(images)) return classifier.classify(images, onProgress);
  const { count } = images;
  const classes = classifier.card.classNames.length;
  const probabilities = new Float32Array(count * classes);
  const novelty = new Float32Array(count);
  let [start, hasNovelty] = [0, false];
  for (const piece of piecesOf(images, classifier.imageSize, picturesAtOnce)) {
    const before = start;
    const found = await classifier.classify(piece, onProgress && ((done) => onProgress(before + done)));
    probabilities.set(found.probabilities, start * classes);
    if (found.novelty) {
      novelty.set(found.novelty, start);
      hasNovelty = true;
    }
    start += found.probabilities.length / classes;
  }
  return { probabilities, ...(hasNovelty && { novelty }) };
}
