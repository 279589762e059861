// Whether a listing of photographs can be trained on. It is asked twice: before the pictures are opened, so
// that nobody waits for what can't be, and afterwards, as some could not be read.
import type { SplitName } from '../../../data/split-words.ts';
import { InputError } from '../../../errors.ts';
import { imageFormats } from '../../pictures/formats.ts';
import { maxClasses } from '../class-names.ts';
import { quoteLeftOut } from '../left-out.ts';
import type { FileProblem, ListedPicture, PictureListing } from './listing.ts';

/**
 * Checks that there are two classes or more, each with pictures to train on, and pictures in every split.
 *
 * @param pictures those of the listing that are left
 * @param broken those that could not be read
 * @throws InputError that names the class or split which has none, and what lies there instead
 */
export function checkClasses(
  listing: PictureListing,
  pictures: readonly ListedPicture[],
  broken: readonly FileProblem[] = listing.unreadable,
): void {
  const { source, classNames, splits } = listing;
  const classes = classNames.length;
  if (classes < 2 || classes > maxClasses) {
    const got = classes === 1 ? `only '${classNames[0]}'` : classes.toLocaleString('en');
    throw new InputError(`${source}: expected 2 to ${maxClasses.toLocaleString('en')} classes, got ${got}`);
  }
  const none = `no pictures${broken.length > 0 ? ' that can be read' : ''}`;
  const empty = emptyClasses(listing, pictures, splits.length > 0 ? 'train' : undefined);
  if (empty.length > 0) {
    const more = empty.length > 1 ? `, and ${empty.length - 1} more like it` : '';
    const where = splits.length > 0 ? ' in train' : '';
    throw new InputError(
      `${source}: class '${empty[0]}' has ${none}${where}${more}${instead(listing, broken)}`,
    );
  }
  const bare = splits.find((name) => !pictures.some(({ split }) => split === name));
  if (bare) throw new InputError(`${source}: the ${bare} split has ${none}${instead(listing, broken)}`);
}

/** What helps: the first of the pictures that could not be read, or what else there is. */
function instead({ leftOut }: PictureListing, broken: readonly FileProblem[]): string {
  if (broken[0]) return `: ${broken[0].problem}`;
  const closed = leftOut.filter(({ reason }) => reason === 'unreadable folder');
  if (closed.length > 0) return `; can't read the folder ${quoteLeftOut(closed)}`;
  const others = leftOut.filter(({ reason }) => reason === 'other kind');
  return others.length > 0
    ? `; other files in the data are ${quoteLeftOut(others)}; pictures can be ${imageFormats}`
    : '';
}

/** The names of the classes without a picture in a split. */
export function emptyClasses(
  { classNames }: PictureListing,
  pictures: readonly ListedPicture[],
  split: SplitName | undefined,
): string[] {
  const seen = new Set(pictures.filter((picture) => picture.split === split).map(({ label }) => label));
  return classNames.filter((_, label) => !seen.has(label));
}
