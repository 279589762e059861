// The form of tables of pixels: `fashion-mnist_train.csv` and `fashion-mnist_test.csv`, one of them alone, or
// `train.csv` beside a `test.csv` without labels.
import { join } from 'node:path';
import { splitInName, withoutFillers, type SplitName } from '../../../data/split-words.ts';
import { InputError } from '../../../errors.ts';
import { pixelHeadingOf, type PixelHeading } from '../pixel-heading.ts';
import type { SampleParts } from '../pixel-parts.ts';
import { readPixelTables } from '../pixel-table.ts';
import { placeDataName, setDataName, type Place } from '../place.ts';
import { pixelReaders, type Form, type RecognisedData } from './form.ts';

export const pixelTableForm: Form = {
  words: 'a table of pixels',
  async recognise(place) {
    const { entries, file } = place;
    const heading = file && (await pixelHeadingOf(join(place.folder, file.name)));
    if (file && !heading) return [];
    const sets = await setsOf(place, entries.files.filter(isTableName));
    if (!file) return sets.map((set) => recognised(place, set));
    const set = sets.find(({ tables }) => tables.some(({ name }) => name === file.name));
    if (set) return [recognised(place, set)];
    throw new InputError(
      `${place.named}: expected a column 'label' beside ${heading!.pixels.length} pixels, found none`,
    );
  },
};

const isTableName = (name: string): boolean => /\.(?:csv|tsv|txt)$/i.test(name);

interface Table {
  readonly name: string;
  readonly split: SplitName | undefined;
  readonly heading: PixelHeading;
}

/** The tables of one data set. */
interface TableSet {
  /** Their names without the split. */
  readonly prefix: string;
  readonly tables: readonly Table[];
  /** Tables of pictures without labels. */
  readonly unlabelled: readonly string[];
}

async function setsOf({ folder }: Place, names: readonly string[]): Promise<TableSet[]> {
  const sets = new Map<string, { tables: Table[]; unlabelled: string[] }>();
  for (const name of names) {
    const heading = await pixelHeadingOf(join(folder, name));
    if (!heading) continue;
    const { split, rest } = readName(name);
    const set = sets.get(rest) ?? { tables: [], unlabelled: [] };
    if (heading.label === undefined) set.unlabelled.push(name);
    else set.tables.push({ name, split, heading });
    sets.set(rest, set);
  }
  return [...sets].filter(([, { tables }]) => tables.length > 0).map(([prefix, set]) => ({ prefix, ...set }));
}

function readName(name: string): { split: SplitName | undefined; rest: string } {
  const stem = name.replace(/\.\w+$/, '');
  const { split, words } = splitInName(stem);
  return { split, rest: split === undefined ? stem : withoutFillers(words).join('-') };
}

function recognised(place: Place, set: TableSet): RecognisedData {
  const names = set.tables.map(({ name }) => name);
  const isNamed = names.length === 1 && place.file?.name === names[0];
  const name = isNamed ? placeDataName(place) : setDataName(place, set.prefix);
  return {
    form: 'pixel table',
    name,
    seen: `${names.length === 1 ? 'a table' : 'tables'} of pixels, ${names.join(', ')}`,
    argument: join(place.folder, names[0]!),
    ...pixelReaders({
      name,
      folder: place.folder,
      read: () => readSet(place.folder, set),
      notices: set.unlabelled.map((file) => `left out '${file}': its pictures have no labels`),
    }),
  };
}

async function readSet(folder: string, { tables }: TableSet): Promise<SampleParts> {
  const files = tables.map(({ name, split = 'train', heading }) => ({
    path: join(folder, name),
    split,
    heading,
  }));
  const twice = files.find(({ split }, i) => files.findIndex((other) => other.split === split) < i);
  if (twice)
    throw new InputError(`${twice.path}: expected one table for the ${twice.split} split, got several`);
  if (!files.some(({ split }) => split === 'train'))
    throw new InputError(`${files[0]!.path}: expected a table for training beside this one, found none`);
  const { parts, notices } = await readPixelTables(files);
  const bySplit = Object.fromEntries(parts.map((part, i) => [files[i]!.split, part]));
  return { ...(bySplit as unknown as SampleParts), notices };
}
