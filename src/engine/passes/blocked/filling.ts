// Filters that do not fill a block are filled up with zeros, whose results are dropped afterwards.
import type { Value } from '../../graph/graph.ts';
import { pad } from '../../graph/operators/index.ts';

/**
 * The most zero filters per real filter. It is high because the plain kernels are many times as slow for few
 * channels.
 */
const mostIdle = 2;

/** How many filters of zeros fill up the last block; undefined if they are too many to pay. */
export function missingFilters(filters: number, blockSize: number): number | undefined {
  const missing = (blockSize - (filters % blockSize)) % blockSize;
  return missing <= mostIdle * filters ? missing : undefined;
}

/** Adds zeros at the end of an axis. */
export function filledUp(value: Value, axis: number, missing: number): Value {
  const none = value.shape.map(() => 0);
  return pad(value, [...none, ...none.with(axis, missing)]);
}
