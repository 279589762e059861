// Says, in a few lines, which files of a folder or table were left out, and which classes have no pictures where.
import { counted } from '../../../number-words.ts';
import { emptyClasses } from './check.ts';
import type { FileProblem, ListedPicture, PictureListing } from './listing.ts';

/** How many files that can't be read are named. */
const named = 10;

/**
 * What the user should know of pictures that were read, a line each; nothing where all is well.
 *
 * @param pictures those that could be read
 * @param broken those that could not
 */
export function describeLeftOut(
  listing: PictureListing,
  pictures: readonly ListedPicture[],
  broken: readonly FileProblem[],
): string[] {
  return [
    ...describeBroken(listing, broken),
    ...describeOthers(listing),
    ...listing.splits.flatMap((split) => {
      const missing = emptyClasses(listing, pictures, split);
      return missing.length === 0
        ? []
        : `${listing.name}: no pictures of ${quoteSome(missing)} in the ${split} split`;
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

function describeOthers({ name, others, strays }: PictureListing): string[] {
  const count = [...others.values()].reduce((sum, n) => sum + n, 0);
  const kinds = quoteSome([...others.keys()]);
  return [
    ...(count > 0 ? [`${name}: left out ${counted(count, 'file')} of other kinds: ${kinds}`] : []),
    ...(strays > 0 ? [`${name}: left out ${counted(strays, 'picture')} outside the class folders`] : []),
  ];
}

function quoteSome(words: readonly string[]): string {
  const some = words.slice(0, 5).map((word) => `'${word}'`);
  return [...some, ...(words.length > 5 ? [`${words.length - 5} more`] : [])].join(', ');
}
