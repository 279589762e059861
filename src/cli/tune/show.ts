// A study as a table and as a JSON document.
import { counted, percent } from '../../number-words.ts';
import type { JournalStudy, JournalTrial } from '../../tuning/journal/replay.ts';
import { frontOf, importancesOf, objectivesOf, rankedTrials } from '../../tuning/results.ts';
import { bestTrial } from '../../tuning/trial.ts';
import { pointWords, valueWords } from '../../tuning/words.ts';
import { alignColumns } from '../terminal/table.ts';

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
    objectives: objectivesOf(study),
    trials: study.trials.map(summaryOf),
    best: best ? { number: best.number, value: best.values![0]!, params: best.params } : null,
    importance: importancesOf(study),
    ...(study.directions.length > 1 && { front: frontOf(study).map(({ number }) => number) }),
  };
}

const shownTrials = 10;

/** The best trials of a study as text. */
export function studyTable(study: JournalStudy, folder: string): string {
  const { trials, directions, name } = study;
  const metrics = objectivesOf(study).map((objective) => objective.name);
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
