// What a place has in it that is not used, and why: counted for `data status`, told in words when data are loaded.
import { count as inThousands, counted } from '../../number-words.ts';

/** Why something is left out. */
export type LeftOutReason = 'other kind' | 'no class' | 'system' | 'unreadable';

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

/** How many of a reason are named. */
const named = 5;

/** A line for each reason. Hidden files are not told of, and files that can't be read have lines of their own. */
export function describeLeftOut(leftOut: readonly LeftOut[]): string[] {
  const line = (reason: LeftOutReason, words: (count: number) => string): string[] => {
    const some = leftOut.filter((one) => one.reason === reason && !isHidden(one));
    const total = some.reduce((sum, { count }) => sum + count, 0);
    return total === 0 ? [] : [`left out ${words(total)}: ${quoteLeftOut(some)}`];
  };
  return [
    ...line('other kind', (count) => `${counted(count, 'file')} of other kinds`),
    ...line('no class', (count) => `${counted(count, 'picture')} without a class`),
    ...line('system', (count) => `${counted(count, 'item')} that systems leave behind`),
  ];
}

const isHidden = ({ reason, what }: LeftOut): boolean => reason === 'system' && what.startsWith('.');

/** `'.txt' (24), 'README' and 3 more`: what is left out, the first few by name. */
export function quoteLeftOut(leftOut: readonly LeftOut[]): string {
  const some = leftOut
    .slice(0, named)
    .map(({ what, count }) => `'${what}'${count > 1 ? ` (${inThousands(count)})` : ''}`);
  return [...some, ...(leftOut.length > named ? [`${leftOut.length - named} more`] : [])].join(', ');
}
