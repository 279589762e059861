// Data sets whose files are pictures of one size already, pixel by pixel: IDX, NumPy's arrays, tables of numbers. Each form reads its
// files into parts; here they become a data set, with names for the classes.
import { fashionClassNames, type Dataset, type DataSplits } from '../../data/dataset.ts';
import { compareNaturally } from '../../data/natural-order.ts';
import { splitOrder, type SplitName } from '../../data/split-words.ts';
import { InputError } from '../../errors.ts';
import { classNamesFile, readClassNames } from './class-names.ts';
import { emnistNamed, emnistWith, transpose, type EmnistVariant } from './emnist.ts';
import { isFashionMnist } from './fashion-mnist.ts';

/** Pictures of one split with their labels, as the files have them. */
export interface PixelPart extends Pick<Dataset, 'count' | 'channels' | 'height' | 'width' | 'images'> {
  /** `[count]`: numbers, or names. */
  readonly labels: ArrayLike<number> | readonly string[];
  /** What errors call the two. */
  readonly imagesSource: string;
  readonly labelsSource: string;
}

export type PixelParts = Readonly<Partial<Record<SplitName, PixelPart>>> & { readonly train: PixelPart };

/** A data set, and what the user should know of how it was read, a line each. */
export interface PixelData {
  readonly splits: DataSplits;
  readonly notices: readonly string[];
}

/**
 * Makes a data set of what was read.
 *
 * Classes are named by Fashion-MNIST's names where the content is the published one, by `classes.txt` in the folder, by EMNIST's
 * published names where the files are called so, and else by their labels.
 *
 * @param name what the data set is called
 * @param folder where `classes.txt` would be
 * @throws InputError where splits or counts do not go together, or a label has no name
 */
export async function makePixelData(name: string, folder: string, parts: PixelParts): Promise<PixelData> {
  checkParts(parts);
  if (isFashionMnist(parts)) {
    const labels = (part: PixelPart) => Int32Array.from(part.labels as ArrayLike<number>);
    return { splits: makeSplits('fashion-mnist', parts, fashionClassNames, labels), notices: [] };
  }
  const told = await readClassNames(folder);
  const range = rangeOf(parts);
  const emnist = emnistNamed(name) ?? (told && range && emnistWith(told, range.min));
  const naming = namingOf(parts, told, emnist);
  const upright = emnist && parts.train.channels === 1 ? mapParts(parts, turned) : parts;
  return {
    splits: makeSplits(name, upright, naming.classNames, naming.labelsOf),
    notices: [
      ...naming.notices,
      ...(emnist ? [`EMNIST ${emnist.name}, whose pictures lie on their side; they are turned`] : []),
    ],
  };
}

const turned = (part: PixelPart): PixelPart => ({
  ...part,
  images: transpose(part.images, part.height, part.width),
  height: part.width,
  width: part.height,
});

function mapParts(parts: PixelParts, change: (part: PixelPart) => PixelPart): PixelParts {
  return Object.fromEntries(
    splitsIn(parts).map((split) => [split, change(parts[split]!)]),
  ) as unknown as PixelParts;
}

const splitsIn = (parts: PixelParts): SplitName[] => splitOrder.filter((split) => parts[split]);

function checkParts(parts: PixelParts): void {
  const { train } = parts;
  const sizeOf = ({ channels, height, width }: PixelPart) =>
    `${width}×${height} pixels${channels === 1 ? '' : ` in ${channels} channels`}`;
  for (const split of splitsIn(parts)) {
    const part = parts[split]!;
    if (sizeOf(part) !== sizeOf(train))
      throw new InputError(
        `${part.imagesSource}: expected images of ${sizeOf(train)} as for training, got ${sizeOf(part)}`,
      );
    if (part.count === 0) throw new InputError(`${part.imagesSource}: expected at least one image, got none`);
    if (part.labels.length !== part.count)
      throw new InputError(
        `${part.labelsSource}: expected ${part.count} labels, as many as there are images in ${part.imagesSource}, got ${part.labels.length}`,
      );
  }
}

/** How classes are called, and the labels in their order. */
interface Naming {
  readonly classNames: readonly string[];
  readonly labelsOf: (part: PixelPart) => Int32Array;
  readonly notices: readonly string[];
}

const maxClasses = 1000;

function namingOf(
  parts: PixelParts,
  told: readonly string[] | undefined,
  emnist: EmnistVariant | undefined,
): Naming {
  const all = splitsIn(parts).map((split) => parts[split]!);
  if (all.some(({ labels }) => typeof labels[0] === 'string')) return byNames(all, told);
  for (const part of all) checkNumbers(part);
  const names = told ?? emnist?.classNames;
  return names ? byTold(all, names, emnist) : byNumbers(all);
}

