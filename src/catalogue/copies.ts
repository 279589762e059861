// Nearly equal pictures: copies in another size or quality. Their difference hashes differ in few bits, and
// their features are as near, because flat pictures of different things share a hash too.
import { hashDistance } from './difference-hash.ts';
import { dot } from './diversity.ts';

/** What tells whether a picture is a copy of another. */
export interface ComparedPicture {
  /** The SHA-256 of the file, if it is known. */
  readonly content?: string | null;
  /** The difference hash, if it is known. */
  readonly hash?: string | null;
  /** The features, of length 1. */
  readonly vector: Float32Array;
}

/** Pictures with hashes that differ in so many of 256 bits at most, and with features as near, are copies. */
export const copyLimits = { mostBits: 12, leastCosine: 0.9 };
const { mostBits, leastCosine } = copyLimits;

/** Whether two pictures are equal or nearly equal. */
export function areCopies(a: ComparedPicture, b: ComparedPicture): boolean {
  if (a.content && a.content === b.content) return true;
  if (!a.hash || !b.hash || hashDistance(a.hash, b.hash) > mostBits) return false;
  return dot(a.vector, b.vector) >= leastCosine;
}

/** Folds nearly equal pictures together: the first one stays, with the keys of the others. */
export function foldCopies<T extends ComparedPicture & { readonly key: string }>(
  found: readonly T[],
): (T & { copies: string[] })[] {
  const kept: (T & { copies: string[] })[] = [];
  for (const item of found) {
    const original = kept.find((other) => areCopies(item, other));
    if (original) original.copies.push(item.key);
    else kept.push({ ...item, copies: [] });
  }
  return kept;
}

/**
 * The pairs of hashes that differ in at most 12 bits, without comparing all pairs: of 13 parts of the bits,
 * such hashes share at least one (Norouzi, Punjani & Fleet, 2012, "Fast search in Hamming space with
 * multi-index hashing").
 *
 * @param hashes difference hashes, all different
 * @returns pairs of indices, the smaller one first
 */
export function nearHashes(hashes: readonly string[]): [number, number][] {
  const bits = hashes.map(bitsOf);
  const words = Uint32Array.from(
    hashes.flatMap((hash) => hash.match(/.{8}/g)!),
    (text) => parseInt(text, 16),
  );
  const found: [number, number][] = [];
  for (let part = 0; part <= mostBits; part++) {
    const buckets = new Map<string, number[]>();
    bits.forEach((text, i) => {
      const key = partOf(text, part);
      const bucket = buckets.get(key);
      if (bucket) bucket.push(i);
      else buckets.set(key, [i]);
    });
    for (const bucket of buckets.values())
      bucket.forEach((b, place) => {
        for (let other = 0; other < place; other++) {
          const a = bucket[other]!;
          if (areNear(words, a, b) && firstShared(bits[a]!, bits[b]!) === part) found.push([a, b]);
        }
      });
  }
  return found.sort(([a, b], [c, d]) => a - c || b - d);
}

/** Whether two hashes of eight words differ in few bits: `hashDistance`, for millions of pairs. */
function areNear(words: Uint32Array, a: number, b: number): boolean {
  let bits = 0;
  for (let i = 0; i < 8 && bits <= mostBits; i++) bits += bitCount(words[8 * a + i]! ^ words[8 * b + i]!);
  return bits <= mostBits;
}

/** The number of ones of a word (Warren, 2012, "Hacker's Delight", section 5-1). */
function bitCount(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const bitsOf = (hash: string): string =>
  Array.from(hash, (digit) => parseInt(digit, 16).toString(2).padStart(4, '0')).join('');

/** Every 13th bit, so that each part has some of the whole picture: its border is often flat. */
function partOf(bits: string, part: number): string {
  let text = '';
  for (let i = part; i < bits.length; i += mostBits + 1) text += bits[i]!;
  return text;
}

/** The first part that two hashes share: a pair that shares several is found once. */
function firstShared(a: string, b: string): number {
  let part = 0;
  while (partOf(a, part) !== partOf(b, part)) part++;
  return part;
}

/**
 * Joins pairs to groups: whoever is in a pair with a member is a member.
 *
 * @param pairs indices below `count`
 * @returns the groups of two and more, each sorted, in the order of their first members
 */
export function groupsOf(count: number, pairs: readonly (readonly [number, number])[]): number[][] {
  const parents = Array.from({ length: count }, (_, i) => i);
  const rootOf = (i: number): number => {
    while (parents[i] !== i) i = parents[i] = parents[parents[i]!]!;
    return i;
  };
  for (const [a, b] of pairs) {
    const [low, high] = [rootOf(a), rootOf(b)].sort((x, y) => x - y);
    parents[high!] = low!;
  }
  const groups = new Map<number, number[]>();
  for (let i = 0; i < count; i++) groups.set(rootOf(i), [...(groups.get(rootOf(i)) ?? []), i]);
  return [...groups.values()].filter(({ length }) => length > 1);
}
