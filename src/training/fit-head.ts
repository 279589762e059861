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
import { choosePenalty, fitScaled, type Candidate } from './choose-penalty.ts';

import { defaults } from './defaults.ts';
import { extractFeatures, labelsOfView, type FeatureOptions } from './features.ts';
import { weightSpecsOf, type LabelledVectors } from './full-batch.ts';
import { normalizationFor } from './normalization.ts';

export type { Candidate } from './choose-penalty.ts';

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
  const { data, seed = defaults.seed } = options;
  const head = new Model(model.layers.slice(1), model.name);
  const views = await featuresOf(model, options);
  const classes = data.classNames.length;
  const start = initialWeights(weightSpecsOf(head, views[0]!.features.dimensions), seed);
  const settings = deviceOf(options);
  const { penalty, candidates } = await choosePenalty(head, views[0]!, start, { ...settings, seed });
  options.onPenalty?.(candidates, penalty);
  const weights = await fitScaled(head, joined(views, classes), start, { ...settings, penalty });
  return { weights, penalty, candidates };
}

async function featuresOf(model: Model, options: HeadOptions): Promise<LabelledVectors[]> {
  const { data, views = 1, seed = defaults.seed, augmentation, openBatches, onFeatures } = options;
  const { cachedVectors = (_, compute) => compute(), device, threads, signal } = options;
  const backbone = new Model(model.layers.slice(0, 1), model.name);
  const normalization = normalizationFor(data, options.normalization);
  const found: LabelledVectors[] = [];
  for (let view = 0; view < views; view++) {
    const extraction: FeatureOptions = {
      ...{ data, normalization, seed, view },
      ...(augmentation && { augmentation }),
      ...(openBatches && { openBatches }),
      ...deviceOf(options),
      ...(signal && { signal }),
      onProgress: (done) => onFeatures?.(view * data.count + done, views * data.count),
    };
    const drawn = view > 0 && { view, seed, augmentation };
    const settings = { backbone: backbone.toJSON(), normalization, threads, device, ...drawn };
    const features = await cachedVectors({ data, settings }, () => extractFeatures(backbone, extraction));
    found.push({ features, labels: labelsOfView(extraction), classes: data.classNames.length });
  }
  return found;
}

/** The features of all views, one after the other. */
function joined(views: readonly LabelledVectors[], classes: number): LabelledVectors {
  const [first, ...others] = views;
  if (others.length === 0) return first!;
  const { dimensions } = first!.features;
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