/** Labels that are words. */
function byNames(parts: readonly PixelPart[], told: readonly string[] | undefined): Naming {
  const found = new Set(
    parts.flatMap(({ labels }) => Array.from(labels as readonly string[], (label) => label.trim())),
  );
  const classNames = told ?? [...found].sort(compareNaturally);
  checkClassCount(parts[0]!, classNames.length);
  const indices = new Map(classNames.map((className, label) => [className, label]));
  const labelsOf = ({ labels, labelsSource }: PixelPart) =>
    Int32Array.from(labels as readonly string[], (label) => {
      const index = indices.get(label.trim());
      if (index === undefined)
        throw new InputError(`${labelsSource}: '${label}' is not among the names of ${classNamesFile}`);
      return index;
    });
  return { classNames, labelsOf, notices: [] };
}

/** Labels that are numbers, of names that were told: from 0, or from 1 where that is the only way that they fit. */
function byTold(
  parts: readonly PixelPart[],
  classNames: readonly string[],
  emnist: EmnistVariant | undefined,
): Naming {
  const { min, max } = rangeOfAll(parts);
  const countsFromOne = min >= 1 && max === classNames.length;
  const first = countsFromOne ? 1 : 0;
  if (max >= classNames.length + first) {
    const part = parts.find(({ labels }) => Array.from(labels as ArrayLike<number>).includes(max))!;
    const where = emnist ? `EMNIST ${emnist.name}` : classNamesFile;
    throw new InputError(
      `${part.labelsSource}: label ${max} has no name, expected labels from 0 to ${classNames.length - 1} by the ${classNames.length} names of ${where}`,
    );
  }
  const notices =
    countsFromOne && !emnist
      ? [`its labels count from 1: 1 is '${classNames[0]}', the first of ${classNamesFile}`]
      : [];
  return {
    classNames,
    labelsOf: ({ labels }) => Int32Array.from(labels as ArrayLike<number>, (l) => l - first),
    notices,
  };
}

/** Labels that are numbers and have no names. */
function byNumbers(parts: readonly PixelPart[]): Naming {
  const found = [...new Set(parts.flatMap(({ labels }) => Array.from(labels as ArrayLike<number>)))].sort(
    (a, b) => a - b,
  );
  checkClassCount(parts[0]!, found.length);
  const classNames = found.map(String);
  const indices = new Map(found.map((label, index) => [label, index]));
  const notice = `there is no ${classNamesFile} with names, one a line; classes are called by their labels, '${classNames[0]}' to '${classNames.at(-1)}'`;
  return {
    classNames,
    labelsOf: ({ labels }) => Int32Array.from(labels as ArrayLike<number>, (l) => indices.get(l)!),
    notices: [notice],
  };
}

function checkClassCount({ labelsSource }: PixelPart, classes: number): void {
  if (classes >= 2 && classes <= maxClasses) return;
  throw new InputError(`${labelsSource}: expected labels of 2 to ${maxClasses} classes, got ${classes}`);
}

function checkNumbers({ labels, labelsSource }: PixelPart): void {
  const wrong = Array.from(labels as ArrayLike<number>).findIndex(
    (label) => !Number.isSafeInteger(label) || label < 0,
  );
  if (wrong >= 0)
    throw new InputError(
      `${labelsSource}: expected whole numbers from 0 as labels, label ${wrong} (counted from 0) is ${labels[wrong]}`,
    );
}

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Of labels that are numbers. */
function rangeOf(parts: PixelParts): Range | undefined {
  const all = splitsIn(parts).map((split) => parts[split]!);
  return all.every(({ labels }) => typeof labels[0] === 'number') ? rangeOfAll(all) : undefined;
}

function rangeOfAll(parts: readonly PixelPart[]): Range {
  let [min, max] = [Infinity, -Infinity];
  for (const { labels } of parts)
    for (let i = 0; i < labels.length; i++) {
      min = Math.min(min, labels[i] as number);
      max = Math.max(max, labels[i] as number);
    }
  return { min, max };
}

function makeSplits(
  name: string,
  parts: PixelParts,
  classNames: readonly string[],
  labelsOf: (part: PixelPart) => Int32Array,
): DataSplits {
  const dataset = (part: PixelPart): Dataset => {
    const { count, channels, height, width, images } = part;
    return { name, classNames, count, channels, height, width, images, labels: labelsOf(part) };
  };
  const made = splitsIn(parts).map((split) => [split, dataset(parts[split]!)]);
  return Object.fromEntries(made);
}
