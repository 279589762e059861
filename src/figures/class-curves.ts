// ROC and precision-recall curves of each class against the rest. The mean and the three classes with the
// smallest area are named, the others are grey: nobody can distinguish ten colours.
import type { EvaluationReport } from '../metrics/evaluation-report.ts';
import { unitAxis } from './axis.ts';
import { chart, type ChartFigure, type Curve } from './chart.ts';
import type { Points } from './svg.ts';

/** How many classes are named. */
const mostNamed = 3;

interface ClassCurve {
  readonly name: string;
  readonly area: number;
  readonly points: Points;
}

interface CurveOptions {
  /** In pixels. */
  readonly width?: number;
}

/** The ROC curves; undefined if no class has one. */
export function rocFigure(
  { curves, macro, perClass }: EvaluationReport,
  options: CurveOptions = {},
): ChartFigure | undefined {
  const ofClasses = curves.perClass.flatMap(({ name, label, roc }) =>
    roc
      ? { name, area: perClass[label]!.rocAuc!, points: zip(roc.falsePositiveRate, roc.truePositiveRate) }
      : [],
  );
  if (!curves.macro.roc || macro.rocAuc === null) return undefined;
  const { falsePositiveRate, truePositiveRate } = curves.macro.roc;
  return chart({
    ...{ name: 'roc', title: 'ROC curves, one class against the rest' },
    about:
      'mean of classes and the three worst; numbers: area under the curve; grey: other classes; dashed: chance',
    axes: { x: unitAxis, y: unitAxis },
    ...options,
    labels: { x: 'false positive rate', y: 'true positive rate' },
    ...highlighted({ area: macro.rocAuc, points: zip(falsePositiveRate, truePositiveRate) }, ofClasses),
    diagonal: [
      [0, 0],
      [1, 1],
    ],
  });
}

/** The precision-recall curves; undefined if no class has one. */
export function precisionRecallFigure(
  { curves, macro, perClass }: EvaluationReport,
  options: CurveOptions = {},
): ChartFigure | undefined {
  const ofClasses = curves.perClass.flatMap(({ name, label, precisionRecall: curve }) =>
    curve
      ? { name, area: perClass[label]!.averagePrecision!, points: zip(curve.recall, curve.precision) }
      : [],
  );
  if (!curves.macro.precisionRecall || macro.averagePrecision === null) return undefined;
  const { recall, precision } = curves.macro.precisionRecall;
  return chart({
    ...{ name: 'precision-recall', title: 'Precision-recall curves, one class against the rest' },
    about: 'mean of classes and the three worst; numbers: average precision; grey: other classes',
    axes: { x: unitAxis, y: unitAxis },
    ...options,
    labels: { x: 'recall', y: 'precision' },
    ...highlighted({ area: macro.averagePrecision, points: zip(recall, precision) }, ofClasses),
  });
}

function highlighted(
  mean: { readonly area: number; readonly points: Points },
  classes: readonly ClassCurve[],
): { curves: Curve[]; background: Points[] } {
  const sorted = [...classes].sort((a, b) => a.area - b.area);
  const [named, others] = [sorted.slice(0, mostNamed), sorted.slice(mostNamed)];
  const legend = ({ name, area }: { readonly name: string; readonly area: number }) =>
    `${name} ${area.toFixed(4)}`;
  return {
    curves: [
      { label: legend({ name: 'mean of classes', area: mean.area }), points: mean.points },
      ...named.map((curve) => ({ label: legend(curve), points: curve.points })),
    ],
    background: others.map(({ points }) => points),
  };
}

const zip = (xs: readonly number[], ys: readonly number[]): Points => xs.map((x, i) => [x, ys[i]!] as const);
