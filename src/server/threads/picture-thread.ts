// The thread that decodes pictures and fits them to a network's input.
import { fitImageBytes } from '../../node/pictures/read-image.ts';
import type { ImageTarget } from '../../node/pictures/fit.ts';
import { answerCalls, Moved } from '../../node/threads/calls.ts';

/** A picture to decode. */
export interface PictureToDecode {
  /** The file's bytes. */
  readonly bytes: Uint8Array;
  /** What errors call it. */
  readonly name: string;
  readonly target: ImageTarget;
}

answerCalls({
  decode: async ({ bytes, name, target }: PictureToDecode) => {
    const image = await fitImageBytes(bytes, name, target);
    return new Moved(image, [image]);
  },
});
