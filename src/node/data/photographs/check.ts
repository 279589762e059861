// Whether a listing of photographs can be trained on. It is asked twice: before the pictures are opened, so that nobody waits for
// what can't be, and afterwards, as some could not be read.
import { InputError } from '../../../errors.ts';
import type { ListedPicture, PictureListing, SplitName } from './listing.ts';

const maxClasses = 1000;

/**
 * Checks that there are two classes or more, each with pictures to train on, and pictures in every split.
 *
 * @param pictures those of the listing that are left
 * @throws InputError that names the class or split which has none
 */
export function checkClasses(listing: PictureListing, pictures: readonly ListedPicture[]): void {
  const { source, classNames, splits } = listing;
  const classes = classNames.length;
  if (classes < 2 || classes > maxClasses) {
    const got = classes === 1 ? `only '${classNames[0]}'` : classes.toLocaleString('en');
    throw new InputError(`${source}: expected 2 to ${maxClasses.toLocaleString('en')} classes, got ${got}`);
  }
  const wanting = pictures.length < listing.pictures.length || listing.unreadable.length > 0;
  const none = `no pictures${wanting ? ' that can be read' : ''}`;
  const empty = emptyClasses(listing, pictures, splits.length > 0 ? 'train' : undefined);
  if (empty.length > 0) {
    const more = empty.length > 1 ? `, and ${empty.length - 1} more like it` : '';
    throw new InputError(
      `${source}: class '${empty[0]}' has ${none}${splits.length > 0 ? ' in train' : ''}${more}`,
    );
  }
  const bare = splits.find((name) => !pictures.some(({ split }) => split === name));
  if (bare) throw new InputError(`${source}: the ${bare} split has ${none}`);
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
