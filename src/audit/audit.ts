// The audit of a data set: likely label errors, near-duplicates and outliers in all its splits together,
// ranked, worst first. It looks at pictures and labels alone and chooses no model, so that looking at the
// test split here tunes nothing.
import type { DataSplits } from '../data/dataset.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { InputError } from '../errors.ts';
import { predictedClasses } from '../metrics/top-k.ts';
import { nearestNeighbours } from '../neighbours/nearest-neighbours.ts';
import { findLabelErrors, unlearntClasses } from './confident-learning.ts';
import { predictOutOfFold } from './cross-validation.ts';
import { auditDefaults } from './defaults.ts';
import { describePictures } from './descriptors.ts';
import { findNearDuplicates, type NearDuplicate } from './near-duplicates.ts';
import { findOutliers } from './outliers.ts';
import { placeIn, poolSplits, type Place, type SplitParts } from './pooled-splits.ts';

/** A label that is likely wrong, by its picture's split and index there. */
export interface LabelError extends Place {
  /** The index of the class that the picture is labelled with. */
  readonly given: number;
  /** The index of the class that the network suggests. */
  readonly suggested: number;
  /** 1 less the probability of the given class, by a network that has not seen the picture. */
  readonly score: number;
}

export interface PlacedOutlier extends Place {
  /** The mean distance to the ten nearest neighbours, by description. */
  readonly score: number;
}

/** What an audit found, each list worst first. Indices count from 0. */
export interface Audit {
  /** Labels that are likely wrong. */
  readonly labelErrors: LabelError[];
  /**
   * Pictures of a pair by running number: through the training split, then validation, then test, as far as
   * there are such. So a number below the count of training pictures is an index there.
   * `placeIn(summary.splits, number)` tells split and index.
   */
  readonly nearDuplicates: NearDuplicate[];
  /** Pictures that are unlike all others. */
  readonly outliers: PlacedOutlier[];
  /** Figures of the whole data set. */
  readonly summary: AuditSummary;
}

/** Figures of the whole data set, which do not depend on the limit of the lists. */
export interface AuditSummary {
  /** How many pictures there are in all splits. */
  readonly pictures: number;
  /** In the order of running numbers. */
  readonly splits: SplitParts;
  /** How many labels are suspected, listed or not. */
  readonly labelSuspects: number;
  /** How many are wrong, as confident learning estimates it. */
  readonly estimatedLabelErrors: number;
  /** The share of pictures whose given class is the likeliest one, by networks that have not seen them. */
  readonly outOfFoldAccuracy: number;
  /**
   * Classes that the networks could not learn, with their numbers of pictures; their labels are not judged.
   */
  readonly unlearntClasses: readonly {
    /** The index of the class. */
    readonly label: number;
    /** How many pictures the class has. */
    readonly count: number;
  }[];
}

/** What an audit is at. */
export type AuditStage = 'label errors' | 'neighbours';

/** The options of `auditData`. */
export interface AuditOptions extends DeviceOptions {
  /** The longest that each list may be; 2,000 by default. */
  readonly limit?: number;
  /** Of cross-validation; 4 by default. */
  readonly folds?: number;
  /** Of folds and networks; 1 by default. */
  readonly seed?: number;
  /** Called with the share of a stage that is done. */
  readonly onProgress?: (stage: AuditStage, share: number) => void;
}

/**
 * How many neighbours pictures are compared with, one by one, and how many of these say whether a picture is
 * an outlier.
 */
const neighbourCount = 20;
const outlierNeighbours = 10;
/** More than one in twenty is no outlier. */
const outlierShare = 0.05;

/**
 * Audits all splits of a data set.
 *
 * @throws InputError for an option out of range, too few pictures, and pictures that the audit's network
 *   can't take
 * @example const { labelErrors, nearDuplicates } = await auditData(sketches({ train: 1000, test: 200 }));
 */
export async function auditData(splits: DataSplits, options: AuditOptions = {}): Promise<Audit> {
  const { limit, folds, seed, onProgress, ...device } = { ...auditDefaults, ...options };
  if (!Number.isInteger(limit) || limit < 1)
    throw new InputError(`limit: expected a whole number from 1, got ${limit}`);
  const { dataset, parts } = poolSplits(splits);
  const { labels, classNames, count } = dataset;
  const probabilities = await predictOutOfFold(dataset, {
    ...{ ...device, folds, seed },
    onProgress: (share) => onProgress?.('label errors', share),
  });
  const classCount = classNames.length;
  const unlearnt = unlearntClasses({ labels, probabilities, classCount });
  const { suspects, estimatedErrors } = findLabelErrors({ labels, probabilities, classCount, unlearnt });
  const { vectors, tangents } = describePictures(dataset);
  const neighbours = await nearestNeighbours(vectors, vectors, {
    ...device,
    ...{ k: neighbourCount, ignoring: tangents },
    onProgress: (done) => onProgress?.('neighbours', done / count),
  });
  const place = <T extends { readonly index: number }>({ index, ...rest }: T) => ({
    ...placeIn(parts, index),
    ...rest,
  });
  return {
    labelErrors: suspects.slice(0, limit).map(place),
    nearDuplicates: findNearDuplicates(dataset, neighbours, limit),
    outliers: findOutliers(
      neighbours,
      outlierNeighbours,
      Math.min(limit, Math.ceil(outlierShare * count)),
    ).map(place),
    summary: {
      pictures: count,
      splits: parts,
      labelSuspects: suspects.length,
      estimatedLabelErrors: Math.round(estimatedErrors),
      outOfFoldAccuracy: accuracyOf(probabilities, labels, classCount),
      unlearntClasses: unlearnt.map((label) => ({
        label,
        count: labels.filter((other) => other === label).length,
      })),
    },
  };
}

function accuracyOf(probabilities: Float32Array, labels: Int32Array, classCount: number): number {
  const hits = predictedClasses(probabilities, classCount).filter((label, i) => label === labels[i]);
  return hits.length / labels.length;
}
