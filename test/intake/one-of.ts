import type { Random } from '../../src/random.ts';

/** One of several, each as likely. */
export const oneOf = <T>(random: Random, all: readonly T[]): T => all[random.integer(all.length)]!;
