// How the classes of labelled pictures are called. Files of pixels have labels alone, numbers mostly, and
// what those mean stands elsewhere or nowhere.
import { compareNaturally } from '../../data/natural-order.ts';
import { InputError } from '../../errors.ts';
import { classNamesFile, maxClasses } from './class-names.ts';
import type { EmnistVariant } from './emnist.ts';
import type { PixelPart } from './pixel-parts.ts';

type LabelPart = Pick<PixelPart, 'labels' | 'labelsSource'>;

/** How classes are called, and the labels in their order. */
export interface Naming {
  readonly classNames: readonly string[];
  readonly labelsOf: (part: LabelPart) => Int32Array;
  readonly notices: readonly string[];
  readonly hints: readonly string[];
}

/** Where names can come from. */
export interface NameSources {
  /** In the order of their labels, from `classes.txt`. */
  readonly told?: readonly string[] | undefined;
  readonly emnist?: EmnistVariant | undefined;
  /** In the order of their labels, as the caller knows them, such as from a model. */
  readonly labelNames?: readonly string[] | undefined;
}

/**
 * Finds the names of classes: those that were told, else EMNIST's, else the caller's, else the labels
 * themselves.
 *
 * @param parts labels of all splits
 * @throws InputError for a label without a name, for what can't be a label, and for too few or too many
 *   classes
 */
export function nameClasses(parts: readonly LabelPart[], { told, emnist, labelNames }: NameSources): Naming {
  if (parts.some(({ labels }) => typeof labels[0] === 'string')) return byNames(parts, told);
  for (const part of parts) checkNumbers(part);
  const names = told ?? emnist?.classNames;
  if (names) return byTold(parts, names, emnist);
  return (labelNames && byKnown(parts, labelNames)) ?? byNumbers(parts);
}

/** Labels that are words. */
function byNames(parts: readonly LabelPart[], told: readonly string[] | undefined): Naming {
  const found = new Set(
    parts.flatMap(({ labels }) => Array.from(labels as ArrayLike<unknown>, (label) => String(label).trim())),
  );
  const classNames = told ?? [...found].sort(compareNaturally);
  checkClassCount(parts[0]!, classNames.length);
  const indices = new Map(classNames.map((className, label) => [className, label]));
  const labelsOf = ({ labels, labelsSource }: LabelPart) =>
    Int32Array.from(labels as ArrayLike<unknown>, (given) => {
      const label = String(given).trim();
      const index = indices.get(label);
      if (index === undefined)
        throw new InputError(`${labelsSource}: '${label}' is not among the names of ${classNamesFile}`);
      return index;
    });
  return { classNames, labelsOf, notices: [], hints: [] };
}

/**
 * Labels that are numbers, of names that were told: EMNIST's from where it counts, others from 0, or from 1
 * where that is the only way that they fit.
 */
function byTold(
  parts: readonly LabelPart[],
  classNames: readonly string[],
  emnist: EmnistVariant | undefined,
): Naming {
  const { min, max } = rangeOf(parts);
  const isEmnist = emnist?.classNames.length === classNames.length;
  const countsFromOne = min >= 1 && (isEmnist ? emnist.first === 1 : max === classNames.length);
  const first = countsFromOne ? 1 : 0;
  if (max >= classNames.length + first) {
    const part = parts.find(({ labels }) => Array.from(labels as ArrayLike<number>).includes(max))!;
    const where = emnist ? `EMNIST ${emnist.name}` : classNamesFile;
    throw new InputError(
      `${part.labelsSource}: label ${max} has no name, expected labels from ${first} to ${classNames.length - 1 + first} by the ${classNames.length} names of ${where}`,
    );
  }
  // Names that begin with a label which is not there may as well be a count from 1 that lacks the last.
  const isUnclear = min === 1 && !countsFromOne && !emnist;
  const notices =
    countsFromOne && !emnist
      ? [`its labels count from 1: 1 is '${classNames[0]}', the first of ${classNamesFile}`]
      : isUnclear
        ? [
            `its labels are taken to count from 0, though none is 0: 1 is '${classNames[1]}', the second of ${classNamesFile}`,
          ]
        : [];
  return {
    classNames,
    labelsOf: ({ labels }) => Int32Array.from(labels as ArrayLike<number>, (l) => l - first),
    notices,
    hints: [],
  };
}

/**
 * Labels that are numbers, of names that the caller knows; not where labels are the names themselves, or have
 * no name.
 */
function byKnown(parts: readonly LabelPart[], classNames: readonly string[]): Naming | undefined {
  const found = labelsIn(parts);
  if (found.every((label) => classNames.includes(String(label))) || found.at(-1)! >= classNames.length)
    return undefined;
  const example = found[0]!;
  return {
    classNames,
    labelsOf: ({ labels }) => Int32Array.from(labels as ArrayLike<number>),
    notices: [
      `there is no ${classNamesFile}, so labels are taken as the numbers of the model's classes: ${example} is '${classNames[example]}'`,
    ],
    hints: [],
  };
}

/** Labels that are numbers and have no names. */
function byNumbers(parts: readonly LabelPart[]): Naming {
  const found = labelsIn(parts);
  checkClassCount(parts[0]!, found.length);
  const classNames = found.map(String);
  const indices = new Map(found.map((label, index) => [label, index]));
  const hint = `classes are named by their labels, '${classNames[0]}' to '${classNames.at(-1)}'; a file ${classNamesFile} beside the data, one name a line, gives them other names`;
  return {
    classNames,
    labelsOf: ({ labels }) => Int32Array.from(labels as ArrayLike<number>, (l) => indices.get(l)!),
    notices: [],
    hints: [hint],
  };
}

/** The labels that there are, the least first. */
const labelsIn = (parts: readonly LabelPart[]): number[] =>
  [...new Set(parts.flatMap(({ labels }) => Array.from(labels as ArrayLike<number>)))].sort((a, b) => a - b);

function checkClassCount({ labelsSource }: LabelPart, classes: number): void {
  if (classes >= 2 && classes <= maxClasses) return;
  throw new InputError(`${labelsSource}: expected labels of 2 to ${maxClasses} classes, got ${classes}`);
}

function checkNumbers({ labels, labelsSource }: LabelPart): void {
  const wrong = Array.from(labels as ArrayLike<number>).findIndex(
    (label) => !Number.isSafeInteger(label) || label < 0,
  );
  if (wrong >= 0)
    throw new InputError(
      `${labelsSource}: expected whole numbers from 0 as labels, label ${wrong} (counted from 0) is ${labels[wrong]}`,
    );
}

/** The least label, where labels are numbers. */
export const leastLabel = (parts: readonly LabelPart[]): number => rangeOf(parts).min;

function rangeOf(parts: readonly LabelPart[]): { min: number; max: number } {
  let [min, max] = [Infinity, -Infinity];
  for (const { labels } of parts)
    for (let i = 0; i < labels.length; i++) {
      min = Math.min(min, Number(labels[i]));
      max = Math.max(max, Number(labels[i]));
    }
  return { min, max };
}
