// The ROC and precision-recall curves of each class against the rest, and their means over the classes. A
// class without items has no curves and does not count in the means, because its items can't be ranked.
import { meanAt } from './mean.ts';
import {
  meanPrecisionRecallCurve,
  precisionRecallCurve,
  type PrecisionRecallCurve,
  type PrecisionRecallPoints,
} from './precision-recall-curve.ts';
import { meanRocCurve, rocCurve, type RocCurve, type RocPoints } from './roc-curve.ts';
import type { ScoredItems } from './threshold-counts.ts';

/** All points of all curves. */
export interface ClassCurves {
  /** By label; undefined for a class with no items or with all items. */
  readonly roc: readonly (RocCurve | undefined)[];
  /** By label; undefined for a class without items. */
  readonly precisionRecall: readonly (PrecisionRecallCurve | undefined)[];
  readonly macro: {
    /** Missing if no class has a curve. */
    readonly roc?: RocPoints & { readonly area: number };
    readonly precisionRecall?: PrecisionRecallPoints & { readonly averagePrecision: number };
  };
}

/**
 * The curves of all classes. The area of the macro average is the mean of the classes' areas. Its curve is
 * the mean of their curves at 101 positions.
 *
 * @example classCurves({ labels, probabilities, classCount: 10 }).macro.roc?.area // 0.994
 */
export function classCurves(items: ScoredItems): ClassCurves {
  const classes = Array.from({ length: items.classCount }, (_, label) => label);
  const roc = classes.map((label) => rocCurve(items, label));
  const precisionRecall = classes.map((label) => precisionRecallCurve(items, label));
  const rocs = roc.filter((curve) => curve !== undefined);
  const precisionRecalls = precisionRecall.filter((curve) => curve !== undefined);
  const areas = rocs.map(({ area }) => area);
  const precisions = precisionRecalls.map(({ averagePrecision }) => averagePrecision);
  const macro = {
    ...(rocs.length > 0 && { roc: { ...meanRocCurve(rocs), area: meanAt(areas) } }),
    ...(precisionRecalls.length > 0 && {
      precisionRecall: {
        ...meanPrecisionRecallCurve(precisionRecalls),
        averagePrecision: meanAt(precisions),
      },
    }),
  };
  return { roc, precisionRecall, macro };
}
