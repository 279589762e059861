// The mistakes with the highest confidence, with their pictures.
import type { LabelledPredictions } from '../metrics/classification-report.ts';
import { predictedClasses } from '../metrics/top-k.ts';
import type { Dataset } from '../data/dataset.ts';
import { dataAddress, picturePng } from './pictures.ts';
import type { Mistake } from './report-data.ts';

const mostMistakes = 12;
const likeliestShown = 3;

/** The indices of wrong predictions, the most confident first. */
export function surestMistakes(
  { labels, probabilities, classNames }: LabelledPredictions,
  most: number,
): number[] {
  const classCount = classNames.length;
  const predicted = predictedClasses(probabilities, classCount);
  const sureness = (i: number) => probabilities[i * classCount + predicted[i]!]!;
  return Array.from(labels, (_, i) => i)
    .filter((i) => predicted[i] !== labels[i])
    .sort((a, b) => sureness(b) - sureness(a) || a - b)
    .slice(0, most);
}

/** The most confident mistakes, a dozen of them if `most` does not say otherwise. */
export async function collectMistakes(
  predictions: LabelledPredictions,
  dataset: Dataset,
  most = mostMistakes,
): Promise<Mistake[]> {
  const indices = surestMistakes(predictions, most);
  return Promise.all(
    indices.map(async (index) => ({
      ...{ index, label: predictions.labels[index]!, likeliest: likeliestClasses(predictions, index) },
      picture: dataAddress(await picturePng(dataset, index), 'png'),
    })),
  );
}

function likeliestClasses(
  { probabilities, classNames }: LabelledPredictions,
  index: number,
): Mistake['likeliest'] {
  return classNames
    .map((_, label) => ({ label, probability: probabilities[index * classNames.length + label]! }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, likeliestShown);
}
