// Audits a data set: likely label errors, near-duplicates and outliers across all its splits, ranked from
// the worst. It looks only at pictures and labels and chooses no model, so using the test split here tunes
// nothing.
import type { DataSplits } from '../data/dataset.ts';
import type { Pictures } from '../data/pictures.ts';
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

/** A label that is likely wrong, with its picture's split and index. */
export interface LabelError extends Place {
  /** The index of the class that the picture is labelled with. */
  readonly given: number;
  /** The index of the class that the network suggests. */
  readonly suggested: number;
  /** 1 minus the probability of the given class, by a network that has not seen the picture. */
  readonly score: number;
}

/** A picture that is unlike all others, with its split and index. */
export interface PlacedOutlier extends Place {
  /** The mean distance of its descriptor to those of the ten nearest neighbours. */
  readonly score: number;
}

/** The findings of an audit. Each list begins with the worst. Indices count from 0. */
export interface Audit {
  /** Labels that are likely wrong. */
  readonly labelErrors: LabelError[];
  /**
   * Pairs of pictures, by numbers that count through the training split, then validation, then test, if they
   * exist. So a number below the count of training pictures is an index there.
   * `placeIn(summary.splits, number)` gives the split and the index.
   */
  readonly nearDuplicates: NearDuplicate[];
  /** Pictures that are unlike all others. */
  readonly outliers: PlacedOutlier[];
  /** Figures for the whole data set. */
  readonly summary: AuditSummary;
}

/** Figures for the whole data set. They do not depend on the limit of the lists. */
export interface AuditSummary {
  /** The number of pictures in all splits. */
  readonly pictures: number;
  /** The splits, in the order of the numbers. */
  readonly splits: SplitParts;
  /** The number of suspected labels, listed or not. */
  readonly labelSuspects: number;
  /** The estimated number of wrong labels, by confident learning. */
  readonly estimatedLabelErrors: number;
  /** The share of pictures whose given class is the likeliest, by networks that have not seen them. */
  readonly outOfFoldAccuracy: number;
  /**
   * Classes that the networks could not learn, with their numbers of pictures. Their labels are not judged.
   */
  readonly unlearntClasses: readonly {
    /** The index of the class. */
    readonly label: number;
    /** The number of pictures of the class. */
    readonly count: number;
  }[];
}

/** The stage of an audit. */
export type AuditStage = 'label errors' | 'neighbours';

/** The options of `auditData`. */
export interface AuditOptions extends DeviceOptions {
  /** The most entries of each list; 2,000 by default. */
  readonly limit?: number;
  /** The folds of cross-validation; 4 by default. */
  readonly folds?: number;
  /** Draws the folds and the networks' weights; 1 by default. */
  readonly seed?: number;
  /** Called with the share of a stage that is done. */
  readonly onProgress?: (stage: AuditStage, share: number) => void;
}

/**
 * How many neighbours each picture is compared with pixel by pixel, and how many of these decide whether it
 * is an outlier.
 */
const neighbourCount = 20;
const outlierNeighbours = 10;
/** At most one picture in twenty counts as an outlier. */
const outlierShare = 0.05;

/**
 * Audits all splits of a data set. Pictures on disk are read when they are needed, so there may be more of
 * them than fit into memory.
 *
 * @throws InputError for an option out of range, too few pictures, or pictures that are too small for the
 *   audit's network
 * @example const { labelErrors, nearDuplicates } = await auditData(sketches({ train: 1000, test: 200 }));
 */
export async function auditData(splits: DataSplits<Pictures>, options: AuditOptions = {}): Promise<Audit> {
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
