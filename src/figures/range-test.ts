// A learning-rate range test: the loss over the logarithm of the rate.
import type { RangeTest } from '../training/find-learning-rate.ts';
import { axisUpTo, logarithmicAxis } from './axis.ts';
import { chart } from './chart.ts';
import type { Figure } from './figure.ts';

/** Draws the figure. A loss far above its start is cut off, because it diverges to any height. */
export function rangeTestFigure(
  { rates, losses, lowest, suggestion }: RangeTest,
  { subject, format }: { readonly subject: string; readonly format: (rate: number) => string },
): Figure {
  const highest = Math.min(Math.max(...losses), 1.25 * losses[0]!);
  const vertical = (rate: number) =>
    [
      [rate, 0],
      [rate, highest],
    ] as const;
  return chart({
    ...{ name: 'find-lr', title: 'Learning-rate range test' },
    about: `${subject}; the loss is smoothed over steps`,
    axes: { x: logarithmicAxis(rates[0]!, rates.at(-1)!), y: axisUpTo(highest) },
    labels: { x: 'learning rate', y: 'loss' },
    curves: [
      { label: 'loss', points: rates.map((rate, i) => [rate, Math.min(highest, losses[i]!)] as const) },
      { label: `lowest loss, at ${format(lowest)}`, points: vertical(lowest) },
      { label: `suggested rate, ${format(suggestion)}`, points: vertical(suggestion) },
    ],
    plotHeight: 340,
  });
}
