// What `evaluate` measures about knowing what the model does not know: novelty against outliers, the accuracy
// that is left if unsure pictures are passed on, and prediction sets.
import type { Dataset } from '../../data/dataset.ts';
import type { Pictures } from '../../data/pictures.ts';
import { InputError } from '../../errors.ts';
import type { LabelledPredictions } from '../../metrics/classification-report.ts';
import type { NoveltyDetection } from '../../metrics/novelty-detection.ts';
import type { PredictionSetsReport } from '../../metrics/prediction-sets.ts';
import type { CoveragePoint, SelectiveAccuracy } from '../../metrics/risk-coverage.ts';
import { percent } from '../../number-words.ts';
import type { Classifier } from '../../nn/classifier.ts';
import type { NamedClassifier } from '../files/averaged-models.ts';

/** What to measure. */
export interface TrustOptions {
  /** The data whose pictures are outliers. */
  readonly outliers?: string | undefined;
  readonly targetAccuracy?: number | undefined;
  readonly coverage?: number | undefined;
  readonly offline?: boolean | undefined;
  readonly maxPixels?: number | undefined;
}

/** The measured parts, by their keys in the JSON document. */
export interface Trust {
  readonly novelty?: NoveltyDetection & {
    readonly data: string;
    readonly threshold: number;
    /** The shares of pictures above the threshold. */
    readonly novel: { readonly inliers: number; readonly outliers: number };
  };
  readonly selective?: SelectiveAccuracy & {
    readonly targetAccuracy: number;
    /** What the threshold was chosen by. */
    readonly validation: CoveragePoint;
  };
  readonly predictionSets?: PredictionSetsReport;
}

/**
 * Checks options before anything is loaded.
 *
 * @throws InputError if the model has no novelty output
 */
export function checkTrust({ name, classifier }: NamedClassifier, { outliers }: TrustOptions): void {
  if (outliers !== undefined && !classifier.card.novelty)
    throw new InputError(`--outliers: ${name} has no novelty output; newly trained models have one`);
}

/**
 * Measures what the options ask for.
 *
 * @param validation predicts the validation split, which chooses the thresholds
 */
export async function measureTrust(
  classifier: Classifier,
  {
    dataset,
    predictions,
  }: { readonly dataset: Dataset<Pictures>; readonly predictions: LabelledPredictions },
  validation: () => Promise<LabelledPredictions>,
  options: TrustOptions,
): Promise<Trust> {
  const { targetAccuracy, coverage, outliers } = options;
  const isCalibrated = targetAccuracy !== undefined || coverage !== undefined;
  const calibrating = isCalibrated ? await validation() : undefined;
  return {
    ...(outliers !== undefined && { novelty: await detectNovelty(classifier, dataset, outliers, options) }),
    ...(targetAccuracy !== undefined && {
      selective: await selectBy(targetAccuracy, calibrating!, predictions),
    }),
    ...(coverage !== undefined && { predictionSets: await setsFor(coverage, calibrating!, predictions) }),
  };
}

async function detectNovelty(
  classifier: Classifier,
  dataset: Dataset<Pictures>,
  data: string,
  options: TrustOptions,
): Promise<NonNullable<Trust['novelty']>> {
  const { noveltyDetection } = await import('../../metrics/novelty-detection.ts');
  const { classifyPictures } = await import('../../data/classify.ts');
  const { noveltyOfOutliers } = await import('./outliers.ts');
  const { name, novelty: others } = await noveltyOfOutliers(classifier, data, options);
  const own = (await classifyPictures(classifier, dataset.images)).novelty!;
  const { threshold } = classifier.card.novelty!;
  const above = (values: ArrayLike<number>) =>
    Array.from(values).filter((value) => value > threshold).length / values.length;
  return {
    data: name,
    ...noveltyDetection(own, others),
    ...{ threshold, novel: { inliers: above(own), outliers: above(others) } },
  };
}

