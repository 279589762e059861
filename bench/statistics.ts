// The statistics of a row of the bench. There are no means, because one disturbed repetition must not change
// a result.
export { median } from '../src/metrics/median.ts';

/** How many times faster ours is than theirs; null if ours is missing. */
export function ratio(ours: number | undefined, theirs: number): number | null {
  return ours === undefined || theirs === 0 ? null : ours / theirs;
}
