// The study as the figures take it, made from the rows of its trials.
import type { JournalStudy, JournalTrial } from '../../../../../src/tuning/journal/replay.ts';
import { rankedTrials } from '../../../../../src/tuning/results.ts';
import type { StudyParameter, TrialRow } from '../../../../../src/server/studio/contract/studies.ts';
import type { OpenStudy } from './trial-rows.ts';

/** Trials that were made from a row; a row that has changed is another object. */
const made = new WeakMap<TrialRow, JournalTrial>();

/** Makes the study of a journal again; of its attributes only those that figures ask for. */
export function journalStudy(study: OpenStudy): JournalStudy {
  const all = Object.fromEntries(study.parameters.map(({ name, distribution }) => [name, distribution]));
  return {
    ...{ id: 0, name: study.name, userAttributes: {} },
    directions: study.objectives.map(({ direction }) => direction),
    systemAttributes: { 'study:metric_names': study.objectives.map(({ name }) => name) },
    trials: study.trials.map((row) => {
      const trial = made.get(row) ?? journalTrial(row, study.parameters, all);
      made.set(row, trial);
      return trial;
    }),
  };
}

/** @param all the distributions of all parameters, which trials that have them all share */
function journalTrial(
  { number, state, values, last, params, why }: TrialRow,
  parameters: readonly StudyParameter[],
  all: JournalTrial['distributions'],
): JournalTrial {
  const set = parameters.filter((_, i) => params[i] !== undefined);
  const hasAll = set.length === parameters.length;
  const given: JournalTrial['params'] = {};
  parameters.forEach(({ name }, i) => {
    if (params[i] !== undefined) given[name] = params[i];
  });
  return {
    ...{ id: number, studyId: 0, number, state, worker: '', changed: 0, systemAttributes: {} },
    params: given,
    distributions: hasAll ? all : Object.fromEntries(set.map((one) => [one.name, one.distribution])),
    intermediate: last ? [last] : [],
    userAttributes: why === undefined ? {} : { why },
    ...(values && { values }),
  };
}

/** The trials of a study whose learning curves are known, with all of their epochs. */
export function withCurves(study: JournalStudy, curves: OpenStudy['curves']): JournalStudy {
  const points = new Map(curves.map((curve) => [curve.number, curve.points]));
  return {
    ...study,
    trials: study.trials.flatMap((trial) => {
      const curve = points.get(trial.number);
      return curve ? [{ ...trial, intermediate: [...curve] }] : [];
    }),
  };
}

/** The study with only the best complete trials, in per cent, and no others; as it is for 100. */
export function bestShare(study: JournalStudy, share: number): JournalStudy {
  if (share >= 100) return study;
  const ranked = rankedTrials(study);
  const kept = new Set(ranked.slice(0, Math.max(2, Math.ceil((share / 100) * ranked.length))));
  return { ...study, trials: study.trials.filter((trial) => kept.has(trial)) };
}

/**
 * The study with at most so many of its trials, for figures with a dot for each: half of them the best, the
 * base, and every so many of the others.
 */
export function thinned(study: JournalStudy, most: number): JournalStudy {
  if (study.trials.length <= most) return study;
  const kept = new Set(rankedTrials(study).slice(0, most / 2));
  const others = study.trials.filter((trial) => !kept.has(trial));
  const step = Math.ceil(others.length / (most / 2 - 1));
  others.forEach((trial, i) => {
    if (i % step === 0 || trial.userAttributes['why'] === 'base') kept.add(trial);
  });
  return { ...study, trials: study.trials.filter((trial) => kept.has(trial)) };
}

/** The study with at most so many of its complete trials, every so many of them. */
export function sampled(study: JournalStudy, most: number): JournalStudy {
  const complete = study.trials.filter(({ state }) => state === 'complete');
  const step = Math.ceil(complete.length / most);
  return { ...study, trials: complete.filter((_, i) => i % step === 0) };
}
