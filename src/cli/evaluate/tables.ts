// An evaluation as compact tables for a terminal: overall scores and scores of each class. A score that is
// undefined (for a class without pictures, or one that is never predicted) is a dash here, and 0 in JSON as
// in scikit-learn.
import {
  definedScores,
  type DefinedScores,
  type EvaluationReport,
  type IntervalName,
} from '../../metrics/evaluation-report.ts';
import type { TemperatureScaling } from '../../metrics/temperature-scaling.ts';
import { firstFew } from '../../few-words.ts';
import { percent, rate } from '../../number-words.ts';
import { alignColumns } from '../terminal/table.ts';
import { describeAccuracy, describeConfusion } from '../terminal/scores.ts';

/** The overall scores, the scores of each class, and the confusion matrix. */
export function describeEvaluation(report: EvaluationReport): string {
  const parts = [describeFigures(report), describeClasses(report), describeEmptyClasses(report)];
  return [...parts, describeConfusion(report)].filter((part) => part !== '').join('\n\n');
}

/** One line with accuracy, loss and the number of pictures, then a table of the other overall scores. */
function describeFigures(report: EvaluationReport): string {
  const { topK, macro, calibration, intervals, count } = report;
  const withInterval = (name: IntervalName, value: number) => [
    ...[rate(value), intervals[name].map(rate).join(' to ')],
  ];
  const rows = [
    ['', 'value', '95 % interval'],
    ['balanced accuracy', ...withInterval('balancedAccuracy', report.balancedAccuracy)],
    ...topK.map(({ k, accuracy }) => [`top-${k} accuracy`, rate(accuracy), '']),
    ['F1, macro average', ...withInterval('macroF1', macro.f1)],
    ['Matthews correlation', ...withInterval('matthewsCorrelation', report.matthewsCorrelation)],
    ['Cohen’s kappa', ...withInterval('cohensKappa', report.cohensKappa)],
    ['ROC area, macro average', rate(macro.rocAuc), ''],
    ['average precision, macro average', rate(macro.averagePrecision), ''],
    ['log loss', ...withInterval('loss', report.loss)],
    ['Brier score (0 to 2)', ...withInterval('brierScore', report.brierScore)],
    ['expected calibration error', percent(calibration.expectedCalibrationError, 2), ''],
  ];
  return `${describeAccuracy(report)}, ${count} pictures\n\n${alignColumns(rows)}`;
}

/** The scores and areas of each class, and their averages. */
function describeClasses(report: EvaluationReport): string {
  const { perClass, macro, micro, weighted, count } = report;
  const scores = ({ precision, recall, f1, specificity }: DefinedScores) =>
    [precision, recall, f1, specificity].map(rate);
  const defined = definedScores(report);
  const rows = perClass.map(({ name, rocAuc, averagePrecision, support }, i) => [
    ...[name, ...scores(defined[i]!)],
    ...[rate(rocAuc), rate(averagePrecision), String(support)],
  ]);
  const header = [
    'class',
    'precision',
    'recall',
    'F1',
    'specificity',
    'ROC area',
    'av. precision',
    'pictures',
  ];
  return alignColumns([
    header,
    ...rows,
    ['macro average', ...scores(macro), rate(macro.rocAuc), rate(macro.averagePrecision), String(count)],
    ['micro average', ...scores(micro), '', '', String(count)],
    ['weighted average', ...scores(weighted), '', '', String(count)],
  ]);
}

const mostNamed = 10;

/** Names the classes without pictures and the effect on the averages; `''` if there are none. */
function describeEmptyClasses({ perClass }: EvaluationReport): string {
  const names = perClass.filter(({ support }) => support === 0).map(({ name }) => name);
  if (names.length === 0) return '';
  return [
    `no pictures of ${firstFew(names, mostNamed)}: a class without pictures counts as 0 in the macro average of`,
    'precision, recall and F1; balanced accuracy and areas leave it out',
  ].join('\n');
}

/** The calibration, loss and Brier score after temperature scaling. */
export function describeScaling({
  temperature,
  fittedOn,
  loss,
  brierScore,
  expectedCalibrationError,
}: TemperatureScaling): string {
  const error = `calibration error ${percent(expectedCalibrationError, 2)}`;
  return [
    `with temperature ${temperature.toFixed(3)}, fitted on ${fittedOn} pictures of the validation split:`,
    `${error}, loss ${loss.toFixed(4)}, Brier score ${brierScore.toFixed(4)}`,
  ].join(' ');
}
