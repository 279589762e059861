// Classifies the pictures of a data set, in memory or not.
import type { Classifier } from '../nn/classifier.ts';
import { collectPredictions, type Predictions } from '../nn/predictions.ts';
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
  const size = { count: images.count, classes: classifier.card.classNames.length };
  const pieces = piecesOf(images, classifier.imageSize, picturesAtOnce);
  return collectPredictions(size, pieces, (piece) => classifier.classify(piece), onProgress);
}
