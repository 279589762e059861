// Turns a listing of photographs, from a folder or a table, into a recognised data set.
import { InputError } from '../../../errors.ts';
import { checkClasses } from '../photographs/check.ts';
import type { ListedPicture, PictureListing } from '../photographs/listing.ts';
import { loadPhotographs, openPhotographs } from '../photographs/load.ts';
import type { Counts, RecognisedData } from './form.ts';

/** A listing and its origin. */
export interface SeenListing {
  readonly form: RecognisedData['form'];
  readonly seen: string;
  readonly listing: PictureListing;
  /** The argument that names it, unless that is the listing's source. */
  readonly argument?: string;
}

/** A data set of the listed photographs. */
export function photographs({ form, seen, listing, argument = listing.source }: SeenListing): RecognisedData {
  return {
    form,
    name: listing.name,
    seen,
    argument,
    count: () => Promise.resolve(countListing(listing)),
    load: (options, reading) => loadPhotographs(listing, options, reading),
    open: (options, reading) => openPhotographs(listing, options, reading),
  };
}

function countListing(listing: PictureListing): Counts {
  const { classNames, splits, pictures, unreadable, leftOut, notices } = listing;
  const counts = splits.map(
    (split) => [split, countBy(listing, (picture) => picture.split === split)] as const,
  );
  const missing =
    unreadable.length > 0
      ? [{ reason: 'unreadable' as const, what: unreadable[0]!.problem, count: unreadable.length }]
      : [];
  return {
    classNames,
    counts: splits.length > 0 ? Object.fromEntries(counts) : { all: countBy(listing, () => true) },
    leftOut: [...leftOut, ...missing],
    notices,
    problem: problemOf(listing, pictures),
  };
}

function countBy(
  { classNames, pictures }: PictureListing,
  isCounted: (picture: ListedPicture) => boolean,
): number[] {
  const counts = classNames.map(() => 0);
  for (const picture of pictures) if (isCounted(picture)) counts[picture.label]!++;
  return counts;
}

function problemOf(listing: PictureListing, pictures: readonly ListedPicture[]): string | undefined {
  try {
    checkClasses(listing, pictures);
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}
