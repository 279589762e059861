// Loads the pictures on which two models are compared: the same for both, each prepared for its model.
// Photographs are prepared twice if the models need different sizes. The first model decides which pictures
// are in the split; a notice tells if the second model held out other pictures in training.
import type { Dataset } from '../../data/dataset.ts';
import { InputError } from '../../errors.ts';
import { picturesFor } from '../../node/data/photographs/pictures-for.ts';
import type { NamedClassifier } from '../files/averaged-models.ts';
import { loadReported } from '../options/data.ts';
import {
  chooseSplit,
  loadModelData,
  tellOfOtherData,
  validationSeedOf,
  type DataChoice,
  type ModelData,
} from '../files/open-model.ts';
import type { SplitName } from '../options/common.ts';
import { notice } from '../terminal/output.ts';

/** The same pictures, prepared for each of two models. */
export interface ComparedData {
  readonly split: SplitName;
  readonly a: Dataset;
  readonly b: Dataset;
}

/**
 * Loads a split of the data that the choice names, or that the first model was trained on.
 *
 * @throws InputError if loading fails or there is no such split
 */
export async function loadComparedData(
  a: NamedClassifier,
  b: NamedClassifier,
  wanted: SplitName | undefined,
  choice: DataChoice,
): Promise<ComparedData> {
  const ofA = await loadModelData(a.name, a.classifier, choice);
  const { split, dataset } = chooseSplit(ofA.splits, wanted, ofA.validationSeed);
  await warnOfUnfairness(a, b, ofA, { split, dataset });
  if (!isMadeOtherwise(a, b, dataset)) return { split, a: dataset, b: dataset };
  const { testShare, validationShare, splitSeed, maxPixels } = dataset.pictures!;
  const pictures = { ...picturesFor(b.classifier.card), testShare, validationShare, splitSeed, maxPixels };
  const splits = await loadReported(ofA.source, choice.offline ?? false, pictures);
  const other = chooseSplit(splits, split, ofA.validationSeed).dataset;
  if (other.labels.join() !== dataset.labels.join())
    throw new InputError(`${dataset.name}: the pictures changed while they were read`);
  return { split, a: dataset, b: other };
}

/** Whether the models need photographs prepared in different ways. */
function isMadeOtherwise(a: NamedClassifier, b: NamedClassifier, { pictures }: Dataset): boolean {
  const made = ({ classifier: { card } }: NamedClassifier) => {
    const { size, channels, fit } = picturesFor(card);
    return JSON.stringify([size, channels, fit]);
  };
  return pictures !== undefined && made(a) !== made(b);
}

/** Warns of an unfair comparison: one model was trained on other data, or on some of these pictures. */
async function warnOfUnfairness(
  a: NamedClassifier,
  b: NamedClassifier,
  { splits, validationSeed }: ModelData,
  { split, dataset }: { readonly split: SplitName; readonly dataset: Dataset },
): Promise<void> {
  for (const model of [a, b]) tellOfOtherData(model, dataset);
  if (b.classifier.card.data !== dataset.name) return;
  const heldBack = ({ classifier: { card } }: NamedClassifier) => {
    const { testShare, validationShare, splitSeed } = card.pictures ?? {};
    return JSON.stringify([testShare, validationShare, splitSeed]);
  };
  const isDrawn = split === 'validation' && !splits.validation;
  const hasOtherSeed = isDrawn && (await validationSeedOf(b.name, b.classifier)) !== validationSeed;
  if (hasOtherSeed || heldBack(a) !== heldBack(b))
    notice(
      `${b.name} held out other pictures in training: it was trained on some of these, so its accuracy is too high`,
    );
}
