// Loads photographs from a folder or a table as a data set: lists them, reads them, and divides them into
// splits, given or drawn with a seed.
import type { Dataset, DataSplits } from '../../../data/dataset.ts';
import { isInMemory, type Pictures } from '../../../data/pictures.ts';
import { mapSplits, subset } from '../../../data/dataset.ts';
import { mostHeldBack, stratifiedSplit } from '../../../data/split.ts';
import type { SplitName } from '../../../data/split-words.ts';
import { InputError } from '../../../errors.ts';
import { quoteFew } from '../../../few-words.ts';
import type { PictureRecipe } from '../../../nn/picture-recipe.ts';
import { checkClasses, checkMeasurable } from './check.ts';
import { describeBlank, describeReading } from './describe.ts';
import type { PictureListing } from './listing.ts';
import { readPictures } from './read.ts';
import type { ReadOptions, ReadPictures } from './reading.ts';
import { pictureShape, type PictureOptions, type PictureShape } from './shape.ts';

/** The share held back for testing if photographs come without splits. */
const defaultTestShare = 0.2;
const defaultSplitSeed = 1;
/** Above that, a copy in memory saves little time: the system keeps files that fit into memory anyway. */
const defaultMostInMemory = 2 ** 26;

/**
 * Loads the photographs of a listing.
 *
 * @throws InputError if a class or split has no readable pictures, or an option does not fit
 */
export async function loadPhotographs(
  listing: PictureListing,
  options: PictureOptions,
  reading: ReadOptions,
): Promise<DataSplits> {
  return (await loadOrOpen(listing, options, reading)) as DataSplits; // all of it is in memory
}

/**
 * Loads the photographs of a listing, or leaves them on disk if there are many.
 *
 * @throws InputError if a class or split has no readable pictures, or an option does not fit
 */
export const openPhotographs = (
  listing: PictureListing,
  options: PictureOptions,
  reading: ReadOptions,
): Promise<DataSplits<Pictures>> =>
  loadOrOpen(listing, options, reading, reading.mostInMemory ?? defaultMostInMemory);

async function loadOrOpen(
  listing: PictureListing,
  options: PictureOptions,
  reading: ReadOptions,
  mostInMemory?: number,
): Promise<DataSplits<Pictures>> {
  const shape = pictureShape(options);
  checkShares(options);
  const check = reading.isMeasured ? checkMeasurable : checkClasses;
  check(listing, listing.pictures);
  const read = await readPictures(listing, shape, reading, mostInMemory);
  for (const line of describeReading(listing, read.pictures, read.broken)) reading.onNotice?.(line);
  for (const line of describeBlank(listing, read)) reading.onNotice?.(line);
  check(listing, read.pictures, read.broken);
  return drawSplits(splitsOf(listing, read, shape), listing, options, reading);
}

/** Whether photographs of a recipe are split as they are if no shares are asked for. */
export const hasUsualSplits = ({
  testShare = defaultTestShare,
  validationShare,
  splitSeed = defaultSplitSeed,
}: Partial<PictureRecipe> = {}): boolean =>
  testShare === defaultTestShare && validationShare === undefined && splitSeed === defaultSplitSeed;

function checkShares({ testShare, validationShare, splitSeed = defaultSplitSeed }: PictureOptions): void {
  if (testShare !== undefined && !(testShare >= 0 && testShare < 1))
    throw new InputError(`testShare: expected a fraction from 0 to below 1, got ${testShare}`);
  if (validationShare !== undefined && !(validationShare > 0 && validationShare < 1))
    throw new InputError(`validationShare: expected a fraction between 0 and 1, got ${validationShare}`);
  if (!Number.isSafeInteger(splitSeed))
    throw new InputError(`splitSeed: expected a whole number, got ${splitSeed}`);
}

