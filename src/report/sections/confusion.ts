// The confusion matrix, whose cells show their pictures, and the most frequent mistakes.
import { confusionFigure } from '../../figures/confusion-matrix.ts';
import { markup, table } from '../markup.ts';
import type { ReportData } from '../report-data.ts';
import { figureBlock, type Section } from '../section.ts';
import { count, percent } from '../../number-words.ts';

const mostPairs = 8;

export function confusionSection({
  evaluation: { confusion },
  predictions: { classNames },
}: ReportData): Section {
  const figure = confusionFigure({ confusion, classNames, words: 'both' });
  const controls = markup`<label><input type="checkbox" data-rates> per cent of the row</label>`;
  const pairs = confusedPairs(confusion).slice(0, mostPairs);
  const rows = pairs.map(({ label, prediction, mistakes, share }) => [
    `${classNames[label]} taken for ${classNames[prediction]}`,
    count(mistakes),
    percent(share),
  ]);
  return {
    ...{ id: 'confusion', title: 'Confusion matrix' },
    figures: [
      confusionFigure({ confusion, classNames, words: 'counts' }),
      confusionFigure({ confusion, classNames, words: 'rates' }),
    ],
    content: markup`<p>Click a cell, or use the arrow keys and Enter, to see its pictures.</p>
${figureBlock({ ...figure, name: 'confusion' }, { controls, className: 'matrix' })}
<div class="cell-pictures" id="cell-pictures" aria-live="polite"></div>
${rows.length > 0 && table(['mistake', 'pictures', 'share of the class'], rows, 'The most frequent mistakes')}`,
  };
}

interface Pair {
  readonly label: number;
  readonly prediction: number;
  readonly mistakes: number;
  /** The share of the pictures of the true class. */
  readonly share: number;
}

/** Pairs of a true and a wrongly predicted class, the most frequent first. */
export function confusedPairs(confusion: readonly (readonly number[])[]): Pair[] {
  return confusion
    .flatMap((row, label) => {
      const total = row.reduce((sum, value) => sum + value, 0);
      return row.flatMap((mistakes, prediction) =>
        prediction !== label && mistakes > 0 ? { label, prediction, mistakes, share: mistakes / total } : [],
      );
    })
    .sort((a, b) => b.mistakes - a.mistakes);
}
