// What a learning-rate range test came to, in words and as a figure of the loss over the logarithm of the rate.
import { drawLineChart } from '../../node/figure/line-chart.ts';
import type { RangeTest } from '../../training/find-learning-rate.ts';

export interface RangeTestSubject {
  readonly model: string;
  readonly optimizer: string;
  readonly data: string;
}

const readable = (rate: number): string => String(Number(rate.toPrecision(2)));

export function describeRangeTest(
  { lowest, steepest, suggestion, rates }: RangeTest,
  { model, optimizer, data }: RangeTestSubject,
): string {
  return [
    `${model} on ${data}, ${optimizer}: ${rates.length} steps, rates from ${readable(rates[0]!)} to ${readable(rates.at(-1)!)}`,
    `the loss falls fastest at ${readable(steepest)} and is lowest at ${readable(lowest)}`,
    `a peak rate to start from: --learning-rate ${readable(suggestion)}`,
  ].join('\n');
}

/** The loss above twice its start is cut off: it runs away to any height. */
export function drawRangeTest(
  { rates, losses, lowest, suggestion }: RangeTest,
  { model, optimizer, data }: RangeTestSubject,
): string {
  const highest = Math.min(Math.max(...losses), 1.25 * losses[0]!);
  const decades = Array.from(
    { length: Math.floor(Math.log10(rates.at(-1)!)) - Math.ceil(Math.log10(rates[0]!)) + 1 },
    (_, i) => Math.ceil(Math.log10(rates[0]!)) + i,
  );
  const vertical = (rate: number): [number, number][] => [
    [Math.log10(rate), 0],
    [Math.log10(rate), highest],
  ];
  return drawLineChart({
    title: 'Learning-rate range test',
    about: `${model} on ${data}, ${optimizer}; the loss is smoothed over steps`,
    axes: {
      x: {
        lowest: Math.log10(rates[0]!),
        highest: Math.log10(rates.at(-1)!),
        ticks: decades.map((decade) => ({
          value: decade,
          words: String(Number((10 ** decade).toPrecision(1))),
        })),
      },
      y: highest,
    },
    labels: { x: 'learning rate', y: 'loss' },
    curves: [
      {
        label: 'loss',
        points: rates.map((rate, i): [number, number] => [Math.log10(rate), Math.min(highest, losses[i]!)]),
      },
      { label: `lowest, at ${readable(lowest)}`, points: vertical(lowest) },
      { label: `suggestion, ${readable(suggestion)}`, points: vertical(suggestion) },
    ],
  });
}
