// Damage to bytes, as by transfers, disks and other programs, drawn from a seed.
import type { Random } from '../../src/random.ts';

export interface Mutated {
  readonly bytes: Uint8Array;
  /** A description, with the positions. */
  readonly what: string;
  /** Set if the only change is that bytes are missing, or were added, at the end. */
  readonly atEnd: 'cut' | 'added' | undefined;
}

type Mutation = (bytes: Uint8Array, random: Random) => Mutated;

/** Damage is often in the header, because programs trust its numbers and it is a small part of a file. */
const headerBytes = 256;

function place(bytes: Uint8Array, random: Random): number {
  const near = Math.min(headerBytes, bytes.length);
  const where = random.integer(3);
  if (where === 0) return random.integer(near);
  return where === 1 ? bytes.length - 1 - random.integer(near) : random.integer(bytes.length);
}

function changed(bytes: Uint8Array, what: string, change: (copy: Uint8Array) => void): Mutated {
  const copy = new Uint8Array(bytes); // the `slice` of a Buffer shares its memory
  change(copy);
  return { bytes: copy, what, atEnd: undefined };
}

const cut: Mutation = (bytes, random) => {
  const length =
    random.integer(2) === 0
      ? place(bytes, random)
      : bytes.length - 1 - random.integer(Math.min(64, bytes.length));
  return {
    bytes: bytes.subarray(0, length),
    what: `cut to ${length} of ${bytes.length} bytes`,
    atEnd: 'cut',
  };
};

const added: Mutation = (bytes, random) => {
  const more = Uint8Array.from({ length: 1 + random.integer(64) }, () => random.integer(256));
  return { bytes: Buffer.concat([bytes, more]), what: `${more.length} bytes added`, atEnd: 'added' };
};

const flipped: Mutation = (bytes, random) => {
  const places = Array.from({ length: 1 + random.integer(4) }, () => place(bytes, random));
  return changed(bytes, `bits flipped at ${places.join()}`, (copy) => {
    for (const at of places) copy[at]! ^= 1 << random.integer(8);
  });
};

const overwritten: Mutation = (bytes, random) => {
  const [at, length] = [place(bytes, random), 1 + random.integer(16)];
  return changed(bytes, `${length} bytes overwritten at ${at}`, (copy) => {
    for (let i = at; i < Math.min(at + length, copy.length); i++) copy[i] = random.integer(256);
  });
};

/** Numbers that often break programs. */
const extremes = [
  0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff,
];

const extreme: Mutation = (bytes, random) => {
  const width = [1, 2, 4][random.integer(3)]!;
  const at = Math.min(place(bytes, random), Math.max(0, bytes.length - width));
  const value = extremes[random.integer(extremes.length)]! % 2 ** (8 * width);
  const isLittle = random.integer(2) === 0;
  return changed(bytes, `${value} written at ${at} in ${width} bytes`, (copy) => {
    for (let i = 0; i < width && at + i < copy.length; i++)
      copy[at + i] = Math.floor(value / 256 ** (isLittle ? i : width - 1 - i)) % 256;
  });
};

const removed: Mutation = (bytes, random) => {
  const [at, length] = [place(bytes, random), 1 + random.integer(16)];
  const rest = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
  return { bytes: rest, what: `${length} bytes removed at ${at}`, atEnd: undefined };
};

const inserted: Mutation = (bytes, random) => {
  const [at, length, from] = [place(bytes, random), 1 + random.integer(32), place(bytes, random)];
  const piece = random.integer(2) === 0 ? new Uint8Array(length) : bytes.subarray(from, from + length);
  return {
    bytes: Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]),
    what: `${piece.length} bytes inserted at ${at}`,
    atEnd: undefined,
  };
};

const zeroed: Mutation = (bytes, random) => {
  const at = place(bytes, random);
  const length = 1 + random.integer(Math.max(1, bytes.length >> 2));
  return changed(bytes, `${length} bytes set to zero at ${at}`, (copy) =>
    copy.fill(0, at, Math.min(at + length, copy.length)),
  );
};

const mutations = [
  cut,
  cut,
  added,
  flipped,
  flipped,
  overwritten,
  extreme,
  extreme,
  removed,
  inserted,
  zeroed,
];

/** Changes bytes in one of these ways. */
export const mutate: Mutation = (bytes, random) =>
  mutations[random.integer(mutations.length)]!(bytes, random);
