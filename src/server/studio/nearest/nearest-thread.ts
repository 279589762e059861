// The thread that compares training pictures by what a model's last layer decides on.
import { readFile } from 'node:fs/promises';
import { pictureSizeOf, type Dataset } from '../../../data/dataset.ts';
import { piecesOf, selectPictures, type Pictures } from '../../../data/pictures.ts';
import { labelsForModel } from '../../../data/for-model.ts';
import { InputError } from '../../../errors.ts';
import type { Vectors } from '../../../neighbours/vectors.ts';
import { openData } from '../../../node/data/load.ts';
import { hasUsualSplits } from '../../../node/data/photographs/load.ts';
import { picturesFor } from '../../../node/data/photographs/pictures-for.ts';
import { answerCalls, tellNews } from '../../../node/threads/calls.ts';
import { decodeModelCard } from '../../../nn/classifier-file.ts';
import { drawValidation, withValidation } from '../../../training/validation-split.ts';
import type { NearestCalls, NearestNews } from './calls.ts';
import { embedPictures } from './embed-pictures.ts';
import { mostSimilar } from './most-similar.ts';

interface Prepared {
  /** What the model was trained on. */
  readonly dataset: Dataset<Pictures>;
  /** The places of these pictures in the training split of the data, if some of that validate. */
  readonly places: Int32Array | undefined;
  readonly vectors: Vectors;
}

/** Of each model's file; the one that was asked for last is the last. */
const prepared = new Map<string, Prepared>();
/** The vectors of more models would fill the memory. */
const mostPrepared = 2;

type Call<Name extends keyof NearestCalls> = (
  argument: NearestCalls[Name][0],
) => Promise<NearestCalls[Name][1]> | NearestCalls[Name][1];

const prepare: Call<'prepare'> = async ({ file, data, validationSeed }) => {
  const bytes = await readFile(file);
  const card = decodeModelCard(bytes, file);
  const splits = await openData(data, {
    ...{ offline: true, pictures: picturesFor(card), labelNames: card.classNames },
  });
  const dataset = withValidation(splits, validationSeed).train;
  const places = splits.validation ? undefined : drawValidation(splits.train, validationSeed).train;
  labelsForModel(card, dataset); // refuses data of other classes or sizes
  const vectors = await embedPictures(bytes, file, dataset, (done) =>
    tellNews({ file, done, total: dataset.count } satisfies NearestNews),
  );
  prepared.set(file, { dataset, places, vectors });
  for (const old of [...prepared.keys()].slice(0, -mostPrepared)) prepared.delete(old);
};

const nearest: Call<'nearest'> = ({ file, embedding, count }) => {
  const { dataset, places, vectors } = prepared.get(file)!;
  if (embedding.length !== vectors.dimensions)
    throw new InputError(`embedding: expected ${vectors.dimensions} numbers, got ${embedding.length}`);
  const found = mostSimilar(Float32Array.from(embedding), vectors, count);
  const size = pictureSizeOf(dataset);
  const indices = found.map(({ index }) => index);
  const chosen = selectPictures(dataset.images, indices, size);
  const [pixels] = piecesOf(chosen, size, indices.length);
  return {
    ...{ isReady: true, data: dataset.name, total: dataset.count },
    hasUsualSplits: hasUsualSplits(dataset.pictures),
    neighbours: found.map(({ index, similarity }, i) => ({
      ...{ index: places?.[index] ?? index, similarity },
      label: dataset.classNames[dataset.labels[index]!]!,
      ...(dataset.files && { file: dataset.files[index]! }),
      pixels: Buffer.from(pixels!.subarray(i * size, (i + 1) * size)).toString('base64'),
    })),
  };
};

answerCalls({
  prepare,
  nearest,
} satisfies { readonly [Name in keyof NearestCalls]: Call<Name> });
