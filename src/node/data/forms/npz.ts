// The form of NumPy arrays: an `.npz` with named arrays, as in Keras and MedMNIST (`x_train`,
// `train_images`), or a file for each array, `.npz` or `.npy`, as in KMNIST (`kmnist-train-imgs.npz`).
import { readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { splitInName, withoutFillers, type SplitName } from '../../../data/split-words.ts';
import { InputError } from '../../../errors.ts';
import { explainSystemError } from '../../files/system-errors.ts';
import { labelsFromArray, picturesFromArray } from '../array-pictures.ts';
import { checkFileSize } from '../file-limit.ts';
import { parseNpy, type NpyArray } from '../npy.ts';
import { npzNames, readNpz } from '../npz.ts';
import type { SamplePart, SampleParts } from '../pixel-parts.ts';
import { placeDataName, setDataName, type Place } from '../place.ts';
import { pixelReaders, type Form, type RecognisedData } from './form.ts';

export const npzForm: Form = {
  words: 'NumPy arrays',
  async recognise(place) {
    const { entries, file, folder } = place;
    const names = entries.files.filter((name) => /\.np[yz]$/i.test(name));
    if (!file)
      return (await setsIn(place, names)).map((set) =>
        recognised(place, set, setDataName(place, set.prefix)),
      );
    if (!isArrayFile(file.start)) return [];
    const path = join(folder, file.name);
    const all = await setsOf(folder, names.includes(file.name) ? names : [file.name]);
    const set = all.find(({ arrays }) => arrays.some((array) => array.path === path));
    if (set)
      return [
        recognised(
          place,
          set,
          set.arrays.every((array) => array.path === path)
            ? placeDataName(place)
            : setDataName(place, set.prefix),
        ),
      ];
    if (!names.includes(file.name)) return []; // another kind of archive
    throw new InputError(
      `${place.named}: expected arrays with names such as x_train, y_train, x_test and y_test`,
    );
  },
};

/**
 * In a folder with subfolders, ignores unreadable arrays and labels without images: they may belong to
 * something else.
 */
async function setsIn({ entries, folder }: Place, names: readonly string[]): Promise<ArraySet[]> {
  try {
    const sets = await setsOf(folder, names);
    const hasImages = ({ arrays }: ArraySet) => arrays.some(({ kind }) => kind === 'images');
    return entries.folders.length > 0 ? sets.filter(hasImages) : sets;
  } catch (error) {
    if (error instanceof InputError && entries.folders.length > 0) return [];
    throw error;
  }
}

const isArrayFile = (start: Uint8Array): boolean =>
  ['PK', '\x93NUMPY'].some((magic) => String.fromCharCode(...start.subarray(0, magic.length)) === magic);

/** An array in a file. */
interface ArraySource {
  readonly path: string;
  /** Its name in an archive; undefined for a file of one array. */
  readonly name: string | undefined;
  readonly split: SplitName | undefined;
  readonly kind: 'images' | 'labels';
}

/** The arrays of one data set. */
interface ArraySet {
  /** The file names without split and kind. */
  readonly prefix: string;
  readonly arrays: readonly ArraySource[];
}

const kinds = new Map<string, ArraySource['kind']>([
  ...['x', 'images', 'image', 'imgs', 'img', 'data', 'pixels', 'pictures'].map(
    (word) => [word, 'images'] as const,
  ),
  ...['y', 'labels', 'label', 'targets', 'target', 'classes'].map((word) => [word, 'labels'] as const),
]);

/** Parses the name of an array or a file: `x_train`, `trainImages`, `kmnist-test-labels`, `train/images`. */
function readName(
  name: string,
): { split: SplitName | undefined; kind: ArraySource['kind']; rest: string } | undefined {
  const { split, words } = splitInName(name);
  const kind = words.findLast((word) => kinds.has(word));
  if (kind === undefined) return undefined;
  return { split, kind: kinds.get(kind)!, rest: prefixOf(words.filter((word) => word !== kind)) };
}

const prefixOf = (words: readonly string[]): string => withoutFillers(words).join('-');

/** Groups files into data sets. */
async function setsOf(folder: string, files: readonly string[]): Promise<ArraySet[]> {
  const sets = new Map<string, { prefix: string; arrays: ArraySource[] }>();
  const add = (key: string, prefix: string, arrays: readonly ArraySource[]) => {
    const set = sets.get(key) ?? { prefix, arrays: [] };
    set.arrays.push(...arrays);
    sets.set(key, set);
  };
  for (const file of files) {
    const path = join(folder, file);
    const stem = file.replace(/\.np[yz]$/i, '');
    const inside = /z$/i.test(file) ? await npzNames(path) : [];
    const named = inside.flatMap((name) => {
      const read = readName(name);
      return read ? [{ ...read, path, name }] : [];
    });
    const ofFile = readName(stem);
    if (named.length > 1) {
      // `train.npz` and `test.npz` with the same arrays in each belong together.
      const { split, words } = splitInName(stem);
      const isOfSplit = split !== undefined && named.every((array) => (array.split ?? split) === split);
      if (isOfSplit)
        add(
          prefixOf(words),
          prefixOf(words),
          named.map((array) => ({ ...array, split })),
        );
      else add(file, stem, named);
    } else if (ofFile && inside.length <= 1)
      add(ofFile.rest, ofFile.rest, [{ ...ofFile, path, name: inside[0] }]);
  }
  const isTrain = ({ split }: ArraySource) => split === 'train';
  return [...sets.values()].map(({ prefix, arrays }) => ({
    prefix,
    arrays: arrays.sort((a, b) => Number(isTrain(b)) - Number(isTrain(a))),
  }));
}

function recognised(place: Place, set: ArraySet, name: string): RecognisedData {
  const { path } = set.arrays[0]!;
  return {
    form: 'npz',
    name,
    seen: `NumPy arrays, ${describeArrays(place.folder, set.arrays)}`,
    argument: path,
    ...pixelReaders({ name, folder: place.folder, read: () => readSet(set) }),
  };
}

/** Lists the arrays of an archive, or the files of the arrays. */
function describeArrays(folder: string, arrays: readonly ArraySource[]): string {
  const files = [...new Set(arrays.map(({ path }) => relative(folder, path).replaceAll('\\', '/')))];
  return (files.length > 1 ? files : arrays.map(({ path, name = basename(path) }) => name)).join(', ');
}

async function readSet({ arrays }: ArraySet): Promise<SampleParts> {
  const splits = [...new Set(arrays.map(({ split }) => split))];
  const parts: [SplitName, SamplePart][] = [];
  for (const split of splits)
    parts.push([split ?? 'train', await readPart(arrays.filter((array) => array.split === split))]);
  const read = Object.fromEntries(parts) as Partial<SampleParts>;
  if (!read.train)
    throw new InputError(
      `${arrays[0]!.path}: expected arrays for training, such as x_train and y_train, found none`,
    );
  return read as SampleParts;
}

async function readPart(arrays: readonly ArraySource[]): Promise<SamplePart> {
  const of = (kind: ArraySource['kind']): ArraySource => {
    const found = arrays.filter((array) => array.kind === kind);
    if (found.length === 1) return found[0]!;
    const { path, split = 'train' } = arrays[0]!;
    throw new InputError(
      `${path}: expected one array of ${kind} for the ${split} split, got ${found.length}`,
    );
  };
  const [images, labels] = [of('images'), of('labels')];
  const imagesSource = describe(images);
  const labelsSource = describe(labels);
  return {
    ...picturesFromArray(await readArray(images), imagesSource),
    labels: labelsFromArray(await readArray(labels), labelsSource),
    imagesSource,
    labelsSource,
  };
}

const describe = ({ path, name }: ArraySource): string =>
  name === undefined ? path : `${path}, array '${name}'`;

async function readArray({ path, name }: ArraySource): Promise<NpyArray> {
  if (name !== undefined) return (await readNpz(path, [name]))[0]!;
  try {
    await checkFileSize(path);
    return parseNpy(await readFile(path), path);
  } catch (error) {
    throw explainSystemError(error, `${path}: can't be read`);
  }
}
