// The results of an experiment: each variant's runs with their mean and its interval, and the accuracy over
// the epochs.
import { extent } from 'd3-array';
import type { VariantResult } from '../training/experiment.ts';
import { axisAround, axisOfWholes, placing } from './axis.ts';
import type { Figure } from './figure.ts';
import { panelFigure } from './panels.ts';
import { drawPlot } from './plot.ts';
import { line, rect, text } from './svg.ts';

interface ExperimentFigureOptions {
  readonly question: string;
  readonly data: string;
  readonly split: string;
  /** The number of pictures in the split. */
  readonly count: number;
  readonly variants: readonly VariantResult[];
}

const width = 860;
const margin = 20;
const top = 14;
const rowHeight = 34;
const letterWidth = 7.1;

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const percentTick = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** A row for each variant: grey squares are runs, the blue one is their mean, the line its 95 % interval. */
export function experimentFigure(options: ExperimentFigureOptions): Figure {
  const { question, data, split, count, variants } = options;
  const values = variants.flatMap(({ accuracies, interval = [] }) => [...accuracies, ...interval]);
  const axis = axisAround(values.map(withinShares), 0.002, percentTick);
  const left = margin + letterWidth * Math.max(...variants.map(({ variant }) => variant.length)) + 16;
  const right = width - margin - 110;
  const bottom = top + rowHeight * variants.length;
  const toX = placing(axis, left, right);
  return {
    ...{ name: 'experiment', title: question },
    about: `${split} accuracy on ${data}, ${count.toLocaleString('en')} pictures`,
    ...{ width, height: bottom + 56 },
    parts: [
      drawPlot({ left, right, top, bottom }, { x: axis, y: { lowest: 0, highest: 1, ticks: [] } }),
      ...variants.flatMap((result, i) => drawVariant(result, top + rowHeight * (i + 0.5), left, right, toX)),
      text(
        margin,
        bottom + 44,
        'grey: single runs; blue: their mean, with its 95 % interval over seeds',
        'quiet',
      ),
    ],
  };
}

const withinShares = (value: number): number => Math.min(1, Math.max(0, value));

function drawVariant(
  { variant, accuracies, accuracy, interval }: VariantResult,
  y: number,
  left: number,
  right: number,
  toX: (value: number) => number,
): string[] {
  return [
    text(left - 12, y + 4, variant, 'end'),
    interval
      ? line(
          interval.map((end) => [toX(withinShares(end)), y] as const),
          'curve curve0',
        )
      : '',
    ...accuracies.map((value) => rect(toX(value) - 2.5, y - 2.5, 5, 5, 'fill7')),
    rect(toX(accuracy) - 5, y - 5, 10, 10, 'fill0'),
    text(right + 16, y + 4, percent(accuracy)),
  ];
}

/**
 * The accuracy on training and validation pictures over the epochs, in a plot for each variant; undefined if
 * the runs did not measure it.
 */
export function experimentCurves({ question, data, variants }: ExperimentFigureOptions): Figure | undefined {
  const measured = variants.flatMap(({ variant, curve }) => (curve ? [{ variant, curve }] : []));
  if (measured.length === 0) return undefined;
  const values = measured.flatMap(({ curve }) => [...curve.training, ...curve.validation]);
  const [, lastEpoch = 1] = extent(measured.flatMap(({ curve }) => curve.epochs));
  return panelFigure({
    ...{ name: 'experiment-curves', title: question },
    about: `accuracy on ${data} of each epoch’s model, without augmentation or dropout; mean over seeds`,
    axes: { x: axisOfWholes(lastEpoch), y: axisAround(values, 0.002, percentTick) },
    labels: { x: 'epochs', y: 'accuracy' },
    legend: ['training pictures', 'validation pictures'],
    panels: measured.map(({ variant, curve: { epochs, training, validation } }) => ({
      label: variant,
      curves: [training, validation].map((accuracies) =>
        accuracies.map((accuracy, i) => [epochs[i]!, accuracy] as const),
      ),
    })),
  });
}
