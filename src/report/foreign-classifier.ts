// A model from another program as a classifier of a data set. Its file does not name its classes, so they are
// assumed to be those of the data, in the same order. The report states this assumption.
import type { Dataset } from '../data/dataset.ts';
import { InputError } from '../errors.ts';
import type { Explainer } from '../explain/explainer.ts';
import { unknownCard } from '../nn/classifier-file.ts';
import type { Classifier } from '../nn/classifier.ts';

/**
 * Wraps the model as a classifier with the classes of the data.
 *
 * @throws InputError if the model and the data have different numbers of classes
 */
export function foreignClassifier(explainer: Explainer, { name, classNames }: Dataset): Classifier {
  const { source, channels, height, width, imageSize } = explainer;
  const given = explainer.classNames.length;
  if (given !== classNames.length)
    throw new InputError(
      `${name}: expected ${given} classes, one for each output of ${source}, got ${classNames.length}`,
    );
  const predict: Classifier['predict'] = async (images, onProgress) => {
    const probabilities = await explainer.probabilities(images);
    onProgress?.(images.length / imageSize);
    return probabilities;
  };
  return {
    imageSize,
    card: unknownCard(classNames, { channels, height, width }),
    predict,
    classify: async (images, onProgress) => ({ probabilities: await predict(images, onProgress) }),
    dispose: () => explainer.dispose(),
  };
}
