// Fits the head of a network on the features before it, which stay as they are (linear probing). It takes
// seconds where training takes minutes. Fine-tuning that starts from a fitted head keeps good features, which
// the large gradients of a random head would change (Kumar et al., 2022, "Fine-tuning can distort pretrained
// features and underperform out-of-distribution").
import type { Pictures } from '../data/pictures.ts';
import type { Augmentation } from '../data/augmentation/augmentation.ts';
import type { OpenBatches } from '../data/batch-source.ts';
import type { Dataset } from '../data/dataset.ts';
import { deviceOf, type DeviceOptions } from '../engine/runtime/runtime.ts';
import type { CachedVectors } from '../neighbours/cached-vectors.ts';
import { initialWeights, Model, type Weights } from '../nn/model.ts';
import type { Normalization } from '../nn/preprocessing.ts';
import type { KnownFeatures } from '../novelty/observe.ts';
import { choosePenalty, fitScaled, type Candidate } from './choose-penalty.ts';
import { defaults } from './defaults.ts';
import type { FoldStep } from './fold-progress.ts';
import { extractFeatures, labelsOfView, type FeatureOptions } from './features.ts';
import { weightSpecsOf, type LabelledVectors } from './full-batch.ts';
import { normalizationFor } from './normalization.ts';

export type { Candidate } from './choose-penalty.ts';
export type { FoldStep } from './fold-progress.ts';

/** The options of `fitHead`. */
export interface HeadOptions extends DeviceOptions {
  /** Pictures to train on. */
  readonly data: Dataset<Pictures>;
  /** As in `fit`. */
  readonly normalization?: Normalization;
  /** How often to look at each picture: first as it is, then with random changes; 1 by default. */
  readonly views?: number;
  /** The random changes of further views. */
  readonly augmentation?: Augmentation;
  /** Makes the batches of further views. */
  readonly openBatches?: OpenBatches;
  /** Draws the folds, the changes and the weights of a hidden layer; 1 by default. */
  readonly seed?: number;
  /** Returns features from a cache, or computes them. */
  readonly cachedVectors?: CachedVectors;
  /** Called with the number of pictures whose features are known, of all views together. */
  readonly onFeatures?: (done: number, total: number) => void;
  /** Called when all features are known, before the fit. */
  readonly onFit?: () => void;
  /** Called after each step of the cross-validation, if the head is one linear layer. */
  readonly onStep?: (step: FoldStep) => void;
  /** Called with the results of cross-validation. */
  readonly onPenalty?: (candidates: readonly Candidate[], chosen: number) => void;
  /** Ends the extraction of features with an InputError. */
  readonly signal?: AbortSignal;
}

/** A fitted head. */
export interface HeadFit {
  /** The weights of the head, by their names in the whole network. */
  readonly weights: Weights;
  /** The L2 penalty that was chosen. */
  readonly penalty: number;
  /** How each penalty did in cross-validation on the training pictures. */
  readonly candidates: readonly Candidate[];
}

/**
 * Fits all layers after the first one to convergence, with the penalty that does best in cross-validation on
 * the training pictures. A linear head is a convex problem, whose solution depends on nothing random but the
 * folds.
 *
 * @param model its first layer gives `[batch, features]`, e.g. a pretrained network
 * @throws InputError if a class has fewer than two pictures
 */
export async function fitHead(model: Model, options: HeadOptions): Promise<HeadFit> {
  const views = await viewsOf(model, options);
  return fitHeadOn(model, views, options);
}

/** Like `fitHead`, with features that are known: those of the pictures as they are, then further views. */
export async function fitHeadOn(
  model: Model,
  views: readonly View[],
  { data, seed = defaults.seed, onFit, onStep, onPenalty, ...options }: HeadOptions,
): Promise<HeadFit> {
  onFit?.();
  const head = headOf(model);
  const classes = data.classNames.length;
  const [first] = views as readonly [View];
  const start = initialWeights(weightSpecsOf(head, first.features.dimensions), seed);
  const settings = deviceOf(options);
  const plain = { ...first, classes };
  const { candidates, ...chosen } = await choosePenalty(head, plain, start, {
    ...{ ...settings, seed },
    ...(onStep && { onStep }),
  });
  const { penalty } = chosen;
  onPenalty?.(candidates, penalty);
  const weights = await fitScaled(head, joined(views, classes), start, { ...settings, ...chosen });
  return { weights, penalty, candidates };
}

/** The layers that give the features. */
export const backboneOf = ({ layers, name }: Model): Model => new Model(layers.slice(0, 1), name);

/** The layers that are fitted. */
export const headOf = ({ layers, name }: Model): Model => new Model(layers.slice(1), name);

/** What is known of the pictures of a view, and their labels, in its order. */
export interface View extends KnownFeatures {
  readonly labels: Int32Array;
}

/** The features of all views. */
export async function viewsOf(model: Model, options: HeadOptions): Promise<View[]> {
  const { data, views = 1, seed = defaults.seed, onFeatures } = options;
  const { augmentation, openBatches, cachedVectors, signal } = options;
  const normalization = normalizationFor(data, options.normalization);
  const found: View[] = [];
  for (let view = 0; view < views; view++) {
    const extraction: FeatureOptions = {
      ...{ data, normalization, seed, view },
      ...(augmentation && { augmentation }),
      ...(openBatches && { openBatches }),
      ...(cachedVectors && { cachedVectors }),
      ...(signal && { signal }),
      ...deviceOf(options),
      onProgress: (done) => onFeatures?.(view * data.count + done, views * data.count),
    };
    const known = await extractFeatures(backboneOf(model), extraction);
    found.push({ ...known, labels: labelsOfView(extraction) });
  }
  return found;
}

/** The features of all views, one after the other. */
function joined(views: readonly View[], classes: number): LabelledVectors {
  const [first, ...others] = views as readonly [View, ...View[]];
  if (others.length === 0) return { ...first, classes };
  const { dimensions } = first.features;
  const count = views.reduce((sum, { features }) => sum + features.count, 0);
  const values = new Float32Array(count * dimensions);
  const labels = new Int32Array(count);
  let done = 0;
  for (const view of views) {
    values.set(view.features.values, done * dimensions);
    labels.set(view.labels, done);
    done += view.features.count;
  }
  return { features: { count, dimensions, values }, labels, classes };
}
