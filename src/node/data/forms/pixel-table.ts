// Tables of pixels: `fashion-mnist_train.csv` and `fashion-mnist_test.csv`, or one of them, or `train.csv` beside a `test.csv` without labels.
import { join } from 'node:path';
import { splitFromName, type SplitName } from '../../../data/split-words.ts';
import { InputError } from '../../../errors.ts';
import { firstBytes } from '../../first-bytes.ts';
import type { PixelPart, PixelParts } from '../pixel-parts.ts';
import { readPixelHeading, readPixelTable, type PixelHeading } from '../pixel-table.ts';
import { placeDataName, setDataName, type Place } from '../place.ts';
import { pixelReaders, type Form, type RecognisedData } from './form.ts';

export const pixelTableForm: Form = {
  words: 'a table of pixels',
  async recognise(place) {
    const { entries, file } = place;
    if (file && !readPixelHeading(file.start)) return [];
    const sets = await setsOf(place, entries.files.filter(isTableName));
    if (!file) return sets.map((set) => recognised(place, set));
    const set = sets.find(({ tables }) => tables.some(({ name }) => name === file.name));
    if (set) return [recognised(place, set)];
    throw new InputError(
      `${place.named}: expected a column 'label' beside ${readPixelHeading(file.start)!.pixels.length} pixels, found none`,
    );
  },
};

const isTableName = (name: string): boolean => /\.(?:csv|tsv|txt)$/i.test(name);
const headingBytes = 2 ** 18;

interface Table {
  readonly name: string;
  readonly split: SplitName | undefined;
  readonly heading: PixelHeading;
}

/** The tables of one data set. */
interface TableSet {
  /** What stands in their names beside the split. */
  readonly prefix: string;
  readonly tables: readonly Table[];
  /** Tables of pictures without labels. */
  readonly unlabelled: readonly string[];
}

async function setsOf({ folder }: Place, names: readonly string[]): Promise<TableSet[]> {
  const sets = new Map<string, { tables: Table[]; unlabelled: string[] }>();
  for (const name of names) {
    const heading = readPixelHeading(await firstBytes(join(folder, name), headingBytes));
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
  const parts = name.replace(/\.\w+$/, '').split(/[_. ]+|-(?=train|test|val)/i);
  const split = parts.find((part) => splitFromName(part));
  return {
    split: split === undefined ? undefined : splitFromName(split),
    rest: parts.filter((part) => part !== split).join(' '),
  };
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
      notices: set.unlabelled.map((file) => `left out '${file}', whose pictures have no labels`),
    }),
  };
}

async function readSet(folder: string, { tables }: TableSet): Promise<PixelParts> {
  const parts: Partial<Record<SplitName, PixelPart>> = {};
  for (const { name: file, split = 'train', heading } of tables) {
    if (parts[split])
      throw new InputError(`${join(folder, file)}: expected one table for the ${split} split, got another`);
    parts[split] = await readPixelTable(join(folder, file), heading);
  }
  if (!parts.train)
    throw new InputError(
      `${join(folder, tables[0]!.name)}: expected a table for training beside it, found none`,
    );
  return parts as PixelParts;
}
