// Says what photographs lie in a folder or table, for `atelier data status`: by their names, without opening any. It changes
// nothing, and so can't know which of them are broken.
import { InputError } from '../../../errors.ts';
import { checkClasses } from './check.ts';
import { listPictures } from './load.ts';
import type { PictureListing, SplitName } from './listing.ts';

/** What a folder or table of photographs has in it. Counts are of files by label; what can't be read is found when it is read. */
export interface PictureStatus {
  readonly place: 'pictures';
  readonly name: string;
  readonly source: string;
  readonly layout: PictureListing['layout'];
  readonly classNames: readonly string[];
  /** For each split that there is; `all` where there are none. */
  readonly counts: Readonly<Partial<Record<SplitName | 'all', readonly number[]>>>;
  readonly unreadable: number;
  /** Files of other kinds by extension, and pictures outside the class folders. */
  readonly others: Readonly<Record<string, number>>;
  readonly strays: number;
  /** Why it can't be trained on, in one line. */
  readonly problem?: string;
}

/** Looks at a folder or table. @throws InputError when it is none of pictures */
export async function pictureStatus(source: string): Promise<PictureStatus> {
  const listing = await listPictures(source);
  const problem = problemOf(listing);
  const { name, layout, classNames, splits, others, strays, unreadable } = listing;
  const counts = splits.map((split) => [split, countBy(listing, split)] as const);
  return {
    place: 'pictures',
    name,
    source: listing.source,
    layout,
    classNames,
    counts: counts.length > 0 ? Object.fromEntries(counts) : { all: countBy(listing, undefined) },
    unreadable: unreadable.length,
    others: Object.fromEntries(others),
    strays,
    ...(problem !== undefined && { problem }),
  };
}

function problemOf(listing: PictureListing): string | undefined {
  try {
    checkClasses(listing, listing.pictures);
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

function countBy({ classNames, pictures }: PictureListing, split: SplitName | undefined): number[] {
  const counts = classNames.map(() => 0);
  for (const picture of pictures) if (picture.split === split) counts[picture.label]!++;
  return counts;
}
