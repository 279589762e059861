// The section of a model card about what the model does not know.
import type { NoveltyDetection } from '../../src/metrics/novelty-detection.ts';
import type { PredictionSetsReport } from '../../src/metrics/prediction-sets.ts';

export interface NoveltyFigures {
  /** Outliers by kind, against the test split. */
  readonly kinds: readonly (readonly [kind: string, figures: NoveltyDetection])[];
  readonly threshold: number;
  /** The share of test pictures that pass. */
  readonly passing: number;
  readonly fittedOn: number;
  readonly sets: PredictionSetsReport;
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const range = ([low, high]: readonly [number, number], words: (value: number) => string): string =>
  `${words(low)} to ${words(high)}`;
const rate = (value: number): string => value.toFixed(4);

export function noveltySection({ kinds, threshold, passing, fittedOn, sets }: NoveltyFigures): string {
  const rows = kinds.map(
    ([kind, { outliers, auroc, aurocInterval, fpr95, fpr95Interval }]) =>
      `| ${kind} | ${outliers.toLocaleString('en')} | ${rate(auroc)} | ${range(aurocInterval, rate)} | ${percent(fpr95)} | ${range(fpr95Interval, percent)} |`,
  );
  return [
    '## What it does not know',
    '',
    `Output \`novelty\` says how unlike the training data a picture is. It was fitted on ${fittedOn.toLocaleString('en')} training pictures; docs/novelty.md explains it. 95 % of the validation pictures have a novelty of at most ${threshold.toFixed(4)}, and so have ${percent(passing)} of the test pictures. Against the test split:`,
    '',
    '| outliers | pictures | AUROC | 95 % interval | pass where 95 % of the test split do | 95 % interval |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    `Prediction sets of ${percent(sets.target)}, calibrated on the validation split, contain the true class of ${percent(sets.coverage)} of the test pictures (95 % interval ${range(sets.coverageInterval, percent)}). They have ${sets.meanSize.toFixed(3)} classes on average; ${percent(sets.sizes[0]!)} are empty.`,
  ].join('\n');
}
