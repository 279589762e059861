// Ranges along the axes of the parallel coordinates, as a text for the address: `batchSize:-0.5~0.5;rate:…`.
import { placing } from '../../../../../src/figures/axis.ts';
import type { ParallelColumn } from '../../../../../src/figures/study/parallel-coordinates.ts';
import type { JournalTrial } from '../../../../../src/tuning/journal/replay.ts';

/** A range in the units of an axis. */
export type Range = readonly [low: number, high: number];
export type Brush = Readonly<Record<string, Range>>;

const digits = 5;

/** The text of a brush; undefined if it has no range. */
export function brushText(brush: Brush): string | undefined {
  const text = Object.entries(brush)
    .map(([name, range]) => `${name}:${range.map((end) => Number(end.toPrecision(digits))).join('~')}`)
    .join(';');
  return text === '' ? undefined : text;
}

/** Reads what `brushText` wrote; what is none is left out. */
export function readBrush(text: string | undefined): Brush {
  const parts = (text ?? '').split(';').flatMap((part): [string, Range][] => {
    const [, name, low, high] = /^(.+):([^~:]+)~([^~:]+)$/.exec(part) ?? [];
    const range = [Number(low), Number(high)] as const;
    return name !== undefined && range.every(Number.isFinite) && range[0] <= range[1] ? [[name, range]] : [];
  });
  return Object.fromEntries(parts);
}

/** Whether a trial is within all ranges; one without a value is not. */
export function isWithin(brush: Brush, columns: readonly ParallelColumn[], trial: JournalTrial): boolean {
  return columns.every(({ name, valueOf }) => {
    const range = brush[name];
    if (!range) return true;
    const value = valueOf(trial);
    return value !== undefined && value >= range[0] && value <= range[1];
  });
}

/** The brush with another range of one axis; without it if the range is undefined. */
export const withRange = (brush: Brush, name: string, range: Range | undefined): Brush => ({
  ...Object.fromEntries(Object.entries(brush).filter(([other]) => other !== name)),
  ...(range && { [name]: range }),
});

/** How far a key moves a range, as a share of the axis. */
const step = 0.05;
/** The range of an axis that has none yet. */
const firstSpan = 0.25;

/**
 * The range after a key: arrows move it, with Shift they move its upper end. Undefined removes it, null means
 * that the key does nothing.
 */
export function movedRange(
  { axis }: Pick<ParallelColumn, 'axis'>,
  range: Range | undefined,
  key: string,
  isSizing: boolean,
): Range | undefined | null {
  if (key === 'Escape' || key === 'Delete' || key === 'Backspace') return range ? undefined : null;
  const up = { ArrowUp: 1, ArrowDown: -1 }[key];
  if (up === undefined) return null;
  const place = placing(axis, 0, 1);
  const [low, high] = range ? range.map((end) => place(end)) : up > 0 ? [1 - firstSpan, 1] : [0, firstSpan];
  if (!range) return [place.invert(low!), place.invert(high!)];
  const move = up * step;
  const [nextLow, nextHigh] = isSizing
    ? [low!, Math.min(1, Math.max(low! + step / 2, high! + move))]
    : [low! + bounded(move, -low!, 1 - high!), high! + bounded(move, -low!, 1 - high!)];
  return [place.invert(nextLow), place.invert(nextHigh)];
}

const bounded = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
