// Several classifiers as one, whose prediction is the mean of theirs: the mixture of Lakshminarayanan,
// Pritzel & Blundell, 2017, "Simple and Scalable Predictive Uncertainty Estimation using Deep Ensembles". It
// takes as long as all of them together.
import { InputError } from '../errors.ts';
import { counted } from '../number-words.ts';
import type { ModelCard } from './classifier-file.ts';
import type { Classifier } from './classifier.ts';
import { fitFor } from './picture-recipe.ts';
import { meanOf, type Predictions } from './predictions.ts';

/**
 * One classifier whose probabilities are the mean over those of all. Its card and its novelty are those of
 * the first. Disposing of it disposes of all of them.
 *
 * @param names the names of the classifiers in errors
 * @throws InputError if there is no classifier, or one has other classes or takes other pictures than the
 *   first
 * @example
 * const first = await openClassifier(await readFile('first.onnx'));
 * const second = await openClassifier(await readFile('second.onnx'));
 * const { accuracy } = await evaluate(ensemble([first, second]), sketches({ test: 500 }).test);
 */
export function ensemble(
  classifiers: readonly Classifier[],
  names: readonly string[] = classifiers.map((_, i) => `classifier ${i + 1}`),
): Classifier {
  const [first, ...others] = classifiers;
  if (!first) throw new InputError('ensemble: expected at least one classifier, got none');
  others.forEach(({ card }, i) => checkFit(first.card, card, names[0]!, names[i + 1]!));
  const classify: Classifier['classify'] = async (images, onProgress) => {
    const count = images.length / first.imageSize;
    const predictions: Predictions[] = [];
    // Each classifier predicts all pictures before the next starts: the threads of a program wait by
    // spinning, which slows down the next one.
    for (const classifier of classifiers) {
      const before = predictions.length * count;
      const tell = (done: number) => onProgress?.(Math.floor((before + done) / classifiers.length));
      predictions.push(await classifier.classify(images, tell));
    }
    return {
      ...predictions[0]!,
      probabilities: meanOf(predictions.map(({ probabilities }) => probabilities)),
    };
  };
  return {
    card: first.card,
    imageSize: first.imageSize,
    classify,
    predict: async (images, onProgress) => (await classify(images, onProgress)).probabilities,
    dispose: async () => {
      for (const classifier of classifiers) await classifier.dispose();
    },
  };
}

function checkFit(expected: ModelCard, given: ModelCard, expectedName: string, name: string): void {
  const [wanted, taken] = [picturesOf(expected), picturesOf(given)];
  if (wanted !== taken)
    throw new InputError(
      `${name}: expected a model for ${wanted}, like ${expectedName}; got one for ${taken}`,
    );
  if (expected.classNames.join('\n') !== given.classNames.join('\n')) {
    const classes = given.classNames.join(', ');
    throw new InputError(
      `${name}: expected a model with the classes of ${expectedName}, got one with the classes ${classes}`,
    );
  }
}

/** The pictures that a model takes, and how they are made from photographs. */
function picturesOf({ input: { channels, height, width }, pictures }: ModelCard): string {
  return `pictures of ${width}×${height}, ${counted(channels, 'channel')}, fitted by ${fitFor(channels, pictures?.fit)}`;
}
