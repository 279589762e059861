// The features in which novelty is measured: what the network knows just before it decides, and the mean of
// each channel half-way through it. The former tell what the network has learnt to tell apart; the latter
// also change with textures and backgrounds, which the end of the network ignores. docs/novelty.md compares
// both.
import type { Graph, Value } from '../engine/graph/graph.ts';
import { liveNodes } from '../engine/graph/live-nodes.ts';
import {
  add,
  concat,
  Conv,
  div,
  flatten,
  globalAveragePool,
  mul,
  reduceL2,
} from '../engine/graph/operators/index.ts';
import { penultimateValue } from '../nn/penultimate.ts';
import { pooledMaps } from '../nn/pooled-maps.ts';
import { unitRows } from '../nn/unit-rows.ts';

/**
 * Adds the features of a picture to a classifier's graph: `[batch, size]`, of length 1.
 *
 * @returns undefined if the graph does not end in a dense layer
 */
export function noveltyFeatures(graph: Graph): Value | undefined {
  const last = penultimateValue(graph);
  if (!last || !isRow(last)) return undefined;
  return graph.within('novelty', () => joinedFeatures(last, middleMeans(graph)));
}

/** A part of the features of a picture. */
export interface FeaturePart {
  /** How many of the features are in it. */
  readonly size: number;
  /** `[batch, channels, height, width]`: maps whose means over all places it has; missing for other rows. */
  readonly maps: Value | undefined;
  /** `[batch, 1]`: the factor from those means to the features. */
  readonly scale: Value;
}

/** What the features of `noveltyFeatures` are made of, in their order; none if there are none. */
export function noveltyParts(graph: Graph): FeaturePart[] {
  const last = penultimateValue(graph);
  if (!last || !isRow(last)) return [];
  const middle = middleMaps(graph);
  const parts = [
    { row: last, maps: pooledMaps(last) },
    ...(middle ? [{ row: middleMeans(graph)!, maps: middle }] : []),
  ];
  return parts.map(({ row, maps }) => ({
    size: row.shape[1] as number,
    maps,
    scale: div(middle ? Math.SQRT1_2 : 1, add(reduceL2(row, { axes: [1] }), least)),
  }));
}

/** Whether a value has a row of numbers for each picture. */
export const isRow = ({ shape, dtype }: Value): boolean => shape.length === 2 && dtype === 'float32';

/**
 * Both parts of the features `[batch, size]` at the same length, so that the product of two pictures'
 * features is the mean of the cosines between their parts.
 *
 * @param last what the network knows before it decides
 * @param middle the result of `middleMeans`
 */
export function joinedFeatures(last: Value, middle: Value | undefined): Value {
  return middle ? mul(concat([unit(last), unit(middle)], 1), Math.SQRT1_2) : unit(last);
}

/** The mean of each channel half-way through a graph `[batch, channels]`, if it has two convolutions. */
export function middleMeans(graph: Graph): Value | undefined {
  const maps = middleMaps(graph);
  return maps && flatten(globalAveragePool(maps));
}

/** The input of the middle one of the graph's convolutions, if there are at least two. */
function middleMaps(graph: Graph): Value | undefined {
  const convolutions = liveNodes(graph).filter(({ operator }) => operator === Conv);
  const maps = convolutions.length > 1 ? convolutions[convolutions.length >> 1]!.inputs[0] : undefined;
  return maps?.dtype === 'float32' ? maps : undefined;
}

const least = 1e-6;

const unit = (x: Value): Value => unitRows(x, least);
