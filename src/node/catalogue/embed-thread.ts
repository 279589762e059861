// The thread that turns picture files into vectors, from the file to the vector: each core has one, and no
// pixels travel. A batch comes in two calls: `read` tells what the files contain, and `embed` computes those
// whose content the catalogue does not have.
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { differenceHash } from '../../catalogue/difference-hash.ts';
import { simHash } from '../../catalogue/sim-hash.ts';
import { bitBytes, halfvecBytes } from '../../catalogue/store/binary.ts';
import { InputError } from '../../errors.ts';
import type { PictureProgram } from '../../nn/any-batch.ts';
import { noveltyName, outputName, type ModelCard } from '../../nn/classifier-file.ts';
import { areFinite, embeddingName, notFinite, openEmbeddingProgram } from '../../nn/embedding-program.ts';
import { mapInParallel } from '../files/in-parallel.ts';
import type { ImageTarget } from '../pictures/fit.ts';
import { fitImageBytes, readImageFile } from '../pictures/read-image.ts';
import { answerCalls } from '../threads/calls.ts';
import { pictureTarget } from './picture-target.ts';
import { stampOf } from './source.ts';

/** A model to embed with. */
export interface EmbeddingModel {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly maxPixels?: number | undefined;
}

/** What a file contains; its bytes stay on the thread. */
export type FileContent = { readonly stamp: string; readonly content: string } | { readonly error: string };

/** What the model says of a picture. */
export interface EmbeddedPicture {
  /** The features, of length 1, as a `halfvec`. */
  readonly embedding: Uint8Array;
  /** Their code, as a `bit`. */
  readonly code: Uint8Array;
  /** The difference hash. */
  readonly hash: string;
  readonly label: number;
  readonly probability: number;
  readonly novelty: number | null;
}

/** How many pictures the network sees at once. */
const batchSize = 32;
/** How often a file is read that changes meanwhile. */
const mostReads = 3;

let card: ModelCard;
let program: PictureProgram;
let maxPixels: number | undefined;
let target: ImageTarget;
/** The bytes of the files of the batch, by the number of the batch. */
const batches = new Map<number, (Uint8Array | undefined)[]>();

answerCalls({ load, read, embed });

async function load(model: EmbeddingModel): Promise<void> {
  maxPixels = model.maxPixels;
  ({ card, program } = await openEmbeddingProgram(Uint8Array.from(model.bytes), model.name, {
    ...{ threads: 1, takesTurns: true },
  }));
  target = pictureTarget(card, model.name, maxPixels);
}

/**
 * Reads files, and keeps their bytes until `embed`.
 *
 * @param batch a number that no other batch of this thread has
 */
async function read({ batch, files }: { batch: number; files: readonly string[] }): Promise<FileContent[]> {
  const kept = new Array<Uint8Array | undefined>(files.length);
  batches.set(batch, kept);
  return mapInParallel([...files.keys()], async (i) => {
    try {
      const { bytes, stamp } = await readSettled(files[i]!);
      kept[i] = bytes;
      return { stamp, content: createHash('sha256').update(bytes).digest('hex') };
    } catch (error) {
      if (error instanceof InputError) return { error: error.message };
      throw error;
    }
  });
}

/** Reads a file and its stamp, again if it changed meanwhile. @throws InputError if it goes on changing */
async function readSettled(file: string): Promise<{ bytes: Uint8Array; stamp: string }> {
  for (let reads = 0; reads < mostReads; reads++) {
    const { bytes, status } = await readImageFile(file, maxPixels);
    const stamp = stampOf(status);
    const after = statSync(file, { throwIfNoEntry: false });
    if (after && stampOf(after) === stamp) return { bytes, stamp };
  }
  throw new InputError(`${file}: changes while it is read`);
}

/**
 * Computes the vectors of files that were read.
 *
 * @param wanted the indices of files in the batch
 */
async function embed({
  batch,
  files,
  wanted,
}: {
  batch: number;
  files: readonly string[];
  wanted: readonly number[];
}): Promise<(EmbeddedPicture | { error: string })[]> {
  const bytes = batches.get(batch)!;
  batches.delete(batch);
  const images = await mapInParallel(wanted, (i) => fitted(bytes[i]!, files[i]!));
  const good = images.filter((image) => image instanceof Uint8Array);
  const embedded: (EmbeddedPicture | undefined)[] = [];
  for (let start = 0; start < good.length; start += batchSize)
    embedded.push(...(await embedImages(good.slice(start, start + batchSize))));
  return images.map((image, i) => {
    if (!(image instanceof Uint8Array)) return image;
    return embedded.shift() ?? { error: `${files[wanted[i]!]!}: ${notFinite}` };
  });
}

async function fitted(bytes: Uint8Array, file: string): Promise<Uint8Array | { error: string }> {
  try {
    return await fitImageBytes(bytes, file, target);
  } catch (error) {
    if (error instanceof InputError) return { error: error.message };
    throw error;
  }
}

/**
 * @param images at most `batchSize`
 * @returns undefined for a picture of which the model computes NaN or Infinity
 */
async function embedImages(images: readonly Uint8Array[]): Promise<(EmbeddedPicture | undefined)[]> {
  const { channels, height, width } = card.input;
  const size = channels * height * width;
  const pixels = new Uint8Array(images.length * size);
  images.forEach((image, i) => pixels.set(image, i * size));
  const results = await program.run(pixels);
  const [embeddings, probabilities] = [results[embeddingName], results[outputName]];
  const novelty = results[noveltyName];
  const [dimensions, classes] = [embeddings!.length / images.length, card.classNames.length];
  return images.map((image, i) => {
    const vector = embeddings!.subarray(i * dimensions, (i + 1) * dimensions);
    const row = probabilities!.subarray(i * classes, (i + 1) * classes);
    if (!areFinite(row) || !areFinite(vector)) return undefined;
    const label = row.indexOf(Math.max(...row));
    return {
      embedding: halfvecBytes(vector),
      code: bitBytes(simHash(vector)),
      hash: differenceHash(image, channels, height, width),
      label,
      probability: row[label]!,
      novelty: novelty?.[i] ?? null,
    };
  });
}
