// Sobol's sequence with Owen's scrambling: points that fill a cube more evenly than random ones. Direction
// numbers are those of Joe & Kuo (2008, "Constructing Sobol sequences with better two-dimensional
// projections", new-joe-kuo-6); the scrambling is a hash of each digit with those before it (Burley, 2020,
// "Practical hash-based Owen scrambling").
import { Random } from '../../random.ts';

/**
 * For each dimension from the second on: the inner coefficients of its polynomial, then its initial
 * numbers.
 */
const joeKuo: readonly (readonly number[])[] = [
  [0, 1],
  [1, 1, 3],
  [1, 1, 3, 1],
  [2, 1, 1, 1],
  [1, 1, 1, 3, 3],
  [4, 1, 3, 5, 13],
  [2, 1, 1, 5, 5, 17],
  [4, 1, 1, 5, 5, 5],
  [7, 1, 1, 7, 11, 19],
  [11, 1, 1, 5, 1, 1],
  [13, 1, 1, 1, 3, 11],
  [14, 1, 3, 5, 5, 31],
  [1, 1, 3, 3, 9, 7, 49],
  [13, 1, 1, 1, 15, 21, 21],
  [16, 1, 3, 1, 13, 27, 49],
  [19, 1, 1, 1, 15, 7, 5],
  [22, 1, 3, 1, 15, 13, 25],
  [25, 1, 1, 5, 5, 19, 61],
  [1, 1, 3, 7, 11, 23, 15, 103],
  [4, 1, 3, 7, 13, 13, 15, 69],
  [7, 1, 1, 3, 13, 7, 35, 63],
  [8, 1, 3, 5, 9, 1, 25, 53],
  [14, 1, 3, 1, 13, 9, 35, 107],
  [19, 1, 3, 1, 5, 27, 61, 31],
  [21, 1, 1, 5, 11, 19, 41, 61],
  [28, 1, 3, 5, 3, 3, 13, 69],
  [31, 1, 1, 7, 13, 1, 19, 1],
  [32, 1, 3, 7, 5, 13, 19, 59],
  [37, 1, 1, 3, 9, 25, 29, 41],
  [41, 1, 3, 5, 13, 23, 1, 55],
  [42, 1, 3, 7, 3, 13, 59, 17],
  [50, 1, 3, 1, 3, 5, 53, 69],
  [55, 1, 1, 5, 5, 23, 33, 13],
  [56, 1, 1, 7, 7, 1, 61, 123],
  [59, 1, 1, 7, 9, 13, 61, 49],
  [62, 1, 3, 3, 5, 3, 55, 33],
  [14, 1, 3, 1, 15, 31, 13, 49, 245],
  [21, 1, 3, 5, 15, 31, 59, 63, 97],
  [22, 1, 3, 1, 11, 11, 11, 77, 249],
];

/** How many dimensions have direction numbers; further ones repeat them with a scrambling of their own. */
const dimensions = joeKuo.length + 1;
const bits = 32;

function directionsOf(dimension: number): Uint32Array {
  const directions = new Uint32Array(bits);
  if (dimension === 0) return directions.map((_, i) => (1 << (31 - i)) >>> 0);
  const [coefficients = 0, ...initial] = joeKuo[dimension - 1]!;
  const degree = initial.length;
  for (let i = 0; i < bits; i++) {
    if (i < degree) {
      directions[i] = (initial[i]! << (31 - i)) >>> 0;
      continue;
    }
    let value = directions[i - degree]! ^ (directions[i - degree]! >>> degree);
    for (let k = 1; k < degree; k++) if ((coefficients >>> (degree - 1 - k)) & 1) value ^= directions[i - k]!;
    directions[i] = value >>> 0;
  }
  return directions;
}

const known: Uint32Array[] = [];

/** Coordinate of the point with an index, in units of 2⁻³², not scrambled. */
export function sobolInteger(index: number, dimension: number): number {
  const directions = (known[dimension % dimensions] ??= directionsOf(dimension % dimensions));
  let value = 0;
  for (let i = 0, rest = index; rest > 0; i++, rest >>>= 1) if (rest & 1) value ^= directions[i]!;
  return value >>> 0;
}

function reversed(value: number): number {
  let x = value;
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
  return ((x >>> 16) | (x << 16)) >>> 0;
}

/**
 * Laine & Karras's (2011) permutation, in which each bit depends on the lower ones only; constants of
 * Burley.
 */
function scrambled(value: number, seed: number): number {
  let x = reversed(value);
  x ^= Math.imul(x, 0x3d20adea);
  x = (x + seed) | 0;
  x = Math.imul(x, (seed >>> 16) | 1);
  x ^= Math.imul(x, 0x05526c56);
  x ^= Math.imul(x, 0x53a22864);
  return reversed(x >>> 0);
}

/**
 * The point of a scrambled sequence with an index.
 *
 * @param count how many dimensions it has
 * @returns numbers in (0, 1)
 */
export function sobolPoint(index: number, count: number, seed: number): number[] {
  return Array.from({ length: count }, (_, dimension) => {
    const key = new Random(seed, 'sobol', dimension).uint32();
    return (scrambled(sobolInteger(index, dimension), key) + 0.5) / 2 ** 32;
  });
}
