// The thread that compares training pictures by what a model's last layer decides on.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { pictureSizeOf, type Dataset } from '../../../data/dataset.ts';
import { piecesOf, selectPictures, type Pictures } from '../../../data/pictures.ts';
import { labelsForModel } from '../../../data/for-model.ts';
import { InputError } from '../../../errors.ts';
import type { Vectors } from '../../../neighbours/vectors.ts';
import { openData } from '../../../node/data/load.ts';
import { picturesFor } from '../../../node/data/photographs/pictures-for.ts';
import { cachedVectors } from '../../../node/results/cached-vectors.ts';
import { answerCalls } from '../../../node/threads/calls.ts';
import { decodeModelCard } from '../../../nn/classifier-file.ts';
import { embeddingName, openEmbeddingProgram } from '../../../nn/embedding-program.ts';
import { predictionBatchSize } from '../../../nn/predictions.ts';
import { withValidation } from '../../../training/validation-split.ts';
import type { NearestCalls } from './calls.ts';
import { mostSimilar } from './most-similar.ts';

interface Prepared {
  readonly dataset: Dataset<Pictures>;
  readonly vectors: Vectors;
}

/** Of each model's file; the one that was asked for last is the last. */
const prepared = new Map<string, Prepared>();
/** The vectors of more models would fill the memory. */
const mostPrepared = 2;
const progress = new Map<string, { done: number; total: number }>();
/** The program itself needs the cores: training may run beside the studio. */
const threads = 1;

type Call<Name extends keyof NearestCalls> = (
  argument: NearestCalls[Name][0],
) => Promise<NearestCalls[Name][1]> | NearestCalls[Name][1];

const prepare: Call<'prepare'> = async ({ file, data, validationSeed }) => {
  const bytes = await readFile(file);
  const card = decodeModelCard(bytes, file);
  progress.set(file, { done: 0, total: 0 });
  const splits = await openData(data, {
    ...{ offline: true, pictures: picturesFor(card), labelNames: card.classNames },
  });
  const dataset = withValidation(splits, validationSeed).train;
  labelsForModel(card, dataset); // refuses data of other classes or sizes
  const settings = { embedding: createHash('sha256').update(bytes).digest('hex') };
  const vectors = await cachedVectors({ data: dataset, settings }, () => embed(bytes, file, dataset));
  prepared.set(file, { dataset, vectors });
  for (const old of [...prepared.keys()].slice(0, -mostPrepared)) prepared.delete(old);
  progress.delete(file);
};

async function embed(bytes: Uint8Array, file: string, dataset: Dataset<Pictures>): Promise<Vectors> {
  const { program, dimensions } = await openEmbeddingProgram(Uint8Array.from(bytes), file, { threads });
  const size = pictureSizeOf(dataset);
  const { count } = dataset;
  const values = new Float32Array(count * dimensions);
  try {
    let done = 0;
    for (const piece of piecesOf(dataset.images, size, predictionBatchSize(size))) {
      values.set((await program.run(piece))[embeddingName]!, done * dimensions);
      done += piece.length / size;
      progress.set(file, { done, total: count });
      await setImmediate(); // answers who asks how far it is
    }
  } finally {
    await program.dispose();
  }
  return { count, dimensions, values };
}

const nearest: Call<'nearest'> = ({ file, embedding, count }) => {
  const { dataset, vectors } = prepared.get(file)!;
  if (embedding.length !== vectors.dimensions)
    throw new InputError(`embedding: expected ${vectors.dimensions} numbers, got ${embedding.length}`);
  const found = mostSimilar(Float32Array.from(embedding), vectors, count);
  const size = pictureSizeOf(dataset);
  const indices = found.map(({ index }) => index);
  const chosen = selectPictures(dataset.images, indices, size);
  const [pixels] = piecesOf(chosen, size, indices.length);
  return {
    ...{ isReady: true, data: dataset.name, total: dataset.count },
    neighbours: found.map(({ index, similarity }, i) => ({
      ...{ index, similarity, label: dataset.classNames[dataset.labels[index]!]! },
      pixels: Buffer.from(pixels!.subarray(i * size, (i + 1) * size)).toString('base64'),
    })),
  };
};

answerCalls({
  prepare,
  nearest,
  progress: ({ file }: { readonly file: string }) => progress.get(file) ?? { done: 0, total: 0 },
} satisfies { readonly [Name in keyof NearestCalls]: Call<Name> });
