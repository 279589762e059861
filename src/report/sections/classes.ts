// Scores of each class, and their averages.
import { markup, table } from '../markup.ts';
import type { ReportData } from '../report-data.ts';
import type { Section } from '../section.ts';
import { count, rate } from '../words.ts';

export function classesSection({ evaluation }: ReportData): Section {
  const { perClass, macro, micro, weighted, count: all } = evaluation;
  const predicted = (label: number) => evaluation.confusion.reduce((sum, row) => sum + row[label]!, 0);
  const rows = perClass.map((row) => {
    const [hasItems, isPredicted] = [row.support > 0, predicted(row.label) > 0];
    return [
      row.name,
      bar(isPredicted ? row.precision : null),
      bar(hasItems ? row.recall : null),
      bar(hasItems || isPredicted ? row.f1 : null),
      rate(row.specificity),
      rate(row.rocAuc),
      rate(row.averagePrecision),
      count(row.support),
    ];
  });
  const header = [
    'class',
    'precision',
    'recall',
    'F1',
    'specificity',
    'ROC area',
    'average precision',
    'pictures',
  ];
  const mean = ({ precision, recall, f1, specificity }: typeof micro) =>
    [precision, recall, f1, specificity].map(rate);
  const means = [
    ['macro average', ...mean(macro), rate(macro.rocAuc), rate(macro.averagePrecision), count(all)],
    ['micro average', ...mean(micro), '', '', count(all)],
    ['weighted average', ...mean(weighted), '', '', count(all)],
  ];
  const empty = perClass.filter(({ support }) => support === 0).map(({ name }) => name);
  return {
    ...{ id: 'classes', title: 'Classes', figures: [] },
    content: markup`${
      empty.length > 0 &&
      markup`<p class="caveat">This split has no pictures of ${empty.join(', ')}. In the macro average of precision, recall and F1 such
a class counts as 0; balanced accuracy and areas leave it out.</p>`
    }${table(header, [...rows, ...means])}`,
  };
}

/** A number over a bar of its length; a dash where there is nothing to divide by. */
const bar = (value: number | null) =>
  value === null
    ? '–'
    : markup`<span class="meter" style="--share:${value.toFixed(3)}">${rate(value)}</span>`;
