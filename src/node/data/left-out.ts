// Files and folders of a data set that are not used, and why. `data status` counts them, and loading reports
// them in words.
import { firstFew } from '../../few-words.ts';
import { count as inThousands, counted } from '../../number-words.ts';

/** Why something is left out. */
export type LeftOutReason =
  | 'other kind'
  | 'no class'
  | 'system'
  | 'hidden folder'
  | 'link'
  | 'no file'
  | 'unreadable'
  | 'unreadable folder';

/** Files or folders that are left out for one reason. */
export interface LeftOut {
  readonly reason: LeftOutReason;
  /** An extension, a folder's name, or a place. */
  readonly what: string;
  readonly count: number;
}

/** Adds up entries with the same reason and name. */
export function sumLeftOut(all: Iterable<LeftOut>): LeftOut[] {
  const sums = new Map<string, LeftOut>();
  for (const one of all) {
    const key = `${one.reason}\0${one.what}`;
    sums.set(key, { ...one, count: one.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()];
}

/** The words for each reason, in the order of the report. Unreadable files have lines of their own. */
const words: readonly (readonly [LeftOutReason, (count: number) => string])[] = [
  ['other kind', (count) => `${counted(count, 'file')} of other kinds`],
  ['no class', (count) => `${counted(count, 'picture')} without a class`],
  ['hidden folder', (count) => `${counted(count, 'hidden folder')} with pictures`],
  ['link', (count) => `${counted(count, 'link')} to folders that are not classes or are already read`],
  ['no file', (count) => `${counted(count, 'special file')} (pipes, sockets, devices)`],
  ['unreadable folder', (count) => `${counted(count, 'folder')} that can't be read`],
  ['system', (count) => `${counted(count, 'item')} left behind by systems or programs`],
];

/** A line for each reason. Hidden files are not reported, because most folders have some. */
export function describeLeftOut(leftOut: readonly LeftOut[]): string[] {
  return words.flatMap(([reason, describe]) => {
    const some = leftOut.filter((one) => one.reason === reason && !isHidden(one));
    const total = some.reduce((sum, { count }) => sum + count, 0);
    return total === 0 ? [] : [`left out ${describe(total)}: ${quoteLeftOut(some)}`];
  });
}

const isHidden = ({ reason, what }: LeftOut): boolean => reason === 'system' && what.startsWith('.');

/** Lists the first few by name: `'.txt' (24), 'README' and 3 more`. */
export const quoteLeftOut = (leftOut: readonly LeftOut[]): string =>
  firstFew(leftOut.map(({ what, count }) => `'${what}'${count > 1 ? ` (${inThousands(count)})` : ''}`));
