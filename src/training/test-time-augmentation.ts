// A classifier that looks at several views of each picture and says the mean of what it would say of each
// (ten views of each in Krizhevsky, Sutskever & Hinton, 2012, "ImageNet Classification with Deep
// Convolutional Neural Networks"). It takes as many times as long; figures that it reaches are not those of
// the model alone.
import { viewsOf, type ViewName } from '../data/augmentation/views.ts';
import type { Classifier } from '../nn/classifier.ts';
import { meanOf, predictInBatches } from '../nn/predictions.ts';

/**
 * The classifier with test-time augmentation: its probabilities are the mean over each picture as it is and
 * its views, which are mirrored (`flip`), or moved by a pixel in each of four directions (`shift`), or both,
 * one after the other. Disposing of it disposes of the classifier.
 *
 * @throws InputError for no view, an unknown one, and one that is there twice
 * @example
 * const classifier = await openClassifier(await readFile('best.onnx'));
 * const { test } = sketches({ test: 500 });
 * const { accuracy } = await evaluate(withTestTimeAugmentation(classifier, ['flip']), test);
 */
export function withTestTimeAugmentation(classifier: Classifier, views: readonly ViewName[]): Classifier {
  const { card, imageSize } = classifier;
  const all = viewsOf(views, card.input);
  const predictBatch = async (images: Uint8Array): Promise<Float32Array> => {
    const predictions: Float32Array[] = [];
    for (const view of all) predictions.push(await classifier.predict(view(images)));
    return meanOf(predictions);
  };
  return {
    ...{ card, imageSize },
    predict: (images, onProgress) => predictInBatches(classifier, images, predictBatch, onProgress),
    dispose: () => classifier.dispose(),
  };
}
