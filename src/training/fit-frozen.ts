// Trains a network whose backbone is frozen: its head is fitted on the features, and the result has the form
// of `fit`. The backbone runs once over each picture; everything else is computed from its features.
import type { Pictures } from '../data/pictures.ts';
import type { Dataset } from '../data/dataset.ts';
import { labelsForModel } from '../data/for-model.ts';
import { deviceOf } from '../engine/runtime/runtime.ts';
import type { Model } from '../nn/model.ts';
import { classificationReport } from '../metrics/classification-report.ts';
import { addNovelty } from '../novelty/novelty.ts';
import { observeHead, type KnownFeatures } from '../novelty/observe.ts';
import { defaults } from './defaults.ts';
import { encodeTrained } from './encode-trained.ts';
import { extractFeatures } from './features.ts';
import { backboneOf, fitHeadOn, headOf, viewsOf, type HeadOptions } from './fit-head.ts';
import type { FitResult } from './fit-options.ts';
import { normalizationFor } from './normalization.ts';
import type { ValidationPredictions } from './progress.ts';
import { withValidation } from './validation-split.ts';

/** The options of `fitFrozen`. */
export interface FrozenOptions extends HeadOptions {
  /** Pictures to validate on; by default a stratified twelfth of `data`, drawn by the seed. */
  readonly validation?: Dataset<Pictures>;
}

/** The result of `fitFrozen`. */
export interface FrozenResult extends FitResult {
  /** What the model says of the validation pictures. */
  readonly validated: ValidationPredictions;
}

/**
 * Fits the head of a network, whose other layers stay as they are.
 *
 * @returns one epoch, which stands for the whole fit
 * @throws InputError if the data set is too small to hold back pictures for validation
 */
export async function fitFrozen(model: Model, options: FrozenOptions): Promise<FrozenResult> {
  const { data, seed = defaults.seed, views: viewCount = 1 } = options;
  const split = withValidation(
    { train: data, ...(options.validation && { validation: options.validation }) },
    seed,
  );
  const { train, validation } = split;
  const normalization = normalizationFor(train, options.normalization);
  const all = viewCount * train.count + validation.count;
  const fitting = {
    ...{ ...options, data: train, normalization },
    onFeatures: (done: number) => options.onFeatures?.(validation.count + done, all),
  };
  const held = await extractFeatures(backboneOf(model), {
    ...{ ...fitting, data: validation, seed, view: 0 },
    onProgress: (done) => options.onFeatures?.(done, all),
  });
  const begun = performance.now();
  const views = await viewsOf(model, fitting);
  const { weights, penalty, candidates } = await fitHeadOn(model, views, fitting);
  const chosen = candidates.find((candidate) => candidate.penalty === penalty)!;
  const seconds = (performance.now() - begun) / 1000;
  const observed = (features: KnownFeatures, { labels, classNames }: Labelled) =>
    observeHead(headOf(model), weights, features, { labels, classNames }, deviceOf(options));
  const classNames = [...train.classNames];
  const labels = labelsForModel({ input: train, classNames }, validation);
  const seen = await observed(held, { labels, classNames });
  const { accuracy, loss } = classificationReport(seen);
  const trained = { train, normalization, seed, epoch: 1 };
  const last = encodeTrained(model, weights, {
    ...trained,
    validation: { count: validation.count, accuracy, loss },
  });
  const best = await addNovelty(last, { train, validation }, 'the fitted model', {
    ...deviceOf(options),
    ...{ seen, known: await observed(views[0]!, train) },
  });
  const result = {
    ...{ epoch: 1, learningRate: 0, loss: chosen.loss, accuracy: chosen.accuracy, seconds },
    ...{ validationLoss: loss, validationAccuracy: accuracy },
  };
  return { history: [result], best, last, bestEpoch: result, stopped: false, validated: seen };
}

type Labelled = Pick<Dataset<Pictures>, 'labels' | 'classNames'>;
