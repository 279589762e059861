// The form of photographs, whose classes are in folders or in a table. If there are both, it must be clear
// which one to use.
import { basename, resolve } from 'node:path';
import { InputError } from '../../../errors.ts';
import { quoteFew } from '../../../few-words.ts';
import { hasTraining } from '../photographs/check.ts';
import { placeOf, type PictureListing } from '../photographs/listing.ts';
import type { Place } from '../place.ts';
import type { Flaw, Form } from './form.ts';
import { photographs, type SeenListing } from './listed-photographs.ts';
import { seeFolders } from './photograph-folders.ts';
import { describeFlaw, isOfSplit, seeTable, seeTables, type SeenTables } from './photograph-table.ts';

export const photographsForm: Form = {
  words: 'a folder of pictures for each class, a table of photographs',
  async recognise(place, onFlaw) {
    if (place.file) {
      const table = await seeTable(place);
      return table ? [photographs(table)] : [];
    }
    const tables = await seeTables(place);
    for (const flaw of tables.flaws) onFlaw?.(flaw);
    return (await choose(place, tables)).map(photographs);
  },
};

async function choose(place: Place, { sets, flaws }: SeenTables): Promise<readonly SeenListing[]> {
  const certain = flaws.filter(({ kind }) => kind === 'certain');
  const folders = await orProblem(() => seeFolders(place));
  // Without a train split, tables come first: they may name the pictures to train on.
  const isPart = folders && !(folders instanceof InputError) && !hasTraining(folders.listing);
  if (folders instanceof InputError || !folders || (isPart && sets.length + certain.length > 0)) {
    const broken = certain.find(({ name }) => sets.length === 0 || isOfSplit(name));
    if (broken) throw broken.problem;
    if (folders instanceof InputError && sets.length === 0) throw withFlaw(folders, flaws);
    if (isPart && sets.length === 0) return [folders];
    return sets;
  }
  if (certain[0] && areParts(folders.listing)) throw certain[0].problem;
  const compared = sets.map((set) => ({ set, relation: relationOf(set.listing, folders.listing) }));
  const other = compared.find(({ relation }) => relation === 'other classes');
  if (other) return [useTable(place, other.set, folders.listing)];
  const fuller = compared.find(({ relation }) => relation === 'same classes, more splits');
  if (fuller) return [fuller.set];
  const notices = certain.map(describeFlaw);
  const unused = compared
    .filter(({ relation }) => relation === 'none')
    .map(
      ({ set }) => `'${basename(set.argument ?? set.listing.source)}' is not used: it names other pictures`,
    );
  const { listing } = folders;
  if (areParts(listing) && listing.classNames.some((name) => partWords.test(name)))
    throw withFlaw(
      new InputError(
        `${place.named}: expected a folder for each class, got ${quoteFew(listing.classNames)}, which look like parts of one data set; if they are classes, rename them`,
      ),
      flaws,
    );
  return [{ ...folders, listing: { ...listing, notices: [...listing.notices, ...notices, ...unused] } }];
}

async function orProblem<T>(task: () => Promise<T>): Promise<T | InputError> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

/** How a table relates to the folders. */
type Relation = 'none' | 'same classes' | 'same classes, more splits' | 'other classes';

function relationOf(table: PictureListing, folders: PictureListing): Relation {
  const pathOf = ({ root }: PictureListing, path: string) => resolve(placeOf(root, path));
  const labels = new Map(folders.pictures.map(({ path, label }) => [pathOf(folders, path), label]));
  const shared = table.pictures.flatMap(({ path, label }) => {
    const other = labels.get(pathOf(table, path));
    return other === undefined ? [] : [[label, other] as const];
  });
  if (shared.length === 0) return 'none';
  // Classes are the same if they contain the same pictures; names may differ: 'n01440764' may be 'tench'.
  const [there, back] = [new Map(shared), new Map(shared.map(([label, other]) => [other, label]))];
  const isSame = shared.every(([label, other]) => there.get(label) === other && back.get(other) === label);
  if (!isSame) return 'other classes';
  const isWhole = shared.length === folders.pictures.length;
  return isWhole && table.splits.length > 0 && folders.splits.length === 0
    ? 'same classes, more splits'
    : 'same classes';
}

/** Uses the table if the folders' names differ only in numbers, like parts of one data set. */
function useTable({ named }: Place, set: SeenListing, folders: PictureListing): SeenListing {
  const table = basename(set.argument ?? set.listing.source);
  const names = quoteFew(folders.classNames);
  if (!areParts(folders))
    throw new InputError(
      `${named}: the folders ${names} and the table ${table} give the same pictures different classes; name the table to use it, or move it elsewhere to use the folders`,
    );
  const notice = `classes come from ${table}, not from the folders ${names}`;
  return { ...set, listing: { ...set.listing, notices: [...set.listing.notices, notice] } };
}

const partWords = /(?:^|[\W\d_])(?:image|img|photo|picture|part|shard|chunk|fold)s?(?=$|[\W\d_])/i;

/** Adds the problem of the first table to the problem of the folders. */
const withFlaw = ({ message }: InputError, [flaw]: readonly Flaw[]): InputError =>
  new InputError(flaw ? `${message}; ${describeFlaw(flaw)}` : message);

/** Whether folders have names like parts of one data set: `images_1` and `images_2`. */
const areParts = ({ classNames }: PictureListing): boolean =>
  classNames.every((name) => /\d/.test(name)) &&
  new Set(classNames.map((name) => name.replace(/\d+/g, '0'))).size === 1;
