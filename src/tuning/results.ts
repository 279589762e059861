// What a study has found: its best trials, its front, and which parameters matter.
import { importances, type Importance } from './importance/fanova.ts';
import type { JournalStudy, JournalTrial } from './journal/replay.ts';
import { paretoFronts } from './pareto.ts';
import type { Parameter } from './space.ts';
import { losses, type Direction, type Trial } from './trial.ts';

/** What a study looks for. */
export interface Objective {
  /** Its name in the journal, or `value`. */
  readonly name: string;
  /** What is better. */
  readonly direction: Direction;
}

/** The objectives of a study, with the names that its journal has. */
export function objectivesOf({ systemAttributes, directions }: JournalStudy): Objective[] {
  const names = systemAttributes['study:metric_names'] as readonly string[] | undefined;
  return directions.map((direction, i) => ({
    name: names?.[i] ?? (directions.length === 1 ? 'value' : `value ${i + 1}`),
    direction,
  }));
}

/** Trials with the directions of their values, in a journal or in memory. */
interface Judged<T extends Trial> {
  readonly trials: readonly T[];
  readonly directions: readonly Direction[];
}

/** The trials that have all values. */
export const completeTrials = <T extends Trial>({ trials }: Pick<Judged<T>, 'trials'>): T[] =>
  trials.filter(({ state }) => state === 'complete');

/** Complete trials from good to bad by the first objective; the earlier one of equals comes first. */
export function rankedTrials<T extends Trial>(study: Judged<T>): T[] {
  const sign = study.directions[0] === 'maximize' ? -1 : 1;
  // Sorting what is close together is several times as quick.
  const keys = completeTrials(study).map((trial) => ({
    trial,
    loss: sign * trial.values![0]!,
    number: trial.number,
  }));
  return keys.sort((a, b) => a.loss - b.loss || a.number - b.number).map(({ trial }) => trial);
}

/** The trials that no other trial beats in all objectives. */
export function frontOf<T extends Trial>(study: Judged<T>): T[] {
  const complete = completeTrials(study);
  const [front = []] = paretoFronts(complete.map((trial) => losses(trial, study.directions)));
  return front.map((i) => complete[i]!);
}

/** The trial of the base, from which the search began; undefined if there is none. */
export const baseTrial = ({ trials }: Pick<Judged<JournalTrial>, 'trials'>): JournalTrial | undefined =>
  trials.find(({ userAttributes }) => userAttributes['why'] === 'base');

/** The parameters that any trial has, each with the distribution of the first trial that has it. */
export function parametersOf({ trials }: Pick<Judged<JournalTrial>, 'trials'>): Parameter[] {
  const found = new Map<string, Parameter>();
  let last: JournalTrial['distributions'] | undefined;
  for (const { distributions } of trials) {
    if (distributions === last) continue; // trials may share them
    for (const [name, distribution] of Object.entries(distributions))
      if (!found.has(name)) found.set(name, { name, distribution });
    last = distributions;
  }
  return [...found.values()];
}

/** Those that all complete trials have. The others are conditional. */
export function commonParameters(study: Pick<Judged<JournalTrial>, 'trials'>): Parameter[] {
  const complete = completeTrials(study);
  return parametersOf({ trials: complete }).filter(({ name }) =>
    complete.every(({ params }) => Object.hasOwn(params, name)),
  );
}

/** How much of the differences in the first objective each common parameter explains, the most first. */
export const importancesOf = (study: Judged<JournalTrial>): Importance[] =>
  importances(
    commonParameters(study),
    completeTrials(study).map((trial) => ({
      params: trial.params,
      loss: losses(trial, study.directions)[0]!,
    })),
  );
