// All trials as a table, and why some of them failed.
import type { JournalStudy, JournalTrial } from '../../tuning/journal/replay.ts';
import { objectivesOf, rankedTrials } from '../../tuning/results.ts';
import { pointWords, valueWords } from '../../tuning/words.ts';
import { markup, table, type Markup } from '../markup.ts';
import type { Section } from '../section.ts';

/** A page with more rows is slow to read and to open. */
const mostRows = 200;

const pointCell = ({ params }: Pick<JournalTrial, 'params'>): Markup =>
  markup`<span class="words">${pointWords(params)}</span>`;

export function trialsSection(study: JournalStudy): Section {
  const objectives = objectivesOf(study);
  const ranked = rankedTrials(study);
  const pruned = study.trials.filter(({ state }) => state === 'pruned');
  const failed = study.trials.filter(({ state }) => state === 'fail');
  const cell = ({ values, intermediate }: JournalTrial, i: number) => {
    const value = values?.[i] ?? (i === 0 ? intermediate.at(-1)?.[1] : undefined);
    return value === undefined ? '–' : valueWords(objectives[i]!.name, value);
  };
  const rows = [...ranked, ...pruned].slice(0, mostRows);
  return {
    ...{ id: 'trials', title: 'Trials', figures: [] },
    content: markup`${
      rows.length > 0
        ? table(
            ['trial', 'state', ...objectives.map(({ name }) => name), 'epochs', 'parameters'],
            rows.map((trial) => [
              ...[trial.number, trial.state],
              ...objectives.map((_, i) => cell(trial, i)),
              ...[trial.intermediate.at(-1)?.[0] ?? 0, pointCell(trial)],
            ]),
            rows.length < ranked.length + pruned.length
              ? `the best ${mostRows} of ${study.trials.length}; tune show --json prints all`
              : undefined,
          )
        : markup`<p class="missing-note">No trial is complete yet.</p>`
    }
${
  failed.length > 0 &&
  markup`<h3>Failed</h3>${table(
    ['trial', 'reason', 'parameters'],
    failed
      .slice(0, mostRows)
      .map(({ number, userAttributes, params }) => [
        number,
        typeof userAttributes['reason'] === 'string' ? userAttributes['reason'] : 'not told',
        pointCell({ params }),
      ]),
  )}`
}`,
  };
}
