// Several models, or views of each picture, as one classifier.
import type { ViewName } from '../../data/augmentation/views.ts';
import { InputError } from '../../errors.ts';
import type { Classifier } from '../../nn/classifier.ts';
import { ensemble } from '../../nn/ensemble.ts';
import { withTestTimeAugmentation } from '../../training/test-time-augmentation.ts';
import type { AveragingOptions } from '../options/averaging.ts';
import { naming } from '../options/naming.ts';
import { openModelArgument } from './open-model.ts';

/** A model as it was named, opened. */
export interface NamedClassifier {
  readonly name: string;
  readonly classifier: Classifier;
}

/** Opens the models of `--ensemble`, which must fit the first; none where there is no such option. */
export async function openOthers(
  first: NamedClassifier,
  { ensemble: names = [] }: AveragingOptions,
  threads: number,
): Promise<NamedClassifier[]> {
  const all = [first];
  for (const name of names) {
    if (all.some((other) => other.name === name))
      throw new InputError(`--ensemble: expected other models than ${name}, which is there already`);
    const classifier = await naming('--ensemble', () => openModelArgument(name, threads));
    all.push({ name, classifier });
    await naming('--ensemble', () => ensemble([first.classifier, classifier], [first.name, name]));
  }
  return all.slice(1);
}

/** The mean over models, where there are several, and over views, where there are some. */
export function averaged(
  members: readonly NamedClassifier[],
  views: readonly ViewName[] | undefined,
): Classifier {
  return ensemble(
    members.map(({ classifier }) => (views ? withTestTimeAugmentation(classifier, views) : classifier)),
    members.map(({ name }) => name),
  );
}