/** The splits of the listing. Without splits, all pictures are for training. */
function splitsOf(
  listing: PictureListing,
  read: ReadPictures,
  { height, width, fit, maxPixels }: PictureShape,
): DataSplits<Pictures> {
  const { name, source, classNames, splits } = listing;
  const { channels, pictures, pixels } = read;
  const size = channels * height * width;
  const part = (split: SplitName | undefined): Dataset<Pictures> => {
    // The listing is sorted by split, so each split is one piece of the pixels.
    const members = pictures.filter((picture) => picture.split === split);
    const start = members.length > 0 ? pictures.indexOf(members[0]!) : 0;
    const images = rangeOf(pixels, start, start + members.length, size);
    const labels = Int32Array.from(members, ({ label }) => label);
    const shape = { count: members.length, channels, height, width };
    const files = members.map(({ path }) => path);
    return {
      name,
      classNames,
      ...shape,
      images,
      labels,
      files,
      pictures: { fit, ...(maxPixels !== undefined && { maxPixels }) },
      source,
    };
  };
  if (splits.length === 0) return { train: part(undefined) };
  return {
    train: part('train'),
    ...(splits.includes('validation') && { validation: part('validation') }),
    ...(splits.includes('test') && { test: part('test') }),
  };
}

/** A view of the pictures from `start` to before `end`. */
function rangeOf(pixels: Pictures, start: number, end: number, size: number): Pictures {
  if (isInMemory(pixels)) return pixels.subarray(start * size, end * size);
  return pixels.select(Uint32Array.from({ length: end - start }, (_, i) => start + i));
}

/**
 * Holds back the requested splits that do not exist yet. Testing comes first, so that it does not depend on
 * validation.
 */
function drawSplits(
  { train, validation, test }: DataSplits<Pictures>,
  { name, splits }: PictureListing,
  { testShare, validationShare, splitSeed = defaultSplitSeed }: PictureOptions,
  { onNotice }: ReadOptions,
): DataSplits<Pictures> {
  if (test && testShare !== undefined)
    onNotice?.(`${name}: the data have their own test split, so none is drawn`);
  if (validation && validationShare !== undefined)
    onNotice?.(`${name}: the data have their own validation split, so none is drawn`);
  const shares = {
    test: test ? undefined : (testShare ?? (splits.length === 0 ? defaultTestShare : undefined)),
    validation: validation ? undefined : validationShare,
  };
  const [left, drawnTest] = holdBack(train, shares.test, splitSeed, 'testing');
  const [rest, drawnValidation] = holdBack(left, shares.validation, splitSeed, 'validation');
  const [allValidation, allTest] = [validation ?? drawnValidation, test ?? drawnTest];
  const all = {
    train: rest,
    ...(allValidation && { validation: allValidation }),
    ...(allTest && { test: allTest }),
  };
  tellOfAbsent({ test: drawnTest, validation: drawnValidation }, train, onNotice);
  const pictures = recipeOf(train.pictures!, shares, splitSeed);
  return mapSplits(all, (dataset) => ({ ...dataset, pictures }));
}

/** Reports classes that have too few pictures to be in a drawn split. */
function tellOfAbsent(
  drawn: Readonly<Record<string, Dataset<Pictures> | undefined>>,
  { name, classNames }: Dataset<Pictures>,
  onNotice: ReadOptions['onNotice'],
): void {
  for (const [split, data] of Object.entries(drawn)) {
    if (!data) continue;
    const there = new Set(data.labels);
    const absent = classNames.filter((_, label) => !there.has(label));
    if (absent.length > 0) onNotice?.(`${name}: the ${split} split has no pictures of ${quoteFew(absent)}`);
  }
}

interface Shares {
  readonly test: number | undefined;
  readonly validation: number | undefined;
}

function recipeOf(made: PictureRecipe, { test, validation }: Shares, splitSeed: number): PictureRecipe {
  return {
    ...made,
    ...(test !== undefined && { testShare: test }),
    ...(validation !== undefined && { validationShare: validation }),
    ...((test || validation) && { splitSeed }),
  };
}

/** Returns the rest and what was held back. */
function holdBack(
  data: Dataset<Pictures>,
  share: number | undefined,
  seed: number,
  purpose: string,
): [Dataset<Pictures>, Dataset<Pictures> | undefined] {
  if (!share || data.count === 0) return [data, undefined];
  const wanted = Math.round(share * data.count);
  if (wanted < 1 || wanted > mostHeldBack(data.labels))
    throw new InputError(
      `${data.name}: ${data.count} pictures of ${new Set(data.labels).size} classes are too few to hold back a share of ${share} for ${purpose}; each class must keep some pictures`,
    );
  const { train, validation: held } = stratifiedSplit(data.labels, { validation: share, seed });
  return [subset(data, train), subset(data, held)];
}
