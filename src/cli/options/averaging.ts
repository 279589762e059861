// The options by which predictions are averaged, over views of each picture and over models, and the classifiers that do it.
import { Option, type Command } from 'commander';
import { checkViews, viewNames, type ViewName } from '../../data/augmentation/views.ts';
import { InputError } from '../../errors.ts';
import type { Classifier } from '../../nn/classifier.ts';
import { naming } from './naming.ts';

export interface AveragingOptions {
  readonly tta?: readonly ViewName[];
  /** More models beside the one that is named first. */
  readonly ensemble?: readonly string[];
}

/** Adds `--tta` and `--ensemble` to a command that takes a model. */
export const addAveragingOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--tta <views>',
        `test-time augmentation: average over each picture and its views, ${viewNames.join(' or ')} or both with a comma; flip mirrors, shift moves by a pixel in four directions`,
      ).argParser(parseViews),
    )
    .addOption(
      new Option('--ensemble <models...>', 'average over more models beside the first; put it last'),
    );

function parseViews(text: string): readonly ViewName[] {
  const views = text === '' ? [] : text.split(',');
  checkViews(views, '--tta');
  return views;
}

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
  const { openModelArgument } = await import('../files/open-model.ts');
  const { ensemble } = await import('../../nn/ensemble.ts');
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
export async function averaged(
  members: readonly NamedClassifier[],
  views: readonly ViewName[] | undefined,
): Promise<Classifier> {
  const { ensemble } = await import('../../nn/ensemble.ts');
  const { withTestTimeAugmentation } = await import('../../training/test-time-augmentation.ts');
  return ensemble(
    members.map(({ classifier }) => (views ? withTestTimeAugmentation(classifier, views) : classifier)),
    members.map(({ name }) => name),
  );
}

/** What is averaged over, in words: `ensemble of 3 with test-time augmentation (flip)`. */
export function describeAveraging(models: number, views: readonly ViewName[] | undefined): string {
  const parts = [
    ...(models > 1 ? [`ensemble of ${models}`] : []),
    ...(views ? [`with test-time augmentation (${views.join(', ')})`] : []),
  ];
  return parts.join(' ');
}
