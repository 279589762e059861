// Recognises the form of a folder or file of data. It asks each form in turn. If none recognises a folder, it
// looks into the folders within it, because archives are often unpacked into nested folders. If nothing is
// recognised, the error says what was found.
import { basename } from 'node:path';
import { InputError } from '../../errors.ts';
import { counted } from '../../number-words.ts';
import { isDatabaseAddress } from '../catalogue/database-address.ts';
import { mapInParallel } from '../files/in-parallel.ts';
import { entriesOf } from '../files/entries.ts';
import { describeKind, hasImageExtension, imageFormats } from '../pictures/formats.ts';
import { KindCount } from '../pictures/kind-count.ts';
import { catalogueForm, recogniseCatalogue } from './forms/catalogue.ts';
import type { Flaw, Form, RecognisedData } from './forms/form.ts';
import { idxForm } from './forms/idx.ts';
import { npzForm } from './forms/npz.ts';
import { photographsForm } from './forms/photographs.ts';
import { pixelTableForm } from './forms/pixel-table.ts';
import { withParts } from './parted-place.ts';
import { lookAt, lookInto, type Place } from './place.ts';

/** Forms of pictures of one size in files of numbers. Such files may be beside anything else. */
const pixelForms: readonly Form[] = [idxForm, npzForm, pixelTableForm];
/** All forms, in the order in which they are tried. A catalogue is one whatever else is in its folder. */
const forms: readonly Form[] = [catalogueForm, ...pixelForms, photographsForm];

const mostLevels = 3;
const mostFolders = 32;

/**
 * Recognises the data at a path, a folder or a file, or in the database of a catalogue.
 *
 * @throws InputError if nothing is recognised, saying what was found, or if there are several data sets
 * @example (await recognise('photos')).seen // 'a folder for each class, no splits'
 */
export async function recognise(path: string): Promise<RecognisedData> {
  if (isDatabaseAddress(path)) return recogniseCatalogue(path);
  const place = await lookAt(path);
  const flaws: Flaw[] = [];
  const found = await recogniseIn(place, 0, (flaw) => flaws.push(flaw));
  if (found) return found;
  throw place.file ? unknownFile(path, place.file.start) : await unknownFolder(path, flaws);
}

async function recogniseIn(
  place: Place,
  level: number,
  onFlaw: (flaw: Flaw) => void,
): Promise<RecognisedData | undefined> {
  const whole = await withParts(place);
  for (const form of forms) {
    const found = onlyOne(place, await form.recognise(pixelForms.includes(form) ? whole : place, onFlaw));
    if (found) return found;
  }
  if (place.file || level === mostLevels) return undefined;
  const { folders, linkedFolders } = place.entries;
  const within = [...folders, ...linkedFolders];
  const looked = await mapInParallel(within.slice(0, mostFolders), (name) => lookInto(place, name));
  const places = looked.flatMap((inner) => inner ?? []);
  for (const form of pixelForms) {
    const found = onlyOne(place, (await mapInParallel(places, (inner) => form.recognise(inner))).flat());
    if (found) return found;
  }
  return within.length === 1 && places[0] ? recogniseIn(places[0], level + 1, onFlaw) : undefined;
}

/** Refuses several data sets, because it is unknown which one is meant. */
function onlyOne({ named }: Place, found: readonly RecognisedData[]): RecognisedData | undefined {
  if (found.length < 2) return found[0];
  const choices = found.map(({ argument }) => argument);
  throw new InputError(
    `${named}: expected one data set, found ${found.length}; name a file of the one to use: ${choices.join(', ')}`,
  );
}

const expected = [...pixelForms, photographsForm, catalogueForm]
  .map(({ words }) => words)
  .join(', ')
  .replace(/, (?=[^,]*$)/, ' or ');

function unknownFile(path: string, start: Uint8Array): InputError {
  const kind = start.length === 0 ? 'an empty file' : describeKind(start);
  const hint = /archive|gzip/.test(kind) ? '; unpack it first' : '';
  return new InputError(`${path}: expected ${expected}, got ${kind}${hint}`);
}

/**
 * Explains why nothing was recognised. The problem of a table comes first. Without pictures, few tables are
 * tables of pictures.
 */
async function unknownFolder(path: string, flaws: readonly Flaw[]): Promise<InputError> {
  const found = await survey(path);
  const { kinds, pictures, folders, foldersOfPictures, unreadable } = found;
  const closed = unreadable === undefined ? '' : `; ${unreadable}`;
  const flaw = flaws.find(({ kind }) => kind === 'certain') ?? (pictures > 0 ? flaws[0] : undefined);
  if (flaw) return flaw.problem;
  if (kinds.total === 0)
    return new InputError(
      `${path}: expected ${expected}, found ${folders === 0 ? 'an empty folder' : 'no files'}${closed}`,
    );
  const where = folders === 0 ? 'and no folders' : `in ${counted(folders, 'folder')}`;
  const files = kinds.total === 1 ? 'file' : 'files';
  const lack =
    pictures === 0
      ? `; none is a supported picture (${imageFormats})`
      : foldersOfPictures === 1
        ? '; pictures in one folder are one class, but at least two classes are needed'
        : '';
  return new InputError(
    `${path}: expected ${expected}, found ${kinds.words()} ${files} ${where}${lack}${closed}`,
  );
}

interface Survey {
  readonly kinds: KindCount;
  pictures: number;
  folders: number;
  foldersOfPictures: number;
  /** The error of the first folder that can't be read. */
  unreadable?: string;
}

const mostSurveyed = 20_000;

/** Counts the files of each kind in a folder and its subfolders. Stops early in very large folders. */
async function survey(
  path: string,
  found: Survey = { kinds: new KindCount(), pictures: 0, folders: 0, foldersOfPictures: 0 },
): Promise<Survey> {
  const { files, folders } = await entriesOf(path);
  for (const name of files) {
    found.kinds.add(basename(name));
    if (hasImageExtension(name)) found.pictures++;
  }
  if (files.some(hasImageExtension)) found.foldersOfPictures++;
  for (const name of folders) {
    if (found.kinds.total > mostSurveyed) break;
    found.folders++;
    await survey(`${path}/${name}`, found).catch((error: unknown) => {
      if (!(error instanceof InputError)) throw error;
      found.unreadable ??= error.message;
    });
  }
  return found;
}
