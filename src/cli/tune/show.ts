// A study as a table and as a JSON document.
import { counted, percent } from '../../number-words.ts';
import type { JournalStudy, JournalTrial } from '../../tuning/journal/replay.ts';
import { importances, type Importance } from '../../tuning/importance/fanova.ts';
import { paretoFronts } from '../../tuning/pareto.ts';
import { bestTrial, losses } from '../../tuning/trial.ts';
import { alignColumns } from '../terminal/table.ts';
import { pointWords, valueWords } from './worker.ts';

/** Complete trials from good to bad by the first objective. */
export function rankedTrials({ trials, directions }: JournalStudy): JournalTrial[] {
  const sign = directions[0] === 'maximize' ? -1 : 1;
  return trials
    .filter(({ state }) => state === 'complete')
    .sort((a, b) => sign * (a.values![0]! - b.values![0]!) || a.number - b.number);
}

/** The names of a study's objectives. */
const metricsOf = ({ systemAttributes, directions }: JournalStudy): string[] =>
  (systemAttributes['study:metric_names'] as string[] | undefined) ??
  directions.map((_, i) => (directions.length === 1 ? 'value' : `value ${i + 1}`));

const summaryOf = ({ number, state, values, params }: JournalTrial) => ({
  ...{ number, state, value: values?.[0] ?? null },
  ...(values && values.length > 1 && { values }),
  params,
});

/** The document that `tune show --json` prints. */
export function studyDocument(study: JournalStudy) {
  const best = bestTrial(study.trials, study.directions[0]!);
  return {
    study: study.name,
    objectives: metricsOf(study).map((name, i) => ({ name, direction: study.directions[i]! })),
    trials: study.trials.map(summaryOf),
    best: best ? { number: best.number, value: best.values![0]!, params: best.params } : null,
    importance: importancesOf(study),
    ...(study.directions.length > 1 && { front: frontOf(study).map(({ number }) => number) }),
  };
}

/** The trials that no other trial beats in all objectives. */
function frontOf({ trials, directions }: JournalStudy): JournalTrial[] {
  const complete = trials.filter(({ state }) => state === 'complete');
  const [front = []] = paretoFronts(complete.map((trial) => losses(trial, directions)));
  return front.map((i) => complete[i]!);
}

/** What a study's trials say about its parameters, with the space as the trials tell it. */
function importancesOf({ trials, directions }: JournalStudy): Importance[] {
  const complete = trials.filter(({ state }) => state === 'complete');
  const first = complete[0];
  if (!first) return [];
  // The first distribution of each parameter counts. One that only some trials have is conditional.
  const names = Object.keys(first.params).filter((name) =>
    complete.every(({ params }) => Object.hasOwn(params, name)),
  );
  const space = names.map((name) => ({ name, distribution: first.distributions[name]! }));
  return importances(
    space,
    complete.map((trial) => ({ params: trial.params, loss: losses(trial, directions)[0]! })),
  );
}

const shownTrials = 10;

/** The best trials of a study as text. */
export function studyTable(study: JournalStudy, folder: string): string {
  const { trials, directions, name } = study;
  const metrics = metricsOf(study);
  const of = (state: JournalTrial['state']) => trials.filter((trial) => trial.state === state).length;
  const counts = (['complete', 'pruned', 'fail', 'running', 'waiting'] as const)
    .filter((state) => of(state) > 0)
    .map((state) => `${of(state)} ${state === 'fail' ? 'failed' : state}`);
  const head = `study ${name}: ${counted(trials.length, 'trial')}${counts.length > 0 ? ` (${counts.join(', ')})` : ''}`;
  const isMulti = directions.length > 1;
  const rows = isMulti ? frontOf(study) : rankedTrials(study).slice(0, shownTrials);
  if (rows.length === 0) return `${head}\nno trial is complete yet`;
  const cells = rows.map(({ number, values }) => [
    String(number),
    ...values!.map((value, i) => valueWords(metrics[i]!, value)),
  ]);
  const points = ['parameters', ...rows.map(({ params }) => pointWords(params))];
  return [
    head,
    '',
    ...(isMulti ? ['the trials that no other trial beats in all objectives:'] : []),
    ...alignColumns([['trial', ...metrics], ...cells], 1, Infinity)
      .split('\n')
      .map((line, i) => `${line}  ${points[i]!}`),
    '',
    ...importanceLines(study),
    `next: atelier train --config ${folder}/best.json`,
  ].join('\n');
}

function importanceLines(study: JournalStudy): string[] {
  const found = importancesOf(study);
  if (found.length === 0) return [];
  const rows = found.map(({ name, share, deviation }) => [
    name,
    `${percent(share, 0)} ± ${(100 * deviation).toFixed(0)}`,
  ]);
  return [
    'share of the differences that each parameter explains alone (fANOVA, ± its spread over 64 trees):',
    ...alignColumns(rows, 1, Infinity).split('\n'),
    '',
  ];
}
