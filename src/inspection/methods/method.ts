// What all methods share: they learn from the features of good pieces, and add what they know to a graph.
import type { Value } from '../../engine/graph/graph.ts';
import { mul } from '../../engine/graph/operators/index.ts';
import type { FeatureShape } from '../features.ts';

/** What a method makes of pictures in a graph. */
export interface Judgement {
  /** `[batch]`: how unlike good pieces a picture is. */
  readonly score: Value;
  /** `[batch, places]`: how unlike good pieces each place is. */
  readonly distances: Value;
}

/** What good pieces look like. */
export interface Head {
  /**
   * Adds the judgement to a graph.
   *
   * @param features `[batch, places, channels]`
   * @param region which places count, `[places]` of 0 and 1; all by default
   */
  judge(features: Value, region?: Uint8Array): Judgement;
}

/** The name of the constant that holds the features that a head keeps. */
export const bankName = 'bank';

/** Whether a constant of a graph was given a name, which a number may follow. */
export const isNamed = ({ name }: Value, given: string): boolean =>
  name.startsWith(given) && /^(_\d+)*$/.test(name.slice(given.length));

/** Learns from good pieces in several parts, so that each part can be judged by what the others tell. */
export interface Learner {
  /**
   * Takes pieces of a part.
   *
   * @param part from 0
   * @param features `[pieces, places, channels]`; they may change afterwards
   */
  add(part: number, features: Float32Array): void;
  /** What good pieces look like by all parts, or by all but one. */
  head(without?: number): Head;
}

/** What a learner must know. */
export interface LearnerOptions {
  /** The sizes of the features. */
  readonly shape: FeatureShape;
  /** The number of pieces in each part. */
  readonly pieces: readonly number[];
  /** The most vectors that the head keeps. */
  readonly bankSize: number;
  /** Decides what is drawn. */
  readonly seed: number;
}

/** Distances `[batch, places]`, 0 outside of a region. */
export function withinRegion(distances: Value, region: Uint8Array | undefined): Value {
  if (!region) return distances;
  return mul(
    distances,
    distances.graph.constant(Float32Array.from(region), [1, region.length], 'float32', 'region'),
  );
}
