// Predicts from several views of each picture and takes the mean of the predictions (as Krizhevsky,
// Sutskever & Hinton did with ten views, 2012, "ImageNet Classification with Deep Convolutional Neural
// Networks"). Each view takes as long as a prediction without it. The accuracy is not that of the model
// alone.
import { viewsOf, type ViewName } from '../data/augmentation/views.ts';
import type { Classifier } from '../nn/classifier.ts';
import { classifyInBatches, meanOf, type Predictions } from '../nn/predictions.ts';

/**
 * Adds test-time augmentation to a classifier. Its probabilities are the mean over each picture and its
 * views: mirrored (`flip`), moved by one pixel in each of four directions (`shift`), or both, one after the
 * other. Its novelty is that of the picture itself. Disposing of the result disposes of the classifier.
 *
 * @throws InputError for an empty list, an unknown view, or a view named twice
 * @example
 * const classifier = await openClassifier(await readFile('best.onnx'));
 * const { test } = sketches({ test: 500 });
 * const { accuracy } = await evaluate(withTestTimeAugmentation(classifier, ['flip']), test);
 */
export function withTestTimeAugmentation(classifier: Classifier, views: readonly ViewName[]): Classifier {
  const { card, imageSize } = classifier;
  const all = viewsOf(views, card.input);
  const classifyBatch = async (images: Uint8Array): Promise<Predictions> => {
    const predictions: Predictions[] = [];
    for (const view of all) predictions.push(await classifier.classify(view(images)));
    const probabilities = meanOf(predictions.map((predicted) => predicted.probabilities));
    return { ...predictions[0]!, probabilities };
  };
  const classify: Classifier['classify'] = (images, onProgress) =>
    classifyInBatches(classifier, images, classifyBatch, onProgress);
  return {
    ...{ card, imageSize },
    classify,
    predict: async (images, onProgress) => (await classify(images, onProgress)).probabilities,
    dispose: () => classifier.dispose(),
  };
}
