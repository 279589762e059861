// Finds the names of classes. Files of pixels contain only labels, mostly numbers; the names come from
// elsewhere, if at all.
import { compareNaturally } from '../../data/natural-order.ts';
import { InputError } from '../../errors.ts';
import { classNamesFile, maxClasses } from './class-names.ts';
import type { EmnistVariant } from './emnist.ts';
import type { PixelPart } from './pixel-parts.ts';

type LabelPart = Pick<PixelPart, 'labels' | 'labelsSource'>;

/** The names of classes, and the labels as indices into them. */
export interface Naming {
  readonly classNames: readonly string[];
  readonly labelsOf: (part: LabelPart) => Int32Array;
  readonly notices: readonly string[];
  readonly hints: readonly string[];
}

/** Possible sources of names. */
export interface NameSources {
  /** The names in `classes.txt`, in the order of the labels. */
  readonly told?: readonly string[] | undefined;
  readonly emnist?: EmnistVariant | undefined;
  /** The names that the caller knows, such as those of a model, in the order of the labels. */
  readonly labelNames?: readonly string[] | undefined;
}

/**
 * Finds the names of classes: those of `classes.txt`, else EMNIST's, else the caller's, else the labels
 * themselves.
 *
 * @param parts the labels of all splits
 * @throws InputError for a label without a name, for an invalid label, and for too few or too many classes
 */
export function nameClasses(parts: readonly LabelPart[], { told, emnist, labelNames }: NameSources): Naming {
  if (parts.some(({ labels }) => typeof labels[0] === 'string')) return byNames(parts, told);
  for (const part of parts) checkNumbers(part);
  const names = told ?? emnist?.classNames;
  if (names) return byTold(parts, names, emnist);
  return (labelNames && byKnown(parts, labelNames)) ?? byNumbers(parts);
}

/** For labels that are words. */
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
        throw new InputError(`${labelsSource}: the label '${label}' is not in ${classNamesFile}`);
      return index;
    });
  return { classNames, labelsOf, notices: [], hints: [] };
}

/**
 * For numeric labels with names from `classes.txt` or EMNIST. EMNIST's labels begin at the variant's first.
 * Others begin at 0, or at 1 if that is the only way to fit the names.
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
      `${part.labelsSource}: expected labels from ${first} to ${classNames.length - 1 + first}, for the ${classNames.length} names of ${where}, got ${max}`,
    );
  }
  // If label 0 never occurs, labels may also count from 1 without the last class.
  const isUnclear = min === 1 && !countsFromOne && !emnist;
  const notices =
    countsFromOne && !emnist
      ? [`labels count from 1: label 1 is '${classNames[0]}', the first name of ${classNamesFile}`]
      : isUnclear
        ? [
            `labels are assumed to count from 0, although no label is 0: label 1 is '${classNames[1]}', the second name of ${classNamesFile}`,
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
 * For numeric labels with names that the caller knows. Undefined if the labels are the names themselves, or
 * if one has no name.
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
      `${classNamesFile} is missing, so labels are read as the model's class numbers: label ${example} is '${classNames[example]}'`,
    ],
    hints: [],
  };
}

/** For numeric labels without names. */
function byNumbers(parts: readonly LabelPart[]): Naming {
  const found = labelsIn(parts);
  checkClassCount(parts[0]!, found.length);
  const classNames = found.map(String);
  const indices = new Map(found.map((label, index) => [label, index]));
  const hint = `classes are named by their labels, '${classNames[0]}' to '${classNames.at(-1)}'; to name them, put a file ${classNamesFile} beside the data, one name per line`;
  return {
    classNames,
    labelsOf: ({ labels }) => Int32Array.from(labels as ArrayLike<number>, (l) => indices.get(l)!),
    notices: [],
    hints: [hint],
  };
}

/** The labels that occur, in ascending order. */
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
      `${labelsSource}: expected whole numbers from 0 as labels, got ${labels[wrong]} at position ${wrong} (counted from 0)`,
    );
}

/** The smallest label, if labels are numbers. */
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
