// Checks whether a listing of photographs can be used for training. This runs twice: before the pictures are
// opened, to fail early, and again afterwards, because some pictures may be unreadable.
import type { SplitName } from '../../../data/split-words.ts';
import { InputError } from '../../../errors.ts';
import { imageFormats } from '../../pictures/formats.ts';
import { maxClasses } from '../class-names.ts';
import { quoteLeftOut } from '../left-out.ts';
import type { FileProblem, ListedPicture, PictureListing } from './listing.ts';

/**
 * Checks that there are at least two classes, that each has pictures to train on, and that every split has
 * pictures.
 *
 * @param pictures the remaining pictures of the listing
 * @param broken the pictures that could not be read
 * @throws InputError naming the class or split without pictures, and what was found instead
 */
export function checkClasses(
  listing: PictureListing,
  pictures: readonly ListedPicture[],
  broken: readonly FileProblem[] = listing.unreadable,
): void {
  checkTrainable(listing, pictures, broken);
  checkSplits(listing, pictures, broken);
}

/** Like `checkClasses`, but data without a train split will do, even of one class. */
export function checkMeasurable(
  listing: PictureListing,
  pictures: readonly ListedPicture[],
  broken: readonly FileProblem[] = listing.unreadable,
): void {
  if (hasTraining(listing)) checkClasses(listing, pictures, broken);
  else checkSplits(listing, pictures, broken);
}

/** Whether a listing has pictures to train on. */
export const hasTraining = ({ splits }: PictureListing): boolean =>
  splits.length === 0 || splits.includes('train');

function checkTrainable(
  listing: PictureListing,
  pictures: readonly ListedPicture[],
  broken: readonly FileProblem[],
): void {
  const { source, classNames, splits } = listing;
  if (!hasTraining(listing))
    throw new InputError(
      `${source}: expected a folder train beside ${splits.join(' and ')}, found none; models can only be measured on it`,
    );
  const classes = classNames.length;
  if (classes < 2 || classes > maxClasses) {
    const got = classes === 1 ? `only '${classNames[0]}'` : classes.toLocaleString('en');
    throw new InputError(`${source}: expected 2 to ${maxClasses.toLocaleString('en')} classes, got ${got}`);
  }
  const none = noPictures(broken);
  const empty = emptyClasses(listing, pictures, splits.length > 0 ? 'train' : undefined);
  if (empty.length > 0) {
    const have = empty.length > 1 ? `and ${empty.length - 1} more have` : 'has';
    const where = splits.length > 0 ? ' in the train split' : '';
    throw new InputError(`${source}: class '${empty[0]}' ${have} ${none}${where}${instead(listing, broken)}`);
  }
}

function checkSplits(
  listing: PictureListing,
  pictures: readonly ListedPicture[],
  broken: readonly FileProblem[],
): void {
  const { source, splits } = listing;
  const none = noPictures(broken);
  const bare = splits.find((name) => !pictures.some(({ split }) => split === name));
  if (bare) throw new InputError(`${source}: the ${bare} split has ${none}${instead(listing, broken)}`);
}

const noPictures = (broken: readonly FileProblem[]): string =>
  `no ${broken.length > 0 ? 'readable ' : ''}pictures`;

/** A hint: the first picture that could not be read, or what was found instead. */
function instead({ leftOut }: PictureListing, broken: readonly FileProblem[]): string {
  if (broken[0]) return `: ${broken[0].problem}`;
  const closed = leftOut.filter(({ reason }) => reason === 'unreadable folder');
  if (closed.length > 0) return `; folders that can't be read: ${quoteLeftOut(closed)}`;
  const others = leftOut.filter(({ reason }) => reason === 'other kind');
  return others.length > 0
    ? `; other files are ${quoteLeftOut(others)}; supported pictures are ${imageFormats}`
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
