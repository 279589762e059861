// Compares the model with simple methods on the same pictures, and with published results.
import { dotPlot, type DotRow } from '../../figures/dot-plot.ts';
import { markup, table, type Markup } from '../markup.ts';
import type { Comparisons, ReportData } from '../report-data.ts';
import { figureBlock, sectionOf, type Section } from '../section.ts';
import { counted, percent } from '../../number-words.ts';

export const baselinesSection = (report: ReportData): Section =>
  sectionOf({ id: 'baselines', title: 'Baselines' }, report.baselines, ({ computed, published, seconds }) => {
    const { evaluation, model } = report;
    const rows: DotRow[] = [
      ...computed.map(({ title, accuracy, accuracyInterval }) => ({
        ...{ label: title, value: accuracy, interval: accuracyInterval, colour: 0 },
      })),
      ...published.map(({ title, accuracy }) => ({ label: title, value: accuracy, colour: 7 })),
      {
        ...{ label: model.name, value: evaluation.accuracy, interval: evaluation.accuracyInterval },
        ...{ colour: 4, strong: true },
      },
    ];
    const figure = dotPlot({
      ...{ name: 'baselines', title: 'Accuracy compared with other methods', rows, label: 'accuracy' },
      about: `orange: this model; blue: simple methods, measured here${published.length > 0 ? '; grey: published results' : ''}; lines: 95 % intervals`,
    });
    return {
      figures: [figure],
      content: markup`<p><strong>${report.model.name}</strong> compared with simple methods, which were trained on the same data and measured on the same
${counted(evaluation.count, 'picture')}. Training and measuring them took ${seconds.toFixed(0)} s; later reports take the results from the cache.${
        published.length > 0 && ' Published results are quoted from their sources and were not checked here.'
      }</p>
${figureBlock(figure)}
${table(['method', 'accuracy', '95 % interval', prose('source')], tableRows(report, { computed, published, seconds }))}`,
    };
  });

const prose = (words: string): Markup => markup`<span class="prose">${words}</span>`;

function tableRows(
  { evaluation, model }: ReportData,
  { computed, published }: Comparisons,
): (string | Markup)[][] {
  const interval = ([low, high]: readonly [number, number]) => `${percent(low, 2)} to ${percent(high, 2)}`;
  const own = { title: model.name, ...evaluation };
  const rows = [
    ...[own, ...computed].map(({ title, accuracy, accuracyInterval }) => ({
      accuracy,
      cells: [title, percent(accuracy, 2), interval(accuracyInterval), prose('measured here')],
    })),
    ...published.map(({ title, accuracy, parameters, source }) => ({
      accuracy,
      cells: [
        parameters ? `${title}, ${parameters} parameters` : title,
        percent(accuracy),
        '',
        prose(source),
      ],
    })),
  ];
  return rows.sort((a, b) => b.accuracy - a.accuracy).map(({ cells }) => cells);
}
