// The study as the figures take it, made from what the server sends.
import type { JournalStudy, JournalTrial } from '../../../../../src/tuning/journal/replay.ts';
import { rankedTrials } from '../../../../../src/tuning/results.ts';
import type { StudyDetail, TrialRow } from '../../../../../src/server/studio/contract/studies.ts';

/** Makes the study of a journal again; of its attributes only those that figures ask for. */
export function journalStudy(detail: StudyDetail): JournalStudy {
  const curves = new Map(detail.curves.map(({ number, points }) => [number, points]));
  return {
    ...{ id: 0, name: detail.name, userAttributes: {} },
    directions: detail.objectives.map(({ direction }) => direction),
    systemAttributes: { 'study:metric_names': detail.objectives.map(({ name }) => name) },
    trials: detail.trials.map((row) => journalTrial(detail, row, curves.get(row.number))),
  };
}

function journalTrial(
  { parameters }: StudyDetail,
  { number, state, values, last, params, why }: TrialRow,
  curve: JournalTrial['intermediate'] | readonly (readonly [number, number])[] | undefined,
): JournalTrial {
  const set = parameters.flatMap(({ name, distribution }, i) => {
    const value = params[i] ?? null;
    const isSet =
      value !== null || (distribution.kind === 'categorical' && distribution.choices.includes(null));
    return isSet ? [{ name, distribution, value }] : [];
  });
  return {
    ...{ id: number, studyId: 0, number, state, worker: '', changed: 0, systemAttributes: {} },
    params: Object.fromEntries(set.map(({ name, value }) => [name, value])),
    distributions: Object.fromEntries(set.map(({ name, distribution }) => [name, distribution])),
    intermediate: curve ? [...curve] : last ? [last] : [],
    userAttributes: why === undefined ? {} : { why },
    ...(values && { values }),
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
