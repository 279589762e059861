// From a study's journal, and the job that works on it, to what the page gets.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalStudy, JournalTrial } from '../../../tuning/journal/replay.ts';
import { objectivesOf, parametersOf, rankedTrials } from '../../../tuning/results.ts';
import { bestTrial } from '../../../tuning/trial.ts';
import type { Job } from '../contract/jobs.ts';
import type { StudyDetail, StudySummary, TrialRow } from '../contract/studies.ts';
import { shellLine } from '../../../shell-words.ts';
import type { Studio } from '../studio.ts';
import { spaceFile, type IndexedStudy } from './study-index.ts';

type Parts = Pick<Studio, 'jobs' | 'runs'>;

/** The newest job that works or worked on a study in a folder. */
export const studyJob = ({ jobs }: Pick<Studio, 'jobs'>, folder: string): Job | undefined =>
  jobs.list().find(({ kind, args }) => kind === 'tune' && args.includes(join(folder, spaceFile)));

export function summariseStudy(parts: Parts, indexed: IndexedStudy): StudySummary {
  const { id, folder, study, modified, version, canResume } = indexed;
  const job = studyJob(parts, folder);
  const best = bestTrial(study.trials, study.directions[0]!);
  const planned = job && plannedTrials(job);
  return {
    ...{ id, name: study.name, folder, modified, version, canResume },
    status: job?.status ?? 'unknown',
    ...(job && { job: job.id }),
    ...(job?.reason !== undefined && { reason: job.reason }),
    objectives: objectivesOf(study),
    counts: countsOf(study),
    ...(planned !== undefined && { planned }),
    ...(best && { best: { number: best.number, value: best.values![0]! } }),
    command: job?.command ?? shellLine(['tune', 'show', folder]),
  };
}

/** What follows `--trials`. */
function plannedTrials({ args }: Job): number | undefined {
  const at = args.indexOf('--trials');
  return at < 0 ? undefined : Number(args[at + 1]);
}

function countsOf({ trials }: JournalStudy): StudySummary['counts'] {
  const counts = { complete: 0, pruned: 0, fail: 0, running: 0, waiting: 0 };
  for (const { state } of trials) counts[state]++;
  return counts;
}

export async function detailStudy(parts: Parts, indexed: IndexedStudy): Promise<StudyDetail> {
  const { study, folder } = indexed;
  const parameters = parametersOf(study);
  const space = await readFile(join(folder, spaceFile), 'utf8').catch(() => undefined);
  return {
    ...summariseStudy(parts, indexed),
    parameters,
    trials: study.trials.map((trial) =>
      rowOf(
        trial,
        parameters.map(({ name }) => name),
        runOf(parts, folder, trial),
      ),
    ),
    curves: curvesOf(study),
    ...(space !== undefined && { space }),
  };
}

function rowOf(trial: JournalTrial, names: readonly string[], run: string | undefined): TrialRow {
  const { number, state, values, params, intermediate, userAttributes } = trial;
  const last = intermediate.at(-1);
  const { why, reason } = userAttributes;
  return {
    ...{ number, state, params: names.map((name) => params[name] ?? null) },
    ...(values && { values }),
    ...(last && { last }),
    ...(typeof why === 'string' && { why }),
    ...(typeof reason === 'string' && { reason }),
    ...(run !== undefined && { run }),
  };
}

/** `atelier tune` names the runs of its trials by their numbers. */
function runOf({ runs }: Parts, folder: string, { number }: JournalTrial): string | undefined {
  const id = runs.idOf(join(folder, String(number).padStart(4, '0')));
  return runs.find(id) && id;
}

/** So many curves a page gets: half of them the best, half of them any. */
const mostCurves = 200;

function curvesOf(study: JournalStudy): StudyDetail['curves'] {
  const best = rankedTrials(study).slice(0, mostCurves / 2);
  const known = new Set(best);
  const others = study.trials.filter((trial) => trial.intermediate.length > 0 && !known.has(trial));
  const step = Math.ceil(others.length / (mostCurves / 2));
  return [...best, ...others.filter((_, i) => i % step === 0)]
    .filter(({ intermediate }) => intermediate.length > 0)
    .map(({ number, intermediate }) => ({ number, points: intermediate }));
}
