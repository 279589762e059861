// The findings of an audit that a report shows: their numbers, and the worst ones with their pictures.
import type { Audit } from '../audit/audit.ts';
import { labelChange } from '../audit/label-change.ts';
import { placeIn, type Place } from '../audit/pooled-splits.ts';
import type { DataSplits } from '../data/dataset.ts';
import type { CachedResult } from '../node/results/result-cache.ts';
import { dataAddress, picturePng } from './pictures.ts';

/** A picture with its caption. */
export interface Finding {
  readonly address: string;
  readonly caption: string;
}

export interface AuditFindings {
  readonly pictures: number;
  /** How many labels are suspicious, and how many of all labels confident learning estimates to be wrong. */
  readonly labelSuspects: number;
  readonly estimatedLabelErrors: number;
  /** The classes with too few pictures to learn, whose labels were not checked. */
  readonly unlearntClasses: readonly string[];
  /** The number of nearly identical pairs, and how many of them lie across splits. */
  readonly nearDuplicates: number;
  readonly acrossSplits: number;
  /** Whether there may be more pairs than the audit lists. */
  readonly isListFull: boolean;
  /** The worst of each kind. */
  readonly worst: {
    readonly labelErrors: readonly Finding[];
    readonly nearDuplicates: readonly (readonly [Finding, Finding])[];
    readonly outliers: readonly Finding[];
  };
  /** How long the audit took, now or when its result was cached. */
  readonly seconds: number;
}

/**
 * Pairs below this distance, a share of the range from black to white, are nearly identical. Above it, a pair
 * may show two garments of the same cut.
 */
export const sameButForDetails = 0.02;
const mostShown = 12;
const mostPairs = 6;

/** @param limit the maximum length of the audit's lists */
export async function auditFindings(
  { result: audit, seconds }: CachedResult<Audit>,
  splits: DataSplits,
  limit: number,
): Promise<AuditFindings> {
  const { summary, labelErrors, nearDuplicates, outliers } = audit;
  const { classNames } = splits.train;
  const show = async (place: Place, says: string): Promise<Finding> => ({
    address: dataAddress(await picturePng(splits[place.split]!, place.index), 'png'),
    caption: `${place.split} ${place.index}${says}`,
  });
  const ofPair = (number: number, says: string) => show(placeIn(summary.splits, number), says);
  const isAcross = ({ a, b }: Audit['nearDuplicates'][number]) =>
    placeIn(summary.splits, a).split !== placeIn(summary.splits, b).split;
  const near = nearDuplicates.filter(({ distance }) => distance < sameButForDetails);
  return {
    ...{ seconds, pictures: summary.pictures, labelSuspects: summary.labelSuspects },
    estimatedLabelErrors: summary.estimatedLabelErrors,
    unlearntClasses: summary.unlearntClasses.map(({ label }) => classNames[label]!),
    nearDuplicates: near.length,
    acrossSplits: near.filter(isAcross).length,
    isListFull: near.length >= limit,
    worst: {
      labelErrors: await Promise.all(
        labelErrors
          .slice(0, mostShown)
          .map((error) =>
            show(error, `: ${labelChange(classNames[error.given]!, classNames[error.suggested]!)}`),
          ),
      ),
      nearDuplicates: await Promise.all(
        nearDuplicates
          .slice(0, mostPairs)
          .map(
            async ({ a, b, distance }) =>
              [...([await ofPair(a, ''), await ofPair(b, `: ${distance.toFixed(3)}`)] as const)] as const,
          ),
      ),
      outliers: await Promise.all(
        outliers
          .slice(0, mostShown)
          .map((found) => show(found, `: ${classNames[splits[found.split]!.labels[found.index]!]}`)),
      ),
    },
  };
}
