// The scores of each class, and their averages.
import { definedScores } from '../../metrics/evaluation-report.ts';
import { markup, table } from '../markup.ts';
import type { ReportData } from '../report-data.ts';
import type { Section } from '../section.ts';
import { count, rate } from '../../number-words.ts';

export function classesSection({ evaluation }: ReportData): Section {
  const { perClass, macro, micro, weighted, count: all } = evaluation;
  const defined = definedScores(evaluation);
  const rows = perClass.map(({ name, rocAuc, averagePrecision, support }, i) => {
    const { precision, recall, f1, specificity } = defined[i]!;
    return [
      ...[name, bar(precision), bar(recall), bar(f1), rate(specificity)],
      ...[rate(rocAuc), rate(averagePrecision), count(support)],
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
      markup`<p class="caveat">This split has no pictures of ${empty.join(', ')}. A class without pictures counts as 0 in the macro average of
precision, recall and F1; balanced accuracy and areas leave it out.</p>`
    }${table(header, [...rows, ...means])}`,
  };
}

/** A number with a bar of its length; a dash if the score is undefined. */
const bar = (value: number | null) =>
  value === null
    ? '–'
    : markup`<span class="meter" style="--share:${value.toFixed(3)}">${rate(value)}</span>`;
