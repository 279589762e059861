// Groups of pictures by what is known of them, and how good the model is on each.
import { wilsonInterval } from '../../../../../src/metrics/interval.ts';
import type { AttributeColumn, Predictions } from './predictions.ts';

/** A group of pictures. */
export interface Slice {
  readonly attribute: string;
  /** Names the group among those of its attribute. */
  readonly part: string;
  readonly indices: readonly number[];
  readonly accuracy: number;
  readonly interval: readonly [low: number, high: number];
}

/** Numbers are cut into so many groups of equal size. */
const groups = 5;

/** The attributes of the labels and predictions, before those that were measured. */
const classAttributes = ['true class', 'predicted class'] as const;

/** The names of all attributes by which one can cut. */
export const attributesOf = ({ columns }: Predictions): string[] => [
  ...classAttributes,
  ...columns.map(({ name }) => name),
];

/** The groups of an attribute, in its order; none if there is no such attribute. */
export function slicesBy(predictions: Predictions, attribute: string): Slice[] {
  const { classNames, labels, predicted, columns } = predictions;
  if (attribute === 'true class') return byValue(predictions, attribute, labels, classNames);
  if (attribute === 'predicted class') return byValue(predictions, attribute, predicted, classNames);
  const column = columns.find(({ name }) => name === attribute);
  if (!column) return [];
  return column.values
    ? byValue(predictions, attribute, column.numbers, column.values)
    : byRange(predictions, column);
}

function byValue(
  predictions: Predictions,
  attribute: string,
  numbers: ArrayLike<number>,
  names: readonly string[],
): Slice[] {
  const parts = names.map((): number[] => []);
  for (let i = 0; i < predictions.count; i++) parts[numbers[i]!]?.push(i);
  return parts.flatMap((indices, i) => sliceOf(predictions, attribute, names[i]! || '–', indices));
}

/** Groups of equal size by rank; equal numbers stay together. */
function byRange(predictions: Predictions, { name, numbers }: AttributeColumn): Slice[] {
  const order = Array.from({ length: predictions.count }, (_, i) => i).sort(
    (a, b) => numbers[a]! - numbers[b]! || a - b,
  );
  const slices: Slice[] = [];
  for (let start = 0, group = 1; group <= groups && start < order.length; group++) {
    let end = Math.max(start + 1, Math.round((group * order.length) / groups));
    while (end < order.length && numbers[order[end]!] === numbers[order[end - 1]!]) end++;
    const [low, high] = [numbers[order[start]!]!, numbers[order[end - 1]!]!];
    const part = low === high ? digits(low) : `${digits(low)} to ${digits(high)}`;
    slices.push(...sliceOf(predictions, name, part, order.slice(start, end)));
    start = end;
  }
  return slices;
}

const digits = (value: number): string => String(Number(value.toPrecision(3)));

function sliceOf(
  { labels, predicted }: Predictions,
  attribute: string,
  part: string,
  indices: readonly number[],
): Slice[] {
  if (indices.length === 0) return [];
  const hits = indices.filter((i) => labels[i] === predicted[i]).length;
  const interval = wilsonInterval(hits, indices.length);
  return [{ attribute, part, indices, accuracy: hits / indices.length, interval }];
}

/** Fewer pictures than this say little. */
const leastCount = 20;

/** The groups whose accuracy is surely below that of all pictures, the weakest first. */
export function weakestSlices(predictions: Predictions, accuracy: number, most = 10): Slice[] {
  return attributesOf(predictions)
    .flatMap((name) => slicesBy(predictions, name))
    .filter(({ indices, interval }) => indices.length >= leastCount && interval[1] < accuracy)
    .sort((a, b) => a.accuracy - b.accuracy)
    .slice(0, most);
}
