// What a comparison shows, as tables to save.
import type { Comparison } from '../../../../../src/server/studio/contract/comparisons.ts';
import type { RunDetail } from '../../../../../src/server/studio/contract/runs.ts';
import { csvOf, toCsv } from '../../../core/csv.ts';
import { differencesOf } from './differences.ts';
import { picturesOf } from './verdict.ts';

/** The figures of two models, in the order of the page. */
export const measures = ['accuracy', 'balancedAccuracy', 'macroF1', 'loss'] as const;
/** What becomes of a picture, in the order of the page. */
export const outcomes = ['bothRight', 'onlyA', 'onlyB', 'bothWrong'] as const;

type Compared = Pick<
  RunDetail,
  'name' | 'bestAccuracy' | 'bestLoss' | 'bestEpoch' | 'seconds' | 'parameters' | 'config'
>;

/** Results and the settings that differ: a column for each run. */
export const resultsCsv = (runs: readonly Compared[]): string =>
  toCsv(
    ['measure', ...runs.map(({ name }) => name)],
    [
      ['best accuracy', ...runs.map((run) => run.bestAccuracy)],
      ['its loss', ...runs.map((run) => run.bestLoss)],
      ['best epoch', ...runs.map((run) => run.bestEpoch)],
      ['seconds', ...runs.map((run) => run.seconds)],
      ['parameters', ...runs.map((run) => run.parameters)],
      ...differencesOf(runs.map(({ config }) => config)).map(({ name, values }) => [name, ...values]),
    ],
  );

/** The figures of two models with their differences, and how many pictures each of them recognises. */
export const measuresCsv = ({
  a,
  b,
  difference,
  outcomes: sizes,
}: Pick<Comparison, 'a' | 'b' | 'difference' | 'outcomes'>): string =>
  toCsv(
    ['measure', 'a', 'b', 'difference', 'low', 'high', 'pictures'],
    [
      ...measures.map((name) => [
        ...[name, a[name], b[name]],
        ...[difference[name].value, ...difference[name].interval, null],
      ]),
      ...outcomes.map((name) => [name, null, null, null, null, null, sizes[name]]),
    ],
  );

/** The pictures that only one of two models recognises; those beyond the sheet have only their index. */
export function differingCsv(
  { sheet, classNames, differing }: Pick<Comparison, 'sheet' | 'classNames' | 'differing'>,
  right: 'a' | 'b',
): string {
  const known = picturesOf(sheet, right);
  const shown = new Set(known.map(({ index }) => index));
  const others = (right === 'a' ? differing.onlyA : differing.onlyB).filter((index) => !shown.has(index));
  const pictures: readonly (Partial<(typeof known)[number]> & { readonly index: number })[] = [
    ...known,
    ...others.map((index) => ({ index })),
  ];
  const nameOf = (label: number | undefined) => (label === undefined ? undefined : classNames[label]);
  return csvOf(pictures, {
    index: ({ index }) => index,
    file: ({ file }) => file,
    class: ({ label }) => nameOf(label),
    a: ({ a }) => nameOf(a),
    'certainty of a': ({ certainty }) => certainty?.[0],
    b: ({ b }) => nameOf(b),
    'certainty of b': ({ certainty }) => certainty?.[1],
  });
}
