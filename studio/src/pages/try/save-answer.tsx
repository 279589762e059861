// The probabilities as a figure and as a table.
import { toCsv } from '../../core/csv.ts';
import { downloadCsv, downloadPng, downloadSvg } from '../../core/download.ts';
import { toasts } from '../../core/toasts.ts';
import { Menu } from '../../ui/menu.tsx';
import { commonWords } from '../../words/common.ts';
import { percent } from '../../words/numbers.ts';
import { tryWords } from '../../words/try.ts';
import type { RankedClass } from './core/answer.ts';
import { probabilityFigure } from './core/probability-figure.ts';

interface SaveAnswerProps {
  /** Of the model. */
  readonly name: string;
  readonly ranked: readonly RankedClass[];
}

export function SaveAnswer({ name, ranked }: SaveAnswerProps) {
  const figure = () =>
    probabilityFigure(ranked, {
      ...{ title: tryWords.figureTitle(name), about: tryWords.figureAbout, unit: tryWords.probability },
      percent,
    });
  const csv = () =>
    toCsv(
      [tryWords.class, tryWords.probability],
      ranked.map(({ name: className, probability }) => [className, probability]),
    );
  const { svg, png, csv: asCsv } = commonWords.saveAs;
  return (
    <Menu
      label={tryWords.saveAnswer}
      icon="save"
      look="quiet"
      entries={[
        { id: 'svg', name: svg, run: () => downloadSvg(figure()) },
        { id: 'png', name: png, run: () => void downloadPng(figure()).catch((e: unknown) => toasts.fail(e)) },
        { id: 'csv', name: asCsv, run: () => downloadCsv('probabilities', csv()) },
      ]}
    />
  );
}
