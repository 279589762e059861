import type { Value } from '../engine/graph/graph.ts';
import { add, div, reduceL2 } from '../engine/graph/operators/index.ts';

/**
 * The rows `[batch, size]` divided by their lengths.
 *
 * @param least keeps the length of a row of zeros away from 0, which can't be a divisor
 */
export const unitRows = (x: Value, least: number): Value => div(x, add(reduceL2(x, { axes: [1] }), least));
