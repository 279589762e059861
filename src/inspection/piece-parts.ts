// Divides good pieces into parts, each of which is judged by what the others tell.
import { predictionBatchSize } from '../nn/predictions.ts';
import { Random } from '../random.ts';
import type { GoodPieces } from './good-pieces.ts';

/** The number of parts, and the fewest pieces. */
export const partCount = 10;

/** The pieces of a variant in parts. */
export interface PartedPieces extends GoodPieces {
  /** By part, the indices of its pieces in ascending order. */
  readonly parts: readonly (readonly number[])[];
}

/** Draws the parts of a variant, of nearly equal size. */
export function partedPieces(pieces: GoodPieces, seed: number): PartedPieces {
  const all = Array.from({ length: pieces.count }, (_, i) => i);
  const order = new Random(seed, 'parts', pieces.name).shuffle(all);
  const parts = Array.from({ length: partCount }, (_, part) =>
    order.filter((_, i) => i % partCount === part).sort((a, b) => a - b),
  );
  return { ...pieces, parts };
}

/** The pictures of the pieces of a part, a few at a time. */
export async function* picturesOfPart(
  { read, parts }: PartedPieces,
  part: number,
  imageSize: number,
): AsyncGenerator<Uint8Array> {
  const size = predictionBatchSize(imageSize);
  const indices = parts[part]!;
  for (let start = 0; start < indices.length; start += size) yield read(indices.slice(start, start + size));
}
