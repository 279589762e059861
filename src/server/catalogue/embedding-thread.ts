// The thread that computes the vectors of pictures that are searched for.
import { InputError } from '../../errors.ts';
import type { PictureProgram } from '../../nn/any-batch.ts';
import { areFinite, embeddingName, notFinite, openEmbeddingProgram } from '../../nn/embedding-program.ts';
import { answerCalls, Moved } from '../../node/threads/calls.ts';

/** A model as it is opened. */
export interface ModelToEmbed {
  readonly bytes: Uint8Array;
  readonly name: string;
  /** The threads of ONNX Runtime. */
  readonly threads: number;
}

let program: PictureProgram;
let imageSize: number;

answerCalls({ load, embed });

/** @throws InputError if the model can't be opened */
async function load({ bytes, name, threads }: ModelToEmbed): Promise<void> {
  const opened = await openEmbeddingProgram(Uint8Array.from(bytes), name, { threads, takesTurns: true });
  const { channels, height, width } = opened.card.input;
  program = opened.program;
  imageSize = channels * height * width;
}

/**
 * @param images uint8 `[rows, channels, height, width]`
 * @returns a vector of length 1 for each row
 * @throws InputError if the model computes no finite numbers of a picture
 */
async function embed(images: Uint8Array): Promise<Moved<Float32Array[]>> {
  const values = (await program.run(images))[embeddingName]!;
  if (!areFinite(values)) throw new InputError(`picture: ${notFinite}`);
  const rows = images.length / imageSize;
  const dimensions = values.length / rows;
  const vectors = Array.from({ length: rows }, (_, i) => values.slice(i * dimensions, (i + 1) * dimensions));
  return new Moved(vectors, vectors);
}
