// Somebody else's model as a classifier of a data set: its classes are taken to be the data's, in their
// order, since the file does not say them. What is taken for granted stands in the report.
import type { Dataset } from '../data/dataset.ts';
import { InputError } from '../errors.ts';
import type { Explainer } from '../explain/explainer.ts';
import type { Classifier } from '../nn/classifier.ts';

/**
 * A classifier that answers in the classes of the data.
 *
 * @throws InputError where the model tells other numbers of classes apart than the data have
 */
export function foreignClassifier(explainer: Explainer, { name, classNames }: Dataset): Classifier {
  const { source, channels, height, width, imageSize } = explainer;
  const given = explainer.classNames.length;
  if (given !== classNames.length)
    throw new InputError(
      `${name}: expected data of ${given} classes, as ${source} has outputs, got ${classNames.length}`,
    );
  return {
    imageSize,
    card: {
      ...{ classNames: [...classNames], input: { channels, height, width } },
      preprocessing: { mean: new Array<number>(channels).fill(0), std: new Array<number>(channels).fill(1) },
      ...{ architecture: { name: 'unknown', layers: [] }, data: 'unknown', seed: 0, epoch: 0 },
    },
    predict: async (images, onProgress) => {
      const probabilities = await explainer.probabilities(images);
      onProgress?.(images.length / imageSize);
      return probabilities;
    },
    dispose: () => explainer.dispose(),
  };
}
