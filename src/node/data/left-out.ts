// What a place has in it that is not used, and why: counted for `data status`, told in words when data are
// loaded.
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
  /** What they are: an extension, a folder's name; or where they are. */
  readonly what: string;
  readonly count: number;
}

/** Puts together what is left out for the same reason and is the same. */
export function sumLeftOut(all: Iterable<LeftOut>): LeftOut[] {
  const sums = new Map<string, LeftOut>();
  for (const one of all) {
    const key = `${one.reason}\0${one.what}`;
    sums.set(key, { ...one, count: one.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()];
}

/** In the order in which they are told. Files that can't be read have lines of their own. */
const words: readonly (readonly [LeftOutReason, (count: number) => string])[] = [
  ['other kind', (count) => `${counted(count, 'file')} of other kinds`],
  ['no class', (count) => `${counted(count, 'picture')} without a class`],
  ['hidden folder', (count) => `${counted(count, 'hidden folder')} with pictures`],
  ['link', (count) => `${counted(count, 'link')} to folders that are no class, or are read already`],
  ['no file', (count) => `${counted(count, 'item')} that can't be read as files (pipes, sockets, devices)`],
  ['unreadable folder', (count) => `${counted(count, 'folder')} that can't be read`],
  ['system', (count) => `${counted(count, 'item')} that systems leave behind`],
];

/** A line for each reason. Nothing is said of hidden files: there are some in most folders. */
export function describeLeftOut(leftOut: readonly LeftOut[]): string[] {
  return words.flatMap(([reason, describe]) => {
    const some = leftOut.filter((one) => one.reason === reason && !isHidden(one));
    const total = some.reduce((sum, { count }) => sum + count, 0);
    return total === 0 ? [] : [`left out ${describe(total)}: ${quoteLeftOut(some)}`];
  });
}

const isHidden = ({ reason, what }: LeftOut): boolean => reason === 'system' && what.startsWith('.');

/** `'.txt' (24), 'README' and 3 more`: what is left out, the first few by name. */
export const quoteLeftOut = (leftOut: readonly LeftOut[]): string =>
  firstFew(leftOut.map(({ what, count }) => `'${what}'${count > 1 ? ` (${inThousands(count)})` : ''}`));
