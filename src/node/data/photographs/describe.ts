// Says, in a few lines, what the user should know of photographs that were read: which were left out, which
// classes have none where.
import { describeLeftOut } from '../left-out.ts';
import { quoteFew } from '../../../few-words.ts';
import { counted } from '../../../number-words.ts';
import { isBlank } from '../../pictures/blank.ts';
import { emptyClasses } from './check.ts';
import type { FileProblem, ListedPicture, PictureListing } from './listing.ts';
import type { ReadPictures } from './read.ts';

/** How many files that can't be read are named. */
const named = 10;

/**
 * What the user should know of pictures that were read, a line each; nothing where all is well.
 *
 * @param pictures those that could be read
 * @param broken those that could not
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
      return missing.length === 0 ? [] : `${name}: no pictures of ${quoteFew(missing)} in the ${split} split`;
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
    `${name}: left out ${broken.length.toLocaleString('en')} of ${all} pictures that can't be read:`,
    ...broken.slice(0, named).map(({ problem }) => `  ${problem}`),
    ...(more > 0 ? [`  and ${more.toLocaleString('en')} more`] : []),
  ];
}

/** Pictures that were read and show nothing, which is seldom what was meant, unless most are so. */
export function describeBlank(
  { name }: PictureListing,
  { pictures, pixels, channels }: ReadPictures,
): string[] {
  const size = pixels.length / pictures.length;
  const blank = pictures.filter((_, i) => isBlank(pixels.subarray(i * size, (i + 1) * size), channels));
  if (blank.length === 0 || blank.length > pictures.length / 2) return [];
  const paths = quoteFew(blank.map(({ path }) => path));
  return [`${name}: ${counted(blank.length, 'picture')} of one colour everywhere, maybe damaged: ${paths}`];
}
