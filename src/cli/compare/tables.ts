// The comparison of two models as compact tables for a terminal.
import type { Comparison, FigureName } from '../../metrics/comparison.ts';
import { chance, pValue, percent, signed } from '../../number-words.ts';
import { alignColumns } from '../terminal/table.ts';
import { describeAccuracy } from '../terminal/scores.ts';

const points = (share: number): string => signed(100 * share, 2);

/** The scores of both models, and their differences: overall, by picture and by class. */
export function describeComparison(nameA: string, nameB: string, comparison: Comparison): string {
  return [
    `A  ${nameA}: ${describeAccuracy(comparison.a)}`,
    `B  ${nameB}: ${describeAccuracy(comparison.b)}`,
    describeDifference(comparison),
    '',
    describeOutcomes(comparison),
    '',
    describeFigures(comparison),
    '',
    describeClasses(comparison),
  ].join('\n');
}

function describeDifference({ difference: { accuracy }, mcnemarP }: Comparison): string {
  const [low, high] = accuracy.interval.map(points);
  return `B minus A: ${points(accuracy.value)} points (95 % interval ${low} to ${high}), McNemar’s exact test ${pValue(mcnemarP)}`;
}

function describeOutcomes({ outcomes, count, agreement }: Comparison): string {
  const { bothRight, onlyA, onlyB, bothWrong } = outcomes;
  const row = (what: string, pictures: number) => [what, String(pictures), percent(pictures / count, 2)];
  return alignColumns([
    ['recognised by', 'pictures', ''],
    row('both', bothRight),
    row('only A', onlyA),
    row('only B', onlyB),
    row('neither', bothWrong),
    ['the same class from both', String(Math.round(agreement * count)), percent(agreement, 2)],
  ]);
}

const figureNames: Readonly<Record<FigureName, string>> = {
  accuracy: 'accuracy',
  balancedAccuracy: 'balanced accuracy',
  macroF1: 'F1, macro average',
  loss: 'log loss',
};

function describeFigures({ a, b, difference }: Comparison): string {
  const names = Object.keys(figureNames) as FigureName[];
  const rows = names.map((name) => {
    const { value, interval } = difference[name];
    const [low, high] = interval.map((end) => signed(end, 3));
    return [figureNames[name], a[name].toFixed(3), b[name].toFixed(3), signed(value, 3), `${low} to ${high}`];
  });
  return alignColumns([['', 'A', 'B', 'difference', '95 % interval'], ...rows]);
}

function describeClasses({ perClass }: Comparison): string {
  const rows = perClass.map(({ name, support, recallA, recallB, difference, onlyA, onlyB, p }) => [
    name,
    ...(support > 0
      ? [
          recallA.toFixed(3),
          recallB.toFixed(3),
          signed(difference, 3),
          String(onlyA),
          String(onlyB),
          chance(p),
        ]
      : ['–', '–', '–', '–', '–', '–']),
    String(support),
  ]);
  const header = ['recall of', 'A', 'B', 'difference', 'only A', 'only B', 'p (Holm)', 'pictures'];
  return alignColumns([header, ...rows]);
}
