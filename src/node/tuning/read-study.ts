// A study as it is in its journal, to look at: it decides nothing and appends nothing.
import { bestTrial, type Direction, type Trial } from '../../tuning/trial.ts';
import { frontOf } from '../../tuning/results.ts';
import { findStudy } from './study-place.ts';

/** What a journal says of a study. */
export interface ReadStudy {
  /** Its name in the journal. */
  readonly name: string;
  /** What is better, for each objective. */
  readonly directions: readonly Direction[];
  /** All trials by number. */
  readonly trials: readonly Trial[];
  /** The best complete trial by the first objective; undefined if there is none. */
  readonly best: Trial | undefined;
  /** The complete trials that no other trial beats in all objectives. */
  readonly front: readonly Trial[];
}

/**
 * Reads a study of `atelier tune`, or any other in a journal of Optuna's.
 *
 * @param place its folder, its journal, or `redis://host:port/database`
 * @param name which study, if the journal has several
 * @throws InputError if it is not found
 * @example
 * const { best, trials } = await readStudy('search');
 * console.log(trials.length, best?.params);
 */
export async function readStudy(place: string, name?: string): Promise<ReadStudy> {
  const { study } = await findStudy(place, name);
  try {
    const { name: found, directions, trials } = study.study;
    const best = bestTrial(trials, directions[0]!);
    return { ...{ name: found, directions, trials, best }, front: frontOf({ trials, directions }) };
  } finally {
    await study.close();
  }
}
