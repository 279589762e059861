// All metrics of a classifier's predictions, as one plain object that JSON can hold: those of
// classification-report.ts, plus agreement, top-k, Brier score, areas and curves, calibration, and bootstrap
// intervals. A metric without a value, such as the area of a class without items, is null. It only combines
// what the other files compute.
import { cohensKappa, matthewsCorrelation } from './agreement.ts';
import { type BootstrapOptions, bootstrapDefaults, bootstrapIntervals, type Interval } from './bootstrap.ts';
import { itemBrierScores } from './brier-score.ts';
import { type Calibration, calibration } from './calibration.ts';
import { classCounts, countsOfConfusion } from './class-counts.ts';
import { type ClassCurves, classCurves } from './class-curves.ts';
import {
  balancedAccuracy,
  type ClassRow,
  type ClassScores,
  macroAverage,
  microAverage,
  type Scores,
  scoresOfCounts,
} from './classification.ts';
import {
  type ClassificationReport,
  classificationReport,
  type LabelledPredictions,
} from './classification-report.ts';
import { itemLosses } from './cross-entropy.ts';
import { meanAt } from './mean.ts';
import type { PrecisionRecallPoints } from './precision-recall-curve.ts';
import type { RocPoints } from './roc-curve.ts';
import { thinCurve } from './thin-curve.ts';
import { predictedClasses, trueClassRanks } from './top-k.ts';

/**
 * Areas of one class against the rest, or their mean over the classes that have one; null if there is none.
 */
export interface Areas {
  /** The area under the ROC curve, 0 to 1. */
  readonly rocAuc: number | null;
  /** The area under the precision-recall curve, 0 to 1. */
  readonly averagePrecision: number | null;
}

/** The points of the curves, from the highest threshold to the lowest. */
export interface ReportedCurves {
  /** The ROC curve; null if the class has no items or all of them. */
  readonly roc: RocPoints | null;
  /** The precision-recall curve; null if the class has no items. */
  readonly precisionRecall: PrecisionRecallPoints | null;
}

/** The metrics that have bootstrap intervals. */
export type IntervalName =
  'balancedAccuracy' | 'macroF1' | 'matthewsCorrelation' | 'cohensKappa' | 'loss' | 'brierScore';

/** All metrics of a classifier on a labelled data set. Shares are from 0 to 1, the loss in nats. */
export interface EvaluationReport extends ClassificationReport {
  /** The mean recall of the classes that occur. */
  readonly balancedAccuracy: number;
  /** Matthews' correlation coefficient, from -1 to 1; 0 for agreement by chance. */
  readonly matthewsCorrelation: number;
  /** Cohen's kappa, from -1 to 1: agreement beyond chance. */
  readonly cohensKappa: number;
  /** The Brier score, from 0 to 2. */
  readonly brierScore: number;
  /** The share of items whose true class is among the k likeliest. */
  readonly topK: readonly {
    /** The number of likeliest classes. */
    readonly k: number;
    /** The share of items whose true class is among them. */
    readonly accuracy: number;
  }[];
  /** The mean of each score over the classes. Every class counts the same. */
  readonly macro: Scores & Areas;
  /** The scores of all decisions together. */
  readonly micro: Scores;
  /** The scores and areas of each class, by label. */
  readonly perClass: (ClassRow & ClassScores & Areas)[];
  /** How well probabilities match the accuracy. */
  readonly calibration: Calibration;
  /** Percentile intervals by the bootstrap. */
  readonly intervals: Readonly<Record<IntervalName, Interval>>;
  /** How the intervals were drawn. */
  readonly bootstrap: Required<BootstrapOptions>;
  /** The curves of the macro average and of each class against the rest, with at most 101 points each. */
  readonly curves: {
    /** The mean over the classes. */
    readonly macro: ReportedCurves;
    /** Each class against the rest, by label. */
    readonly perClass: readonly (ClassRow & ReportedCurves)[];
  };
}

/** The scores of a class; null if the divisor is 0. */
export type DefinedScores = { readonly [Name in keyof Scores]: number | null };

/**
 * The scores of each class, with null for a score that is 0 only because there are no items to count.
 * Precision needs predictions of the class, recall needs items of the class, F1 needs one of the two, and
 * specificity needs items of other classes.
 */
export function definedScores({ perClass, confusion, count }: EvaluationReport): DefinedScores[] {
  return perClass.map(({ label, support, precision, recall, f1, specificity }) => {
    const isThere = support > 0;
    const isSaid = confusion.some((row) => row[label]! > 0);
    return {
      precision: isSaid ? precision : null,
      recall: isThere ? recall : null,
      f1: isThere || isSaid ? f1 : null,
      specificity: support < count ? specificity : null,
    };
  });
}

