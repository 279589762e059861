// The probabilities as a figure and as a table. It asks the store only when it is used: a menu that is drawn
// again with each answer would make answers slower.
import { memo } from 'react';
import { toCsv } from '../../core/csv.ts';
import { downloadCsv, downloadPng, downloadSvg } from '../../core/download.ts';
import { toasts } from '../../core/toasts.ts';
import { Menu } from '../../ui/menu.tsx';
import { commonWords } from '../../words/common.ts';
import { percent } from '../../words/numbers.ts';
import { tryWords } from '../../words/try.ts';
import { rankedClasses, type RankedClass } from './core/answer.ts';
import { probabilityFigure } from './core/probability-figure.ts';
import { tryStore } from './use-try.ts';

export const SaveAnswer = memo(function SaveAnswer() {
  const { svg, png, csv } = commonWords.saveAs;
  return (
    <Menu
      label={tryWords.saveAnswer}
      icon="save"
      look="quiet"
      entries={[
        { id: 'svg', name: svg, run: () => downloadSvg(figure()) },
        { id: 'png', name: png, run: () => void downloadPng(figure()).catch((e: unknown) => toasts.fail(e)) },
        { id: 'csv', name: csv, run: () => downloadCsv('probabilities', table()) },
      ]}
    />
  );
});

/** The classes of the answer that is shown. */
function ranked(): RankedClass[] {
  const { facts, seen } = tryStore().get();
  return facts && seen ? rankedClasses(facts, seen.probabilities) : [];
}

const figure = () =>
  probabilityFigure(ranked(), {
    title: tryWords.figureTitle(tryStore().get().facts?.name ?? ''),
    ...{ about: tryWords.figureAbout, unit: tryWords.probability, percent },
  });

const table = () =>
  toCsv(
    [tryWords.class, tryWords.probability],
    ranked().map(({ name, probability }) => [name, probability]),
  );
