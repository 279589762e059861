// A search in memory: the caller asks for a point, tries it, and tells what came of it. `atelier tune` keeps
// its studies in journals instead.
import { InputError } from '../errors.ts';
import { frontOf } from './results.ts';
import { checkSampler, chooseSampler, samplers } from './samplers/index.ts';
import type { SamplerName } from './samplers/names.ts';
import { checkSpace, type Parameters, type SearchSpace } from './space.ts';
import { suggest } from './suggest.ts';
import { bestTrial, isFinished, type Direction, type Trial } from './trial.ts';

/** The options of a study. */
export interface StudyOptions {
  /** The parameters and their distributions. */
  readonly space: SearchSpace;
  /** How points are chosen; `auto` (the default) decides by space and budget. */
  readonly sampler?: SamplerName;
  /** What is better, for each objective; one that is minimised by default. */
  readonly directions?: readonly Direction[];
  /** How many trials are planned, for `auto`; 50 by default. */
  readonly trials?: number;
  /** Decides everything random; 1 by default. */
  readonly seed?: number;
}

/** A point to try. */
export interface AskedTrial {
  /** The number to tell its values by. */
  readonly number: number;
  /** The values of its parameters. */
  readonly params: Parameters;
}

/**
 * A search for good parameters of anything that can be measured. The same seed and the same answers give the
 * same points. Several points may be asked for before one is told.
 *
 * @example
 * const space = [{ name: 'x', distribution: { kind: 'float', low: -2, high: 2, log: false } }] as const;
 * const study = new Study({ space, trials: 20 });
 * for (let i = 0; i < 20; i++) {
 *   const { number, params } = study.ask()!;
 *   study.tell(number, ((params['x'] as number) - 1) ** 2);
 * }
 * console.log(study.best?.params);
 */
export class Study {
  /** The sampler that chooses the points. */
  readonly sampler: Exclude<SamplerName, 'auto'>;
  private readonly space: SearchSpace;
  private readonly directions: readonly Direction[];
  private readonly seed: number;
  private readonly all: Trial[] = [];

  /** @throws InputError for a mistake in the space, or a sampler that can't search it */
  constructor(options: StudyOptions) {
    const { space, sampler = 'auto', directions = ['minimize'], trials = 50, seed = 1 } = options;
    checkSpace(space);
    if (directions.length === 0) throw new InputError('directions: expected one or more, got none');
    const objectives = directions.length;
    this.sampler = sampler === 'auto' ? chooseSampler({ space, trials, objectives }).name : sampler;
    checkSampler(this.sampler, space, objectives);
    [this.space, this.directions, this.seed] = [space, directions, seed];
  }

  /** All trials by number. */
  get trials(): readonly Trial[] {
    return this.all;
  }

  /** The best complete trial by the first objective; undefined if there is none. */
  get best(): Trial | undefined {
    return bestTrial(this.all, this.directions[0]!);
  }

  /** The complete trials that no other trial beats in all objectives. */
  get front(): Trial[] {
    return frontOf({ trials: this.all, directions: this.directions });
  }

  /** Returns a point that was not tried; undefined if all points of a finite space were. */
  ask(): AskedTrial | undefined {
    const number = this.all.length;
    const { space, directions, seed, all: trials } = this;
    const params = suggest(samplers[this.sampler], { space, directions, trials, number, seed });
    if (!params) return undefined;
    this.all.push({ number, state: 'running', params, intermediate: [] });
    return { number, params };
  }

  /**
   * Tells the value of each objective. A value that is not finite makes the trial a failure.
   *
   * @throws InputError if the trial was not asked for, or was told already
   */
  tell(number: number, values: number | readonly number[]): void {
    const given = typeof values === 'number' ? [values] : values;
    if (given.length !== this.directions.length)
      throw new InputError(`trial ${number}: expected ${this.directions.length} values, got ${given.length}`);
    if (given.every(Number.isFinite)) this.end(number, { state: 'complete', values: given });
    else this.end(number, { state: 'fail' });
  }

  /**
   * Tells that a trial has failed.
   *
   * @throws InputError if the trial was not asked for, or was told already
   */
  fail(number: number): void {
    this.end(number, { state: 'fail' });
  }

  private end(number: number, outcome: Pick<Trial, 'state' | 'values'>): void {
    const trial = this.all[number];
    if (!trial) throw new InputError(`trial ${number}: expected one of the ${this.all.length} asked for`);
    if (isFinished(trial))
      throw new InputError(`trial ${number}: expected a running trial, it was told already`);
    this.all[number] = { ...trial, ...outcome };
  }
}
