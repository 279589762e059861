// The trials of a study as the page gets them: column by column, and only what has changed.
import type { Distribution } from '../../../tuning/distribution.ts';
import type { JournalStudy, JournalTrial } from '../../../tuning/journal/replay.ts';
import { parametersOf, rankedTrials } from '../../../tuning/results.ts';
import type { TrialState } from '../../../tuning/trial.ts';
import type { StudyParameter, StudyTrials, TrialColumns, TrialNote } from '../contract/studies.ts';

/** The trials that have changed after so many operations of their journal, and some learning curves. */
export function trialsSince(
  study: JournalStudy,
  length: number,
): Pick<StudyTrials, 'isPart' | 'parameters' | 'trials' | 'curves'> {
  const parameters = parametersOf(study);
  const changed = length === 0 ? study.trials : study.trials.filter((trial) => trial.changed >= length);
  return {
    ...{ isPart: length > 0, parameters },
    trials: columnsOf(changed, parameters, study.directions.length),
    curves: curvesOf(study),
  };
}

function columnsOf(
  trials: readonly JournalTrial[],
  parameters: readonly StudyParameter[],
  objectives: number,
): TrialColumns {
  const last = trials.map(({ intermediate }) => intermediate.at(-1));
  return {
    number: trials.map(({ number }) => number),
    state: trials.map(stateOf),
    params: parameters.map((parameter) => trials.map((trial) => codeOf(parameter, trial))),
    values: Array.from({ length: objectives }, (_, i) => trials.map(({ values }) => finite(values?.[i]))),
    epoch: last.map((point) => point?.[0] ?? null),
    last: last.map((point) => finite(point?.[1])),
    notes: trials.flatMap((trial, at) => {
      const note = noteOf(trial);
      return note ? [{ at, ...note }] : [];
    }),
  };
}

/** JSON has no number that is not finite. */
const finite = (value: number | undefined) => (Number.isFinite(value) ? value! : null);

/** Optuna calls a trial complete whose value is infinite; nothing can be compared with it or drawn. */
export const stateOf = ({ state, values }: JournalTrial): TrialState =>
  state === 'complete' && !values?.every(Number.isFinite) ? 'fail' : state;

/** A value as a number: choices by their positions, because null can be one. */
function codeOf({ name, distribution }: StudyParameter, { params }: JournalTrial): number | null {
  if (!Object.hasOwn(params, name)) return null;
  const value = params[name]!;
  return isChoice(distribution) ? distribution.choices.indexOf(value) : (value as number);
}

const isChoice = (distribution: Distribution) => distribution.kind === 'categorical';

const longestNote = 1000;
const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, longestNote) : undefined);

function noteOf(trial: JournalTrial): TrialNote | undefined {
  const { userAttributes, values } = trial;
  const isInfinite = trial.state === 'complete' && stateOf(trial) === 'fail';
  const why = text(userAttributes['why']);
  const reason = isInfinite ? `its value is ${values?.join(', ')}` : text(userAttributes['reason']);
  if (why === undefined && reason === undefined) return undefined;
  return { ...(why !== undefined && { why }), ...(reason !== undefined && { reason }) };
}

/** So many curves a page gets: half of them the best, half of them any. */
const mostCurves = 200;

function curvesOf(study: JournalStudy): StudyTrials['curves'] {
  const best = rankedTrials(study).slice(0, mostCurves / 2);
  const known = new Set(best);
  const others = study.trials.filter((trial) => trial.intermediate.length > 0 && !known.has(trial));
  const step = Math.ceil(others.length / (mostCurves / 2));
  return [...best, ...others.filter((_, i) => i % step === 0)]
    .filter(({ intermediate }) => intermediate.length > 0)
    .map(({ number, intermediate }) => ({ number, points: intermediate }));
}
