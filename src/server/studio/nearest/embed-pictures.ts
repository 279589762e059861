// What a model's last layer decides on, for each picture of a data set. The user's cache keeps it.
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { pictureSizeOf, type Dataset } from '../../../data/dataset.ts';
import { piecesOf, type Pictures } from '../../../data/pictures.ts';
import type { Vectors } from '../../../neighbours/vectors.ts';
import { cachedVectors } from '../../../node/results/cached-vectors.ts';
import { embeddingName, openEmbeddingProgram } from '../../../nn/embedding-program.ts';
import { predictionBatchSize } from '../../../nn/predictions.ts';

/** The program itself needs the cores: training may run beside the studio. */
const threads = 1;

/**
 * @param source names the model in errors
 * @param onProgress is told how many pictures are done, if they are not in the cache
 * @throws InputError if it is no model of ours, or does not end in a dense layer
 */
export function embedPictures(
  model: Uint8Array,
  source: string,
  dataset: Dataset<Pictures>,
  onProgress: (done: number) => void,
): Promise<Vectors> {
  const settings = { embedding: createHash('sha256').update(model).digest('hex') };
  return cachedVectors({ data: dataset, settings }, async () => {
    const { program, dimensions } = await openEmbeddingProgram(Uint8Array.from(model), source, { threads });
    const size = pictureSizeOf(dataset);
    const { count } = dataset;
    const values = new Float32Array(count * dimensions);
    try {
      let done = 0;
      for (const piece of piecesOf(dataset.images, size, predictionBatchSize(size))) {
        values.set((await program.run(piece))[embeddingName]!, done * dimensions);
        done += piece.length / size;
        onProgress(done);
        await setImmediate(); // answers who asks how far it is
      }
    } finally {
      await program.dispose();
    }
    return { count, dimensions, values };
  });
}