/**
 * Computes all metrics of predictions.
 *
 * @param options the seed, resamples and level of the bootstrap
 * @throws InputError if there are no items, the sizes don't match, or a label or probability is out of range
 * @example
 * const predictions = { labels: [0, 1], probabilities: [0.9, 0.1, 0.4, 0.6], classNames: ['cat', 'dog'] };
 * evaluationReport(predictions).macro.rocAuc // 1
 */
export function evaluationReport(
  predictions: LabelledPredictions,
  options: BootstrapOptions = {},
): EvaluationReport {
  const report = classificationReport(predictions);
  const { labels, probabilities, classNames } = predictions;
  const figures = resampledFigures(predictions);
  const { balancedAccuracy, matthewsCorrelation, cohensKappa, brierScore } = figures();
  const curves = classCurves({ labels, probabilities, classCount: classNames.length });
  return {
    ...report,
    ...{ balancedAccuracy, matthewsCorrelation, cohensKappa, brierScore },
    topK: topAccuracies(predictions),
    macro: { ...report.macro, ...areasOf(curves.macro.roc, curves.macro.precisionRecall) },
    micro: microAverage(countsOfConfusion(report.confusion)),
    perClass: report.perClass.map((row, label) => ({
      ...row,
      ...areasOf(curves.roc[label], curves.precisionRecall[label]),
    })),
    calibration: calibration(predictions),
    intervals: bootstrapIntervals(report.count, figures, options),
    bootstrap: { ...bootstrapDefaults, ...options },
    curves: reportCurves(curves, classNames),
  };
}

const areasOf = (
  roc: { readonly area: number } | undefined,
  precisionRecall: { readonly averagePrecision: number } | undefined,
): Areas => ({ rocAuc: roc?.area ?? null, averagePrecision: precisionRecall?.averagePrecision ?? null });

/** For k = 2, 3 and 5, as far as there are more classes. */
function topAccuracies({ labels, probabilities, classNames }: LabelledPredictions): EvaluationReport['topK'] {
  const ranks = trueClassRanks(labels, probabilities, classNames.length);
  return [2, 3, 5]
    .filter((k) => k < classNames.length)
    .map((k) => ({ k, accuracy: ranks.filter((rank) => rank < k).length / labels.length }));
}

/** The metrics that have intervals, for the items with the given indices or for all. */
function resampledFigures({
  labels,
  probabilities,
  classNames,
}: LabelledPredictions): (indices?: Int32Array) => Record<IntervalName, number> {
  const classCount = classNames.length;
  const predicted = predictedClasses(probabilities, classCount);
  const losses = itemLosses(labels, probabilities, classCount);
  const briers = itemBrierScores(labels, probabilities, classCount);
  return (indices) => {
    const counts = classCounts(labels, predicted, classCount, indices);
    return {
      balancedAccuracy: balancedAccuracy(counts),
      macroF1: macroAverage(scoresOfCounts(counts)).f1,
      matthewsCorrelation: matthewsCorrelation(counts),
      cohensKappa: cohensKappa(counts),
      loss: meanAt(losses, indices),
      brierScore: meanAt(briers, indices),
    };
  };
}

const mostPoints = 101;

function reportCurves(
  { roc, precisionRecall, macro }: ClassCurves,
  classNames: readonly string[],
): EvaluationReport['curves'] {
  return {
    macro: reportCurve(macro.roc, macro.precisionRecall),
    perClass: classNames.map((name, label) => ({
      ...{ label, name },
      ...reportCurve(roc[label], precisionRecall[label]),
    })),
  };
}

function reportCurve(
  roc: RocPoints | undefined,
  precisionRecall: PrecisionRecallPoints | undefined,
): ReportedCurves {
  return {
    roc: roc ? thin(roc, 'falsePositiveRate', 'truePositiveRate') : null,
    precisionRecall: precisionRecall ? thin(precisionRecall, 'recall', 'precision') : null,
  };
}

/** The points to keep, rounded to six digits, because they are only for drawing. */
function thin<X extends string, Y extends string>(
  curve: Readonly<Record<X | Y, readonly number[]>>,
  x: X,
  y: Y,
): Record<X | Y, number[]> {
  const kept = thinCurve(curve[x], curve[y], mostPoints);
  const values = (name: X | Y) => kept.map((i) => Number(curve[name][i]!.toFixed(6)));
  return { [x]: values(x), [y]: values(y) } as Record<X | Y, number[]>;
}
