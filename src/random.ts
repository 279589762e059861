// Seeded random numbers: xoshiro128++ (Blackman & Vigna, 2019, "Scrambled linear pseudorandom number
// generators"), seeded with a 32-bit hash of a seed and a path of names. A stream depends only on the two,
// so the shuffling, initialisation and dropout of any step can be repeated without replaying the steps
// before. Not for cryptography.

/** An array, or a typed array. */
export interface MutableList {
  /** How many elements it has. */
  readonly length: number;
  [index: number]: unknown;
}

/** A stream of random numbers. It depends only on the seed and the path that it was made from. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  /**
   * @param seed any integer
   * @param path the purpose of the stream, e.g. `new Random(seed, 'dropout', step)`; different paths give
   *   independent streams
   */
  constructor(seed: number, ...path: (string | number)[]) {
    // The factor keeps the hashes of a seed's two halves from cancelling if the halves are equal, as for -1.
    let hash = mix(seed | 0) ^ Math.imul(mix(Math.floor(seed / 2 ** 32) | 0), 0x9e3779b1);
    for (const part of path) for (const character of `/${part}`) hash = mix(hash ^ character.codePointAt(0)!);
    this.a = mix(hash + 0x9e3779b9);
    this.b = mix(this.a + 0x9e3779b9);
    this.c = mix(this.b + 0x9e3779b9);
    this.d = mix(this.c + 0x9e3779b9) | 1; // never all zero
  }

  /** An unsigned 32-bit integer. */
  uint32(): number {
    const { a, b, c, d } = this;
    const sum = (a + d) | 0;
    const result = ((sum << 7) | (sum >>> 25)) + a;
    const shifted = b << 9;
    const c2 = c ^ a;
    const d2 = d ^ b;
    this.b = b ^ c2;
    this.a = a ^ d2;
    this.c = c2 ^ shifted;
    this.d = (d2 << 11) | (d2 >>> 21);
    return result >>> 0;
  }

  /** A number in [0, 1), a multiple of 2⁻²⁴ and so exact in float32. */
  uniform(): number {
    return (this.uint32() >>> 8) * 2 ** -24;
  }

  /** A number in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** An integer in [0, bound), for a bound up to 2³². */
  integer(bound: number): number {
    return Math.floor((this.uint32() / 2 ** 32) * bound);
  }

  /** A standard normal number (Box & Muller, 1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Fills an array with numbers in [0, 1) and returns it. */
  fillUniform(array: Float32Array): Float32Array {
    // Like `uniform`, but with the state in local variables: three times as fast.
    let { a, b, c, d } = this;
    for (let i = 0; i < array.length; i++) {
      const sum = (a + d) | 0;
      array[i] = ((((sum << 7) | (sum >>> 25)) + a) >>> 8) * 2 ** -24;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
    }
    Object.assign(this, { a, b, c, d });
    return array;
  }

  /** Shuffles an array in place (Fisher & Yates) and returns it. */
  shuffle<T extends MutableList>(array: T): T {
    for (let i = array.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const held = array[i];
      array[i] = array[j];
      array[j] = held;
    }
    return array;
  }
}

/** The finaliser of MurmurHash3 (Appleby): every input bit reaches every output bit. */
function mix(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
