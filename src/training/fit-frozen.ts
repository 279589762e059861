// Trains a network whose backbone is frozen: its head is fitted on the features, and the result has the form
// of `fit`.
import type { Pictures } from '../data/pictures.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Model } from '../nn/model.ts';
import { classificationReport } from '../metrics/classification-report.ts';
import { addNovelty } from '../novelty/novelty.ts';
import { observe } from '../novelty/observe.ts';
import { defaults } from './defaults.ts';
import { encodeTrained } from './encode-trained.ts';
import { fitHead, type HeadOptions } from './fit-head.ts';
import type { FitResult } from './fit-options.ts';
import { normalizationFor } from './normalization.ts';
import { withValidation } from './validation-split.ts';

/** The options of `fitFrozen`. */
export interface FrozenOptions extends HeadOptions {
  /** Pictures to validate on; by default a stratified twelfth of `data`, drawn by the seed. */
  readonly validation?: Dataset<Pictures>;
}

/**
 * Fits the head of a network, whose other layers stay as they are.
 *
 * @returns one epoch, which stands for the whole fit
 * @throws InputError if the data set is too small to hold back pictures for validation
 */
export async function fitFrozen(model: Model, options: FrozenOptions): Promise<FitResult> {
  const begun = performance.now();
  const { data, seed = defaults.seed } = options;
  const split = withValidation(
    { train: data, ...(options.validation && { validation: options.validation }) },
    seed,
  );
  const { train, validation } = split;
  const normalization = normalizationFor(train, options.normalization);
  const { weights, penalty, candidates } = await fitHead(model, { ...options, data: train, normalization });
  const chosen = candidates.find((candidate) => candidate.penalty === penalty)!;
  const seconds = (performance.now() - begun) / 1000;
  const trained = { train, normalization, seed, epoch: 1 };
  const name = 'the fitted model';
  const seen = await observe(encodeTrained(model, weights, trained), name, validation, options);
  const { accuracy, loss } = classificationReport(seen);
  const last = encodeTrained(model, weights, {
    ...trained,
    validation: { count: validation.count, accuracy, loss },
  });
  const best = await addNovelty(last, { train, validation }, name, { ...options, seen });
  const result = {
    ...{ epoch: 1, learningRate: 0, loss: chosen.loss, accuracy: chosen.accuracy, seconds },
    ...{ validationLoss: loss, validationAccuracy: accuracy },
  };
  return { history: [result], best, last, bestEpoch: result, stopped: false };
}
