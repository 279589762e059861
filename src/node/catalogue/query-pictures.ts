// The vectors of pictures that are searched for, and not stored.
import { InputError } from '../../errors.ts';
import { areFinite, embeddingName, notFinite, openEmbeddingProgram } from '../../nn/embedding-program.ts';
import type { ActiveModel } from '../../catalogue/store/models.ts';
import { readImage } from '../pictures/read-image.ts';
import { pictureTarget } from './picture-target.ts';

/**
 * The vectors of pictures, by the model of a catalogue.
 *
 * @returns one of length 1 for each file
 * @throws InputError if a file is not a picture, or the model computes no finite numbers of it
 */
export async function embedFiles(
  { bytes, name }: ActiveModel,
  files: readonly string[],
  { threads, maxPixels }: { readonly threads: number; readonly maxPixels?: number | undefined },
): Promise<Float32Array[]> {
  if (files.length === 0) return [];
  const { card, program } = await openEmbeddingProgram(Uint8Array.from(bytes), name, { threads });
  try {
    const target = pictureTarget(card, name, maxPixels);
    const vectors: Float32Array[] = [];
    for (const file of files) {
      const vector = (await program.run(await readImage(file, target)))[embeddingName]!;
      if (!areFinite(vector)) throw new InputError(`${file}: ${notFinite}`);
      vectors.push(vector);
    }
    return vectors;
  } finally {
    await program.dispose();
  }
}
