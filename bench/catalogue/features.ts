// The features of pictures by a model, of length 1: what a catalogue compares.
import type { Dataset } from '../../src/data/dataset.ts';
import { piecesOf, type Pictures } from '../../src/data/pictures.ts';
import type { Vectors } from '../../src/neighbours/vectors.ts';
import { embeddingName, openEmbeddingProgram } from '../../src/nn/embedding-program.ts';

const batch = 64;

/** The features of all pictures of a data set. */
export async function featuresOf(
  model: Uint8Array,
  { images, labels }: Pick<Dataset<Pictures>, 'images' | 'labels'>,
  threads: number,
): Promise<Vectors> {
  const { card, program, dimensions } = await openEmbeddingProgram(model, 'model', { threads });
  const { channels, height, width } = card.input;
  const values = new Float32Array(labels.length * dimensions);
  let at = 0;
  for (const piece of piecesOf(images, channels * height * width, batch)) {
    const features = (await program.run(piece))[embeddingName]!;
    values.set(features, at);
    at += features.length;
  }
  await program.dispose();
  return { count: labels.length, dimensions, values };
}

/** The same vectors, each with length 1. */
export function unitVectors({ count, dimensions, values }: Vectors): Vectors {
  const unit = new Float32Array(values.length);
  for (let row = 0; row < count; row++) {
    const own = values.subarray(row * dimensions, (row + 1) * dimensions);
    const length = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0)) || 1;
    own.forEach((value, i) => (unit[row * dimensions + i] = value / length));
  }
  return { count, dimensions, values: unit };
}
