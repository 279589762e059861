// Which epochs the curves show.
import type { RunSearch } from './search.ts';

type Range = readonly [from: number, to: number];

/**
 * The epochs that an address asks for; undefined for all of them, so that curves go on to grow.
 *
 * @param last the last epoch that there is
 */
export function shownEpochs({ from, to }: Pick<RunSearch, 'from' | 'to'>, last: number): Range | undefined {
  if (from === undefined && to === undefined) return undefined;
  const range: Range = [from ?? 0, Math.min(to ?? last, last)];
  return range[0] < range[1] ? range : undefined;
}

/** What the address says of a range; an end at its bound is left out, so that it follows new epochs. */
export const searchOf = ([from, to]: Range, last: number): Pick<RunSearch, 'from' | 'to'> => ({
  ...(from > 0 && { from }),
  ...(to < last && { to }),
});
