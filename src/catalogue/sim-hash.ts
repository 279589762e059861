// A code of 1,024 bits for a vector, whose Hamming distance to the code of another vector estimates the angle
// between the two: SimHash (Charikar, 2002, "Similarity estimation techniques from rounding algorithms"),
// each bit telling on which side of a random plane the vector lies. The planes come from a fast random
// rotation, two rounds of random signs and a Hadamard transform (Ailon & Chazelle, 2009, "The fast
// Johnson–Lindenstrauss transform and approximate nearest neighbors").
import { Random } from '../random.ts';

/** The number of bits of a code. */
export const codeBits = 1024;

/** Codes are stored, so that their planes must stay the same: another seed needs a migration. */
const seed = 1;
/** The shortest vector to rotate; shorter ones are padded, because a few numbers have few rotations. */
const leastLength = 64;

/**
 * The code of a vector.
 *
 * @param vector of any length but 0
 * @returns `codeBits` bits, the first one highest in the first byte
 */
export function simHash(vector: Float32Array): Uint8Array {
  const length = Math.max(leastLength, 2 ** Math.ceil(Math.log2(vector.length)));
  const code = new Uint8Array(codeBits / 8);
  for (let bit = 0, block = 0; bit < codeBits; bit += length, block++) {
    const rotated = new Float32Array(length);
    rotated.set(vector);
    for (const signs of signsOf(length, block)) {
      for (let i = 0; i < length; i++) rotated[i]! *= signs[i]!;
      hadamard(rotated);
    }
    for (let i = 0; i < Math.min(length, codeBits - bit); i++)
      if (rotated[i]! > 0) code[(bit + i) >> 3]! |= 0x80 >> (i & 7);
  }
  return code;
}

/** The signs of both rounds, by the length and the number of the block. */
const knownSigns = new Map<string, readonly Float32Array[]>();

function signsOf(length: number, block: number): readonly Float32Array[] {
  const name = `${length}/${block}`;
  const known = knownSigns.get(name);
  if (known) return known;
  const made = [0, 1].map((round) => {
    const random = new Random(seed, 'sim-hash', length, block, round);
    return Float32Array.from({ length }, () => (random.uniform() < 0.5 ? -1 : 1));
  });
  knownSigns.set(name, made);
  return made;
}

/** The Walsh–Hadamard transform in place, without its factor, which changes no sign. */
function hadamard(values: Float32Array): void {
  for (let half = 1; half < values.length; half *= 2)
    for (let start = 0; start < values.length; start += 2 * half)
      for (let i = start; i < start + half; i++) {
        const a = values[i]!;
        const b = values[i + half]!;
        values[i] = a + b;
        values[i + half] = a - b;
      }
}
