import { describe, expect, it } from 'vitest';
import { Random } from '../random.ts';
import { areCopies, groupsOf, nearHashes } from './copies.ts';
import { hashDistance } from './difference-hash.ts';

const random = new Random(1, 'hashes');
const randomHash = () => Array.from({ length: 64 }, () => random.integer(16).toString(16)).join('');

/** The same hash with so many bits flipped. */
function flipped(hash: string, count: number): string {
  const bits = Array.from({ length: 256 }, (_, i) => i).sort(() => random.uniform() - 0.5);
  const digits = Array.from(hash, (digit) => parseInt(digit, 16));
  for (const bit of bits.slice(0, count)) digits[bit >> 2]! ^= 1 << (bit & 3);
  return digits.map((digit) => digit.toString(16)).join('');
}

describe('nearHashes', () => {
  it('finds the pairs that comparing all pairs finds', () => {
    const originals = Array.from({ length: 40 }, randomHash);
    const hashes = originals.flatMap((hash, i) => [hash, flipped(hash, i % 20)]);
    const expected: [number, number][] = [];
    for (let a = 0; a < hashes.length; a++)
      for (let b = a + 1; b < hashes.length; b++)
        if (hashDistance(hashes[a]!, hashes[b]!) <= 12) expected.push([a, b]);
    expect(expected.length).toBeGreaterThanOrEqual(26); // 0 to 12 bits of 20, twice
    expect(nearHashes(hashes)).toEqual(expected);
  });
});

describe('areCopies', () => {
  const hash = randomHash();
  const picture = (content: string, bits: number, cosine: number) => ({
    ...{ content, hash: flipped(hash, bits) },
    vector: Float32Array.of(cosine, Math.sqrt(1 - cosine ** 2)),
  });
  const original = { content: 'a', hash, vector: Float32Array.of(1, 0) };

  it.each([
    ['the same file', picture('a', 100, 0), true],
    ['a near hash and near features', picture('b', 12, 0.91), true],
    ['a far hash', picture('b', 13, 0.98), false],
    ['far features', picture('b', 0, 0.89), false],
  ])('decides about %s', (_, other, expected) => {
    expect(areCopies(original, other)).toBe(expected);
  });
});

describe('groupsOf', () => {
  it('joins pairs with common members', () => {
    const pairs = [
      [4, 5],
      [1, 3],
      [3, 5],
      [0, 6],
    ] as const;
    expect(groupsOf(8, pairs)).toEqual([
      [0, 6],
      [1, 3, 4, 5],
    ]);
  });
});
