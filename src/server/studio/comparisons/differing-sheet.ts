// The pictures on which two models differ, for the studio: those about which they differ most, side by side
// in one file, with what each model says of them.
import { join } from 'node:path';
import type { Dataset } from '../../../data/dataset.ts';
import type { PairedPredictions } from '../../../metrics/comparison.ts';
import { predictedClasses } from '../../../metrics/top-k.ts';
import { writeFileAtomically } from '../../../node/files/atomic-write.ts';
import { makeSprite } from '../../../report/pictures.ts';
import type { DifferingPicture, DifferingSheet } from '../contract/comparisons.ts';

/** The name of the sheet's file. */
export const sheetFile = 'pictures.webp';

/** How many pictures are shown for each model. */
const mostPictures = 96;

/** Writes the sheet into a folder, and returns what is on it. */
export async function writeDifferingSheet(
  folder: string,
  dataset: Dataset,
  predictions: PairedPredictions,
): Promise<DifferingSheet> {
  const shown = differingPictures(predictions, mostPictures);
  const { bytes, indices, columns, width, height } = await makeSprite(
    dataset,
    shown.map(({ index }) => index),
  );
  await writeFileAtomically(join(folder, sheetFile), bytes);
  const byIndex = new Map(shown.map((picture) => [picture.index, picture]));
  const pictures = indices.map((index) => ({
    ...byIndex.get(index)!,
    ...(dataset.files && { file: dataset.files[index]! }),
  }));
  return { columns, width, height, pictures };
}

/**
 * The pictures that only one model classified correctly: of each model as many as wanted, first those to
 * whose class the two give the most different probabilities.
 */
export function differingPictures(predictions: PairedPredictions, most: number): DifferingPicture[] {
  const { labels, probabilitiesA, probabilitiesB, classNames } = predictions;
  const classCount = classNames.length;
  const ofA = predictedClasses(probabilitiesA, classCount);
  const ofB = predictedClasses(probabilitiesB, classCount);
  const pictures = Array.from(labels, (label, index) => {
    const start = index * classCount;
    const [a, b] = [ofA[index]!, ofB[index]!];
    const certainty: [number, number] = [probabilitiesA[start + a]!, probabilitiesB[start + b]!];
    const gap = Math.abs(probabilitiesA[start + label]! - probabilitiesB[start + label]!);
    return { picture: { index, label, a, b, certainty }, gap };
  });
  const striking = (right: 'a' | 'b', wrong: 'a' | 'b') =>
    pictures
      .filter(({ picture }) => picture[right] === picture.label && picture[wrong] !== picture.label)
      .sort((one, other) => other.gap - one.gap)
      .slice(0, most);
  return [...striking('a', 'b'), ...striking('b', 'a')].map(({ picture }) => picture);
}
