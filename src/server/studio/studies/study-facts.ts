// What a journal says of a study as a whole.
import { objectivesOf } from '../../../tuning/results.ts';
import type { JournalStudy } from '../../../tuning/journal/replay.ts';
import { bestTrial } from '../../../tuning/trial.ts';
import type { StudySummary } from '../contract/studies.ts';
import type { StudyFacts } from './calls.ts';
import type { IndexedStudy } from './study-index.ts';
import { stateOf } from './study-trials.ts';

/** The most workers that are named. */
const mostWorkers = 64;

type FromTrials = Pick<StudySummary, 'objectives' | 'counts' | 'working' | 'best' | 'version'>;
const known = new WeakMap<JournalStudy, FromTrials>();

/** The facts of a study. Its trials are looked at only if the journal has grown. */
export function factsOf({ id, folder, study, journal, modified, ...can }: IndexedStudy): StudyFacts {
  const { version } = journal;
  const before = known.get(study);
  const fromTrials = before?.version === version ? before : { version, ...countTrials(study) };
  known.set(study, fromTrials);
  return { ...{ id, name: study.name, folder, modified }, ...can, ...fromTrials };
}

function countTrials(study: JournalStudy): Omit<FromTrials, 'version'> {
  const { trials, directions } = study;
  const counts = { complete: 0, pruned: 0, fail: 0, running: 0, waiting: 0 };
  for (const trial of trials) counts[stateOf(trial)]++;
  const measured = trials.filter((trial) => stateOf(trial) === 'complete');
  const best = bestTrial(measured, directions[0]!);
  const running = trials.filter(({ state }) => state === 'running').slice(-mostWorkers);
  return {
    ...{ objectives: objectivesOf(study), counts },
    working: running.map(({ worker, number }) => ({ worker, trial: number })),
    ...(best && { best: { number: best.number, value: best.values![0]! } }),
  };
}
