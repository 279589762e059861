// From a picture file to the bytes that a network takes.
import type { ModelCard } from '../../../../src/nn/classifier-file.ts';
import { learnWords } from '../../words/learn.ts';

/**
 * Reads a picture and fits it to the network.
 *
 * @returns uint8 `[channels, height, width]`
 */
export async function picturePixels(file: Blob, { input }: ModelCard): Promise<Uint8Array> {
  throw new Error(`${learnWords.notAPicture} ${file.size} ${input.width}`);
}
