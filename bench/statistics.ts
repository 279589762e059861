// The few numbers that a row of the bench is made of. No means: one disturbed repetition must not move a
// figure.
export { median } from '../src/metrics/median.ts';

/** How many times faster ours is than theirs, or null where one of them is missing. */
export function ratio(ours: number | undefined, theirs: number): number | null {
  return ours === undefined || theirs === 0 ? null : ours / theirs;
}
