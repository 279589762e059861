// Describes problems of photographs that were read: pictures that were left out, classes without pictures in
// a split.
import { describeLeftOut } from '../left-out.ts';
import { quoteFew } from '../../../few-words.ts';
import { counted } from '../../../number-words.ts';
import { emptyClasses } from './check.ts';
import type { FileProblem, ListedPicture, PictureListing } from './listing.ts';
import type { ReadPictures } from './reading.ts';

/** How many unreadable files to name. */
const named = 10;

/**
 * Notices about pictures that were read, a line each; empty if all is well.
 *
 * @param pictures the pictures that could be read
 * @param broken the pictures that could not be read
 */
export function describeReading(
  listing: PictureListing,
  pictures: readonly ListedPicture[],
  broken: readonly FileProblem[],
): string[] {
  const { name, notices, leftOut, splits } = listing;
  return [
    ...notices.map((line) => `${name}: ${line}`),
    ...describeBroken(listing, broken),
    ...describeLeftOut(leftOut).map((line) => `${name}: ${line}`),
    ...splits.flatMap((split) => {
      const missing = emptyClasses(listing, pictures, split);
      return missing.length === 0
        ? []
        : `${name}: the ${split} split has no pictures of ${quoteFew(missing)}`;
    }),
  ];
}

function describeBroken(
  { name, pictures, unreadable }: PictureListing,
  broken: readonly FileProblem[],
): string[] {
  if (broken.length === 0) return [];
  const all = (pictures.length + unreadable.length).toLocaleString('en');
  const more = broken.length - named;
  return [
    `${name}: left out ${broken.length.toLocaleString('en')} of ${all} pictures because they can't be read:`,
    ...broken.slice(0, named).map(({ problem }) => `  ${problem}`),
    ...(more > 0 ? [`  and ${more.toLocaleString('en')} more`] : []),
  ];
}

/** Reports empty pictures, which are seldom intended, unless most pictures are empty. */
export function describeBlank({ name }: PictureListing, { pictures, blank }: ReadPictures): string[] {
  if (blank.length === 0 || blank.length > pictures.length / 2) return [];
  const paths = quoteFew(blank.map(({ path }) => path));
  return [`${name}: ${counted(blank.length, 'picture')} of a single colour, perhaps damaged: ${paths}`];
}
