// What a run shows of its validation while it trains: `samples.webp` has some of the validation pictures, and
// `validation.json` what the newest model says of them, and the confusion matrix. The predictions come from
// the validation that training makes anyway.
import { sampleIndices } from '../../data/split.ts';
import { pictureSizeOf, subset, type Dataset } from '../../data/dataset.ts';
import { firstPictures, type Pictures } from '../../data/pictures.ts';
import { confusionMatrix } from '../../metrics/confusion.ts';
import { predictedClasses } from '../../metrics/top-k.ts';
import type { RunDirectory } from '../../node/runs/run-directory.ts';
import { makeSprite } from '../../report/pictures.ts';
import type { ValidationPredictions } from '../../training/fit.ts';
import type { AnsweredPicture, RunValidation } from '../../training/run-documents.ts';

/** How many pictures are shown. */
const mostSamples = 24;
/** The matrix of more classes is left out: it would take megabytes, and nobody can look at it. */
const mostClasses = 200;

/** The pictures that are shown, and where they are in their file. */
export interface Samples {
  readonly indices: readonly number[];
  readonly sheet: RunValidation['sheet'];
  readonly files?: readonly string[];
}

/** Draws pictures of all classes by a seed, and writes them. */
export async function writeSamples(
  run: RunDirectory,
  validation: Dataset<Pictures>,
  seed: number,
): Promise<Samples> {
  const indices = drawSamples(validation.labels, seed);
  const chosen = inMemory(subset(validation, indices));
  const { bytes, columns, width, height } = await makeSprite(chosen, indices.keys());
  await run.write('samples.webp', bytes);
  return {
    ...{ indices, sheet: { columns, width, height } },
    ...(chosen.files && { files: chosen.files }),
  };
}

/** Indices of pictures, ascending: the classes in proportion, and with few classes at least one of each. */
export function drawSamples(labels: Int32Array, seed: number): number[] {
  if (labels.length <= mostSamples) return [...labels.keys()];
  return [...sampleIndices(labels, mostSamples, seed)].slice(0, mostSamples);
}

const inMemory = (dataset: Dataset<Pictures>): Dataset => ({
  ...dataset,
  images: firstPictures(dataset.images, dataset.count, pictureSizeOf(dataset)),
});

/** What the model of an epoch says. */
export function validationOf(
  epoch: number,
  { labels, probabilities, classNames }: ValidationPredictions,
  { indices, sheet, files }: Samples,
): RunValidation {
  const classCount = classNames.length;
  const answers = predictedClasses(probabilities, classCount);
  return {
    ...{ epoch, classNames: [...classNames], count: labels.length },
    ...(classCount <= mostClasses && { confusion: confusionMatrix(labels, answers, classCount) }),
    samples: indices.map((index, place): AnsweredPicture => ({
      ...{ index, label: labels[index]!, answer: answers[index]! },
      probability: probabilities[index * classCount + answers[index]!]!,
      ...(files && { file: files[place]! }),
    })),
    sheet,
  };
}
