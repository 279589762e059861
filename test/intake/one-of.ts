import type { Random } from '../../src/random.ts';

/** One of several, all equally likely. */
export const oneOf = <T>(random: Random, all: readonly T[]): T => all[random.integer(all.length)]!;
