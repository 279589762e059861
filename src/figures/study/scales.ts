// What the figures of a study share: axes for objectives and for parameters.
import { quantileSorted } from 'd3-array';
import { scaleLog } from 'd3-scale';
import type { Distribution, ParameterValue } from '../../tuning/distribution.ts';
import type { Objective } from '../../tuning/results.ts';
import { settingWords } from '../../tuning/words.ts';
import { axisBetween, logarithmicAxis, type Axis } from '../axis.ts';

/** Values worse than this share of the others are drawn at the edge if they would squeeze the rest. */
const shownShare = 0.85;
/** How many times as long the axis may become to show them all. */
const mostStretch = 2;

/** The options of a figure of a study. */
export interface StudyFigureOptions {
  /** In pixels. */
  readonly width?: number;
  /** Whether axes of objectives are logarithmic, where all values are above 0. */
  readonly isLogarithmic?: boolean;
}

/** An objective's axis, and the place of a value on it. */
export interface ObjectiveScale {
  /** The objective's name. */
  readonly name: string;
  readonly axis: Axis;
  readonly label: string;
  /** The value, or the end of the axis if the value is beyond it. */
  readonly clip: (value: number) => number;
  /** A sentence on values beyond the axis; empty if there are none. */
  readonly note: string;
}

const labels: Readonly<Record<string, string>> = {
  validationAccuracy: 'validation accuracy',
  validationLoss: 'validation loss',
  multiplyAdds: 'multiply-adds',
  latency: 'latency, ms',
};

/** The axis of an objective, long enough for most of the values. */
export function objectiveScale(
  { name, direction }: Objective,
  values: readonly number[],
  { isLogarithmic = false }: Pick<StudyFigureOptions, 'isLogarithmic'> = {},
): ObjectiveScale {
  const sorted = values.filter(Number.isFinite).sort((a, b) => (direction === 'minimize' ? a - b : b - a));
  const [best = 0, worst = 1] = [sorted[0], sorted.at(-1)];
  const usual = sorted.length > 0 ? quantileAt(sorted, shownShare) : worst;
  const isCut = Math.abs(worst - best) > mostStretch * Math.abs(usual - best);
  const end = isCut ? usual : worst;
  const room = 0.06 * Math.abs(end - best) || 0.01 * Math.abs(best) || 1;
  const [low, high] = [Math.min(best, end) - room, Math.max(best, end) + room];
  const isAccuracy = name === 'validationAccuracy';
  const format = (value: number) =>
    isAccuracy ? `${Number((100 * value).toFixed(2))} %` : shortNumber(value);
  const lowest = Math.min(best, end);
  const linear = axisBetween(
    isAccuracy ? Math.max(0, low) : low,
    isAccuracy ? Math.min(1, high) : high,
    format,
  );
  const axis =
    isLogarithmic && lowest > 0
      ? parameterAxis({ kind: 'float', low: lowest / 1.05, high: Math.max(best, end) * 1.05, log: true })
      : linear;
  return {
    ...{ name, axis },
    label: labels[name] ?? name,
    clip: (value) => Math.min(axis.highest, Math.max(axis.lowest, value)),
    note: isCut ? '; worse values stand at the edge' : '',
  };
}

/** The quantile of values that are sorted either way. */
function quantileAt(sorted: readonly number[], share: number): number {
  return sorted[0]! <= sorted.at(-1)!
    ? quantileSorted([...sorted], share)!
    : quantileSorted([...sorted].reverse(), 1 - share)!;
}

/** `1.2M`, `340k`, `0.012` */
function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  if (size >= 1e4) return `${Number((value / 1e3).toPrecision(3))}k`;
  return String(Number(value.toPrecision(3)));
}

/** The axis of a parameter. Choices are at 0, 1, 2, … */
export function parameterAxis(distribution: Distribution): Axis {
  if (distribution.kind === 'categorical')
    return {
      ...{ lowest: -0.5, highest: distribution.choices.length - 0.5 },
      ticks: distribution.choices.map((choice, value) => ({ value, words: settingWords(choice) })),
    };
  const { low, high, log } = distribution;
  if (low === high) return axisBetween(low - 1, high + 1, (value) => (value === low ? String(low) : ''));
  if (!log) return axisBetween(low, high);
  const axis = logarithmicAxis(low, high);
  if (axis.ticks.length > 1) return axis;
  const ticks = scaleLog([low, high], [0, 1])
    .ticks(4)
    .map((value) => ({ value, words: shortNumber(value) }));
  return { ...axis, ticks: ticks.filter((_, i) => i % Math.ceil(ticks.length / 5) === 0) };
}

/** Where a value is on the axis of its parameter. */
export const placeOn = (distribution: Distribution, value: ParameterValue): number =>
  distribution.kind === 'categorical' ? distribution.choices.indexOf(value) : (value as number);

/** The last part of a parameter's name: `learningRate` for `optimizer.learningRate`. */
export const shortName = (name: string): string => name.split('.').at(-1)!;
