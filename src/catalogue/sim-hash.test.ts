import { expect, it } from 'vitest';
import { Random } from '../random.ts';
import { codeBits, simHash } from './sim-hash.ts';

function bitsApart(a: Uint8Array, b: Uint8Array): number {
  let bits = 0;
  a.forEach((byte, i) => {
    for (let different = byte ^ b[i]!; different > 0; different >>= 1) bits += different & 1;
  });
  return bits;
}

/** Two vectors with an angle between them, and in no other respect alike. */
function pair(length: number, angle: number, seed: number): [Float32Array, Float32Array] {
  const random = new Random(seed, 'pair');
  const [a, b] = [0, 1].map(() => Float64Array.from({ length }, () => random.normal())) as [
    Float64Array,
    Float64Array,
  ];
  const along = a.reduce((sum, x, i) => sum + x * b[i]!, 0) / a.reduce((sum, x) => sum + x * x, 0);
  const across = b.map((x, i) => x - along * a[i]!);
  const [lengthA, lengthB] = [Math.hypot(...a), Math.hypot(...across)];
  const turned = a.map((x, i) => (Math.cos(angle) * x) / lengthA + (Math.sin(angle) * across[i]!) / lengthB);
  return [Float32Array.from(a), Float32Array.from(turned)];
}

it.each([2, 10, 64, 576, 1024, 1280])(
  'the share of bits that differ is the angle over π, for vectors of %i',
  (length) => {
    for (const angle of [0.1, 0.5, 1, Math.PI / 2, 3]) {
      const apart = Array.from({ length: 20 }, (_, seed) => {
        const [a, b] = pair(length, angle, seed);
        return bitsApart(simHash(a), simHash(b));
      });
      const mean = apart.reduce((sum, bits) => sum + bits, 0) / apart.length;
      expect(Math.abs(mean / codeBits - angle / Math.PI)).toBeLessThan(0.02);
    }
  },
);

it('does not depend on the length of the vector, and turns over with it', () => {
  const [a] = pair(100, 1, 0);
  expect(simHash(a.map((x) => 4 * x))).toEqual(simHash(a));
  expect(bitsApart(simHash(a), simHash(a.map((x) => -x)))).toBe(codeBits);
});

// Stored codes would be worthless if new ones were made otherwise.
it('makes the codes that are stored in catalogues', () => {
  const code = simHash(Float32Array.from({ length: 100 }, (_, i) => Math.sin(i)));
  expect(Buffer.from(code.subarray(0, 16)).toString('hex')).toBe('1b1803629dcb1da2cb0d9b6e423353fc');
});
