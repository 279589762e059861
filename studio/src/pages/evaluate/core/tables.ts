// What an evaluation shows, as tables to save.
import type { EvaluationReport } from '../../../../../src/metrics/evaluation-report.ts';
import type { MistakesDocument } from '../../../../../src/server/studio/contract/evaluations.ts';
import { csvOf, toCsv } from '../../../core/csv.ts';
import type { ClassErrors } from './class-errors.ts';
import type { Predictions } from './predictions.ts';
import type { Slice } from './slices.ts';

/** Pictures with what the model says of them, in the order of their indices. */
export const picturesCsv = (
  { classNames, files, labels, predicted, confidence }: Predictions,
  indices: readonly number[],
): string =>
  csvOf(indices, {
    index: (index) => index,
    file: (index) => files?.[index],
    class: (index) => classNames[labels[index]!],
    predicted: (index) => classNames[predicted[index]!],
    confidence: (index) => confidence[index],
  });

/** Groups of pictures with their accuracies. */
export const slicesCsv = (slices: readonly Slice[]): string =>
  csvOf(slices, {
    attribute: ({ attribute }) => attribute,
    group: ({ part }) => part,
    pictures: ({ indices }) => indices.length,
    accuracy: ({ accuracy }) => accuracy,
    low: ({ interval }) => interval[0],
    high: ({ interval }) => interval[1],
  });

/** How good the model is in all; the accuracy has its interval. */
export const summaryCsv = (report: Summary): string =>
  toCsv(
    ['figure', 'value', 'low', 'high'],
    [
      ['accuracy', report.accuracy, ...report.accuracyInterval],
      ['balanced accuracy', report.balancedAccuracy, null, null],
      ['macro F1', report.macro.f1, null, null],
      ['log loss', report.loss, null, null],
      ['calibration error', report.calibration.expectedCalibrationError, null, null],
      ['pictures', report.count, null, null],
    ],
  );

type Summary = Pick<
  EvaluationReport,
  'accuracy' | 'accuracyInterval' | 'balancedAccuracy' | 'loss' | 'count'
> & {
  readonly macro: Pick<EvaluationReport['macro'], 'f1'>;
  readonly calibration: Pick<EvaluationReport['calibration'], 'expectedCalibrationError'>;
};

/** The surest mistakes. */
export const mistakesCsv = (
  { mistakes }: Pick<MistakesDocument, 'mistakes'>,
  { classNames, files }: Pick<Predictions, 'classNames' | 'files'>,
): string =>
  csvOf(mistakes, {
    index: ({ index }) => index,
    file: ({ index }) => files?.[index],
    class: ({ label }) => classNames[label],
    predicted: ({ likeliest: [first] }) => first && classNames[first.label],
    probability: ({ likeliest: [first] }) => first?.probability,
  });

/** The two kinds of errors of each class. */
export const errorsCsv = (errors: readonly ClassErrors[], classNames: readonly string[]): string =>
  csvOf(errors, {
    class: ({ label }) => classNames[label],
    missed: ({ missed }) => missed,
    'taken for it': ({ taken }) => taken,
  });
