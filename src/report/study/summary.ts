// A study in brief: what was searched, what was found, and what the numbers do not tell.
import { counted, percent } from '../../number-words.ts';
import type { Importance } from '../../tuning/importance/fanova.ts';
import type { JournalStudy, JournalTrial } from '../../tuning/journal/replay.ts';
import { baseTrial, frontOf, objectivesOf, parametersOf, rankedTrials } from '../../tuning/results.ts';
import type { TrialState } from '../../tuning/trial.ts';
import { settingWords, valueWords } from '../../tuning/words.ts';
import { markup, table, type Markup } from '../markup.ts';
import type { Section } from '../section.ts';

export const studySummary = (study: JournalStudy, importance: readonly Importance[]): Section => ({
  ...{ id: 'summary', title: 'Summary', figures: [] },
  content: markup`<p class="lead">${headline(study)}</p>
<p>${whatHappened(study)} ${whatMattered(importance)}</p>
${pointTable(study)}
<h3>What these numbers do not tell</h3>
<ul><li>The best of many trials looks better than it is, because it was chosen for its luck too. <code>atelier tune confirm</code> measures it with other seeds and other validation pictures.</li>
<li>The search never used the test split. Measure there once, when everything is chosen.</li></ul>`,
});

function headline(study: JournalStudy): Markup | string {
  const [best] = rankedTrials(study);
  const [objective] = objectivesOf(study);
  if (!best || !objective) return 'No trial is complete yet.';
  if (study.directions.length > 1)
    return markup`${counted(frontOf(study).length, 'trial')} of ${study.trials.length} are beaten by no other trial in all objectives. The best ${label(objective.name)} is <strong>${valueWords(objective.name, best.values![0]!)}</strong>, of trial ${best.number}.`;
  const base = baseTrial(study)?.values?.[0];
  const words = (value: number) => valueWords(objective.name, value);
  return markup`The best trial, number ${best.number}, has a ${label(objective.name)} of <strong>${words(best.values![0]!)}</strong>.${
    base !== undefined && ` The base, from which the search began, has ${words(base)}.`
  }`;
}

const label = (objective: string): string =>
  objective.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const stateWords: Readonly<Record<TrialState, string>> = {
  complete: 'complete',
  pruned: 'pruned',
  fail: 'failed',
  running: 'running or paused',
  waiting: 'waiting',
};

function whatHappened({ trials }: JournalStudy): string {
  const counts = Object.entries(stateWords).flatMap(([state, words]) => {
    const count = trials.filter((trial) => trial.state === state).length;
    return count > 0 ? [`${count} ${words}`] : [];
  });
  const epochs = trials.reduce((sum, { intermediate }) => sum + intermediate.length, 0);
  return `The study has ${counted(trials.length, 'trial')} (${counts.join(', ')}), which trained for ${counted(epochs, 'epoch')} together.`;
}

function whatMattered([first, second]: readonly Importance[]): string {
  if (!first || !(first.share > 0)) return '';
  const others = second ? `, followed by ${second.name} with ${percent(second.share, 0)}` : '';
  return `What mattered most is ${first.name}, which alone explains ${percent(first.share, 0)} of the differences${others}.`;
}

/** The parameters of the best trial beside those of the base. */
function pointTable(study: JournalStudy): Markup | undefined {
  const [best] = rankedTrials(study);
  if (!best) return undefined;
  const base = baseTrial(study);
  const names = parametersOf(study).map(({ name }) => name);
  const cell = ({ params }: JournalTrial, name: string) =>
    params[name] === undefined ? '–' : settingWords(params[name]);
  const rows = names
    .map((name) => [name, ...(base ? [cell(base, name)] : []), cell(best, name)])
    .filter(([, ...cells]) => cells.some((words) => words !== '–'));
  return table(['parameter', ...(base ? ['base'] : []), `trial ${best.number}, the best`], rows);
}
