// Combines several models, and views of each picture, into one classifier.
import type { ViewName } from '../../data/augmentation/views.ts';
import type { DeviceOptions } from '../../engine/runtime/runtime.ts';
import { InputError } from '../../errors.ts';
import type { Classifier } from '../../nn/classifier.ts';
import { ensemble } from '../../nn/ensemble.ts';
import { withTestTimeAugmentation } from '../../training/test-time-augmentation.ts';
import type { AveragingOptions } from '../options/averaging.ts';
import { naming } from '../options/naming.ts';
import { openModelArgument } from './open-model.ts';

/** An opened model with its name on the command line. */
export interface NamedClassifier {
  readonly name: string;
  readonly classifier: Classifier;
}

/** Opens the models of `--ensemble`, and checks that they fit the first model. */
export async function openOthers(
  first: NamedClassifier,
  { ensemble: names = [] }: AveragingOptions,
  device: DeviceOptions,
): Promise<NamedClassifier[]> {
  const all = [first];
  for (const name of names) {
    if (all.some((other) => other.name === name))
      throw new InputError(`--ensemble: '${name}' is named twice; name different models`);
    const classifier = await naming('--ensemble', () => openModelArgument(name, device));
    all.push({ name, classifier });
    await naming('--ensemble', () => ensemble([first.classifier, classifier], [first.name, name]));
  }
  return all.slice(1);
}

/** Averages over the models and, if there are any, over the views. */
export function averaged(
  members: readonly NamedClassifier[],
  views: readonly ViewName[] | undefined,
): Classifier {
  return ensemble(
    members.map(({ classifier }) => (views ? withTestTimeAugmentation(classifier, views) : classifier)),
    members.map(({ name }) => name),
  );
}
