// A classification report as tables for a terminal: scores of each class, and the confusion matrix.
import type { ClassificationReport } from '../../metrics/classification-report.ts';
import { percent } from '../../number-words.ts';
import { alignColumns, shortHeadings } from './table.ts';

const rate = (value: number): string => value.toFixed(3);

/** Accuracy with its interval, and the loss. */
export function describeAccuracy({
  accuracy,
  accuracyInterval: [low, high],
  loss,
}: Pick<ClassificationReport, 'accuracy' | 'accuracyInterval' | 'loss'>): string {
  const interval = `(95 % interval ${percent(low, 2)} to ${percent(high, 2)})`;
  return `accuracy ${percent(accuracy, 2)} ${interval}, loss ${loss.toFixed(4)}`;
}

/** Accuracy with its interval, and the scores of each class with their averages. */
export function describeScores({
  accuracy,
  accuracyInterval,
  loss,
  count,
  perClass,
  macro,
  weighted,
}: ClassificationReport): string {
  const scores = ({ precision, recall, f1 }: { precision: number; recall: number; f1: number }) =>
    [precision, recall, f1].map(rate);
  return [
    `${describeAccuracy({ accuracy, accuracyInterval, loss })}, ${count} pictures`,
    '',
    alignColumns([
      ['class', 'precision', 'recall', 'F1', 'pictures'],
      ...perClass.map((row) => [row.name, ...scores(row), String(row.support)]),
      ['macro average', ...scores(macro), String(count)],
      ['weighted average', ...scores(weighted), String(count)],
    ]),
  ].join('\n');
}

/** The most classes whose matrix fits a terminal. */
const widestMatrix = 20;

/**
 * The confusion matrix: a row for each true class, a column for each predicted class. With many classes, the
 * most frequent mistakes instead.
 */
export function describeConfusion(report: ClassificationReport): string {
  return report.perClass.length > widestMatrix ? describeMistakes(report) : describeMatrix(report);
}

function describeMatrix({ confusion, perClass }: ClassificationReport): string {
  const names = perClass.map(({ name }) => name);
  const headings = shortHeadings(names, 6);
  const isNumbered = headings.every((heading, i) => heading === String(i + 1));
  return alignColumns([
    ['true \\ predicted', ...headings],
    ...confusion.map((row, label) => [
      isNumbered ? numbered(names, label) : names[label]!,
      ...row.map((count) => (count === 0 ? '·' : String(count))),
    ]),
  ]);
}

/** `2 tomato rust`; just `2` if the name is the number. */
const numbered = (names: readonly string[], label: number): string =>
  names[label] === String(label + 1) ? names[label] : `${label + 1} ${names[label]!}`;

function describeMistakes({ confusion, perClass }: ClassificationReport): string {
  const mistakes = confusion.flatMap((row, label) =>
    row.flatMap((count, predicted) =>
      count === 0 || predicted === label ? [] : { count, label, predicted },
    ),
  );
  mistakes.sort((a, b) => b.count - a.count || a.label - b.label || a.predicted - b.predicted);
  const name = (label: number) => perClass[label]!.name;
  return alignColumns([
    ['confused most', 'with', 'pictures'],
    ...mistakes
      .slice(0, widestMatrix)
      .map(({ count, label, predicted }) => [name(label), name(predicted), String(count)]),
  ]);
}
