// What an experiment came to, as a table in Markdown and as figures: each variant's runs as dots, their mean with its interval;
// and how accuracy rose over the epochs.
import { drawPanels } from '../../node/figure/line-chart.ts';
import { line, rect, svgDocument, text } from '../../node/figure/svg.ts';
import { ticksBetween } from '../../node/figure/ticks.ts';
import type { VariantResult } from '../../training/experiment.ts';
import type { ExperimentResult } from './run.ts';
import { pValue, signed } from '../terminal/output.ts';

const points = (share: number, digits = 2): string => (100 * share).toFixed(digits);

/** The table, with a line before it that says what was done. */
export function experimentTable({ question, data, split, seeds, count, variants }: ExperimentResult): string {
  const rows = variants.map((result) => [
    result.variant,
    result.parameters.toLocaleString('en'),
    `${points(result.accuracy)}${result.interval ? ` ± ${points(result.standardDeviation)}` : ''}`,
    result.interval ? `${points(result.interval[0])} to ${points(result.interval[1])}` : '',
    points(result.trainingAccuracy - result.accuracy),
    difference(result),
    result.seconds.toFixed(0),
  ]);
  const header = ['variant', 'parameters', 'accuracy, %', '95 % over seeds', 'gap', 'against the first', 's'];
  const seedsTold = seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds.join(', ')}`;
  return [
    `${question} ${data}, ${seedsTold}, ${count.toLocaleString('en')} pictures of the ${split} split.`,
    '',
    ...markdownTable([header, ...rows]),
    '',
    'Accuracy is the mean over seeds ± their standard deviation, of the last epoch’s model. The gap is the accuracy on the pictures ' +
      'trained on, as they are, less it. The difference is paired over pictures, with its 95 % interval; p is corrected by Holm.',
  ].join('\n');
}

function difference({ comparison }: VariantResult): string {
  if (!comparison) return '';
  const { difference, low, high, p } = comparison;
  const [value, from, to] = [difference, low, high].map((share) => signed(100 * share, 2));
  return `${value} (${from} to ${to}), ${pValue(p)}`;
}

/** Cells padded so that the text itself reads as a table: the first column to the left, the others to the right. */
function markdownTable(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)));
  const written = rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(' | '),
  );
  const rule = widths
    .map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
    .join(' | ');
  return [written[0]!, rule, ...written.slice(1)].map((row) => `| ${row} |`);
}

const width = 860;
const margin = 20;
const top = 84;
const rowHeight = 34;
const letterWidth = 7.1;

const styles = {
  always: '.mean { stroke-width: 2.5 } .run { stroke: none }',
  light: '.mean { stroke: #0072b2 } .meanDot { fill: #0072b2 } .run { fill: #8c959f }',
  dark: '.mean { stroke: #4b9fe8 } .meanDot { fill: #4b9fe8 } .run { fill: #8b949e }',
};

/** A row for each variant: grey dots are runs, the blue one their mean, the line its 95 % interval over seeds. */
export function drawExperiment({ question, data, split, count, variants }: ExperimentResult): string {
  const values = variants.flatMap(({ accuracies, interval = [] }) => [...accuracies, ...interval]);
  const [low, high] = padded(Math.max(0, Math.min(...values)), Math.min(1, Math.max(...values)));
  const left = margin + letterWidth * Math.max(...variants.map(({ variant }) => variant.length)) + 16;
  const right = width - margin - 110;
  const bottom = top + rowHeight * variants.length;
  const toX = (value: number) => left + ((right - left) * (value - low)) / (high - low);
  const ticks = ticksBetween(low, high);
  const about = `validation accuracy on ${data}, ${count.toLocaleString('en')} pictures`.replace(
    'validation',
    split,
  );
  return svgDocument({ width, height: bottom + 56, title: question, styles }, [
    text(margin, 32, question, 'title'),
    text(margin, 54, about, 'quiet'),
    ...ticks.map((tick) =>
      line(
        [
          [toX(tick), top - 6],
          [toX(tick), bottom],
        ],
        'grid',
      ),
    ),
    ...ticks.map((tick) => text(toX(tick), bottom + 20, `${points(tick, 1)} %`, 'quiet middle')),
    ...variants.flatMap((result, i) => drawVariant(result, top + rowHeight * (i + 0.5), left, right, toX)),
    text(margin, bottom + 44, 'grey: runs; blue: their mean with its 95 % interval over seeds', 'quiet'),
  ]);
}

function drawVariant(
  { variant, accuracies, accuracy, interval }: VariantResult,
  y: number,
  left: number,
  right: number,
  toX: (value: number) => number,
): string[] {
  return [
    text(left - 12, y + 4, variant, 'end'),
    ...(interval
      ? [
          line(
            interval.map((end) => [toX(Math.min(1, Math.max(0, end))), y] as const),
            'mean',
          ),
        ]
      : []),
    ...accuracies.map((value) => rect(toX(value) - 2.5, y - 2.5, 5, 5, 'run')),
    rect(toX(accuracy) - 5, y - 5, 10, 10, 'meanDot'),
    text(right + 16, y + 4, `${points(accuracy)} %`),
  ];
}

/** A little room on both sides, also where all values are one. */
function padded(low: number, high: number): [number, number] {
  const room = Math.max(0.002, (high - low) * 0.06);
  return [low - room, high + room];
}

/** Accuracy on training and on validation pictures over the epochs, a plot for each variant; nothing where it was not measured. */
export function drawCurves({ question, data, variants }: ExperimentResult): string | undefined {
  const measured = variants.flatMap(({ variant, curve }) => (curve ? [{ variant, curve }] : []));
  if (measured.length === 0) return undefined;
  const values = measured.flatMap(({ curve }) => [...curve.training, ...curve.validation]);
  const [lowest, highest] = padded(Math.min(...values), Math.min(0.998, Math.max(...values)));
  const ticks = ticksBetween(lowest, highest).map((value) => ({ value, words: `${points(value, 1)} %` }));
  return drawPanels({
    title: question,
    about: `accuracy on ${data}, of each epoch’s model on pictures as they are, without dropout; mean over seeds`,
    axes: {
      x: Math.max(...measured.flatMap(({ curve }) => curve.epochs)),
      y: { lowest, highest, ticks },
    },
    labels: { x: 'epochs', y: 'accuracy' },
    legend: ['pictures trained on', 'validation pictures'],
    panels: measured.map(({ variant, curve: { epochs, training, validation } }) => ({
      label: variant,
      curves: [training, validation].map((accuracies) =>
        accuracies.map((accuracy, i) => [epochs[i]!, accuracy] as const),
      ),
    })),
  });
}