async function selectBy(
  targetAccuracy: number,
  validation: LabelledPredictions,
  predictions: LabelledPredictions,
): Promise<NonNullable<Trust['selective']>> {
  const { riskCoverage, selectiveAccuracy, thresholdFor } = await import('../../metrics/risk-coverage.ts');
  const curve = riskCoverage(validation);
  const chosen = thresholdFor(targetAccuracy, curve);
  if (!chosen) {
    const best = Math.max(...curve.points.map(({ accuracy }) => accuracy));
    throw new InputError(
      `--target-accuracy: no threshold reaches ${percent(targetAccuracy)} on the validation split; the highest accuracy is ${percent(best)}`,
    );
  }
  // Rounded down as it is printed, so that `predict --min-confidence` keeps the same pictures.
  const threshold = Math.floor(1e4 * chosen.threshold) / 1e4;
  return {
    targetAccuracy,
    ...selectiveAccuracy(predictions, threshold),
    validation: pointOf(selectiveAccuracy(validation, threshold)),
  };
}

const pointOf = ({ threshold, coverage, accuracy }: SelectiveAccuracy): CoveragePoint => ({
  ...{ threshold, coverage, accuracy },
});

async function setsFor(
  target: number,
  validation: LabelledPredictions,
  predictions: LabelledPredictions,
): Promise<PredictionSetsReport> {
  const { conformalThreshold, predictionSetsReport } = await import('../../metrics/prediction-sets.ts');
  return predictionSetsReport(predictions, { target, threshold: conformalThreshold(validation, target) });
}

const between = ([low, high]: readonly [number, number], digits = 2): string =>
  `(95 % interval ${percent(low, digits)} to ${percent(high, digits)})`;

/** The measured parts as lines of text. */
export function describeTrust({ novelty, selective, predictionSets }: Trust): string[] {
  return [
    ...(novelty ? [describeNovelty(novelty)] : []),
    ...(selective ? [describeSelective(selective)] : []),
    ...(predictionSets ? [describeSets(predictionSets)] : []),
  ];
}

function describeNovelty(found: NonNullable<Trust['novelty']>): string {
  const { data, outliers, auroc, aurocInterval, fpr95, fpr95Interval, novel } = found;
  const [low, high] = aurocInterval.map((value) => value.toFixed(4));
  return [
    `novelty of ${outliers.toLocaleString('en')} pictures of ${data}: AUROC ${auroc.toFixed(4)} (95 % interval ${low} to ${high})`,
    `  where 95 % of the own pictures pass, ${percent(fpr95, 2)} of the outliers do ${between(fpr95Interval)}`,
    `  at the model's threshold, ${percent(novel.outliers, 2)} of the outliers and ${percent(novel.inliers, 2)} of the own pictures are novel`,
  ].join('\n');
}

function describeSelective({
  targetAccuracy,
  validation,
  ...measured
}: NonNullable<Trust['selective']>): string {
  const { threshold, coverage, accuracy, accuracyInterval } = measured;
  const interval = accuracyInterval ? ` ${between(accuracyInterval)}` : '';
  return [
    `target accuracy ${percent(targetAccuracy)}: pass on pictures with a confidence below ${threshold.toFixed(4)} (predict --min-confidence ${threshold.toFixed(4)})`,
    `  validation split, which chose it: accuracy ${percent(validation.accuracy, 2)}, coverage ${percent(validation.coverage, 2)}`,
    `  this split: accuracy ${percent(accuracy, 2)}${interval}, coverage ${percent(coverage, 2)}`,
  ].join('\n');
}

function describeSets({ target, coverage, coverageInterval, meanSize, sizes }: PredictionSetsReport): string {
  const shown = sizes
    .map((share, size) => ({ share, size }))
    .filter(({ share }) => share > 0)
    .map(({ share, size }) => `${size}: ${percent(share)}`);
  return [
    `prediction sets of ${percent(target)}: ${percent(coverage, 2)} contain the true class ${between(coverageInterval)}`,
    `  mean size ${meanSize.toFixed(3)}; sets by size: ${shown.join(', ')}`,
  ].join('\n');
}
