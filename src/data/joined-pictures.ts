// Pictures of several data sets, one after the other, without a copy of them.
import { digestOf, digestOfPictures } from './digest.ts';
import { isInMemory, readPictures, type Pictures, type PictureSource } from './pictures.ts';

/**
 * Joins pictures of one size.
 *
 * @param size the bytes of a picture
 */
export function joinPictures(parts: readonly Pictures[], size: number): PictureSource {
  const counts = parts.map((images) => (isInMemory(images) ? images.length / size : images.count));
  const part = Uint8Array.from(counts.flatMap((count, number) => new Array<number>(count).fill(number)));
  const index = Uint32Array.from(counts.flatMap((count) => Array.from({ length: count }, (_, i) => i)));
  return new JoinedPictures(parts, size, part, index);
}

class JoinedPictures implements PictureSource {
  private readonly parts: readonly Pictures[];
  private readonly size: number;
  /** `[count]`, the part that each picture is in. */
  private readonly part: Uint8Array;
  /** `[count]`, the index of each picture there. */
  private readonly index: Uint32Array;

  constructor(parts: readonly Pictures[], size: number, part: Uint8Array, index: Uint32Array) {
    this.parts = parts;
    this.size = size;
    this.part = part;
    this.index = index;
  }

  get count(): number {
    return this.index.length;
  }

  read(indices: ArrayLike<number>, into: Uint8Array): void {
    const { parts, part, index, size } = this;
    for (let i = 0; i < indices.length; i++) {
      const [from, to] = [indices[i]!, into.subarray(i * size, (i + 1) * size)];
      readPictures(parts[part[from]!]!, [index[from]!], size, to);
    }
  }

  select(indices: ArrayLike<number>): PictureSource {
    const part = Uint8Array.from(indices, (i) => this.part[i]!);
    const index = Uint32Array.from(indices, (i) => this.index[i]!);
    return new JoinedPictures(this.parts, this.size, part, index);
  }

  async digest(): Promise<string> {
    const parts = await Promise.all(this.parts.map(digestOfPictures));
    const places = Array.from(this.index, (index, i) => [this.part[i]!, index]);
    return digestOf(new TextEncoder().encode(JSON.stringify([parts, places])));
  }
}
