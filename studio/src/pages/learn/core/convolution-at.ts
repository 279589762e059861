// All that one output of a convolution is made of, at the place that is looked at.
import type { Weights } from '../../../../../src/nn/model.ts';
import { convolutionTerms, planeOf, type Terms } from './arithmetic.ts';
import type { Stage } from './plain-network.ts';
import { sizeOfMap, type Place } from './place.ts';

export interface ConvolutionAt {
  /** The first of the maps that the filter reads. */
  readonly first: number;
  /** For each map that the filter reads. */
  readonly terms: readonly Terms[];
  readonly bias: number | undefined;
  /** What the engine computed. */
  readonly result: number;
  /** The position of the chosen weight among all of the layer. */
  readonly chosenWeight: number;
}

/** The first of the maps that a filter reads: all filters read all maps, or each map has its own filters. */
export function firstRead({ shape, depth = 1 }: Stage, source: Stage, map: number): number {
  const filtersOfEach = (shape[0]! * depth) / source.shape[0]!;
  return Math.floor(map / filtersOfEach) * depth;
}

export function convolutionAt(place: Place, values: Weights, weights: Weights): ConvolutionAt {
  const { stage, source, map, row, column, from, weight } = place;
  const sliding = stage.sliding!;
  const kernel = weights[stage.kernel!]!;
  const size = kernel.length / stage.shape[0]!;
  const depth = stage.depth!;
  const first = firstRead(stage, source, map);
  const inputs = Array.from({ length: depth }, (_, i) =>
    planeOf(values[source.id]!, source.shape, first + i),
  );
  const [height, width] = sizeOfMap(stage);
  return {
    first,
    terms: convolutionTerms(sliding, [row, column], inputs, kernel.subarray(map * size, (map + 1) * size)),
    bias: stage.bias === undefined ? undefined : weights[stage.bias]![map]!,
    result: values[stage.id]![(map * height + row) * width + column]!,
    chosenWeight: map * size + from * sliding.size[0] * sliding.size[1] + weight,
  };
}
